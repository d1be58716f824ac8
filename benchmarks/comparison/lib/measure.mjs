// Runs processes and tells what they took: wall, processor time of user and kernel, largest resident set. GNU time asks the
// kernel for it when the process has ended.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const timeout = 1_800_000;

/** Runs a job once; its output goes to a file, or is read by nobody. */
export function measureOnce(job, folder) {
  const figures = join(folder, 'figures.txt');
  const output = openSync(job.output ?? '/dev/null', 'w');
  const argv = ['/usr/bin/time', '-q', '-o', figures, '-f', '%e %U %S %M', ...job.argv];
  // A producer feeds standard input, and is not measured.
  const [command, ...args] = job.producer
    ? ['bash', '-c', `set -o pipefail; ${job.producer.map(quote).join(' ')} | ${argv.map(quote).join(' ')}`]
    : argv;
  const started = process.hrtime.bigint();
  const result = spawnSync(command, args, { stdio: ['ignore', output, 'pipe'], timeout, env: { ...process.env, ...job.env }, maxBuffer: 1 << 26 });
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  closeSync(output);
  if (result.status !== 0) {
    throw new Error(`${job.name}: ended with ${result.status ?? result.signal ?? result.error}\n${result.stderr ?? ''}`.trim());
  }
  const [, user, system, kilobytes] = readFileSync(figures, 'utf8').trim().split(' ').map(Number);
  return { wall, cpu: user + system, memory: kilobytes * 1024 };
}

/** Every job once per round, in turn forwards and backwards, so that a slow minute does not fall on one tool alone. */
export function measureRounds(jobs, rounds, folder, log) {
  const runs = new Map(jobs.map(job => [job.name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const job of round % 2 === 0 ? jobs : [...jobs].reverse()) {
      const run = measureOnce(job, folder);
      runs.get(job.name).push(run);
      log(`  round ${round + 1}  ${job.name.padEnd(34)} ${run.wall.toFixed(2)} s, ${run.cpu.toFixed(2)} CPU s, ${(run.memory / 1e6).toFixed(0)} MB`);
    }
  }
  return jobs.map(job => summarise(job, runs.get(job.name)));
}

export function summarise(job, runs) {
  return { job, runs, wall: spread(runs.map(run => run.wall)), cpu: spread(runs.map(run => run.cpu)), memory: spread(runs.map(run => run.memory)) };
}

export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}

/** The median of the ratios within each round, which drift of the machine does not touch much. */
export function pairedRatio(one, other, value) {
  return spread(one.runs.map((run, i) => value(run) / value(other.runs[i])));
}

function quote(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
