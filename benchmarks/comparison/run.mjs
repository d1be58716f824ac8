// The whole comparison: build, install, make logs, measure in rounds, hold the answers against one another, report.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkAgreement } from './lib/agreement.mjs';
import { bytesOf, makeData } from './lib/data.mjs';
import { makeJobs, ofAccessLogs, referenceJobs } from './lib/jobs.mjs';
import { machine } from './lib/machine.mjs';
import { measureOnce, measureRounds, summarise } from './lib/measure.mjs';
import { parseOptions, roomFor, usage } from './lib/options.mjs';
import { markdown, plain, rewrite } from './lib/report.mjs';
import { makeRows, rate } from './lib/rows.mjs';
import { apigw, benchmarks, benchmarkEnvironment, buildOurs, installRivals, repository } from './lib/tools.mjs';
import { runVerbs } from './lib/verbs.mjs';

const startUpRuns = 9;
const log = text => console.log(text);

const options = parseOptions(process.argv.slice(2));
if (!options) {
  console.error(usage);
  process.exit(2);
}

const room = options.data ? { folder: options.data, memory: options.data.startsWith('/dev/shm') } : roomFor(bytesOf(options.records));
mkdirSync(room.folder, { recursive: true });
const folder = mkdtempSync(join(room.folder, 'apigw-comparison-'));
process.on('exit', () => options.keep || rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

buildOurs(log);
log('tools');
const rivals = installRivals(log);
const files = makeData(folder, options.records, args => execFileSync(apigw[0], [...apigw.slice(1), ...args]), log);
const answers = join(folder, 'answers');
mkdirSync(answers);

const jobs = makeJobs(files, rivals, answers).filter(job => !options.only || job.name.includes(options.only));
log(`measuring ${jobs.length} runs, ${options.rounds} rounds`);
const results = measureRounds(jobs, options.rounds, folder, log);

log('holding answers against one another');
const references = referenceJobs(files, rivals, answers).filter(({ file }) => !options.only || jobs.some(job => job.file.name === file.name));
for (const job of references) measureOnce(job, folder);
const checks = checkAgreement(jobs, references);
const disagreements = checks.filter(check => check.outcome === 'differs');
for (const { what, detail } of disagreements) log(`  DIFFERS  ${what}: ${detail}`);
log(`  ${checks.length} comparisons, ${disagreements.length} disagreements`);

if (options.only) {
  for (const result of results) log(`  ${result.job.name.padEnd(44)} ${rate(result).toFixed(2)} GB per CPU s`);
} else {
  const startUp = measureStartUp();
  const ten = options.ten ? measureTenfold() : null;
  log('verbs of the benchmarks');
  const verbs = runVerbs(options, files, args => {
    const result = spawnSync(benchmarks[0], [...benchmarks.slice(1), ...args], {
      encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 900_000, env: { ...process.env, ...benchmarkEnvironment, TMPDIR: folder },
    });
    return { text: result.stdout ?? '' };
  });
  const report = { options, machine: machine(room), rivals, files, results, checks, verbs, startUp, ten };
  report.rows = makeRows(report);
  log(plain(report));
  if (options.docs) {
    const path = join(repository, 'docs/performance.md');
    writeFileSync(path, rewrite(readFileSync(path, 'utf8'), markdown(report)));
    log(`written to ${path}`);
  }
}
process.exitCode = disagreements.length === 0 ? 0 : 1;

/** A log of a megabyte, several times: what starting costs. */
function measureStartUp() {
  const job = { name: 'start-up', file: files['small.log'], argv: [...apigw, 'analyze', files['small.log'].path, '--threads', '1', '--format', 'json'] };
  return summarise(job, Array.from({ length: startUpRuns }, () => measureOnce(job, folder)));
}

/** Ten times the records of the same day, through a pipe, since they would not fit: with as many keys, and with ten times as many. */
function measureTenfold() {
  log('ten times the records');
  const generate = (records, ...args) => [...apigw, 'generate', '--records', String(records), ...args];
  const run = (name, producer) => {
    const job = { name, producer, argv: [...apigw, 'analyze', '-', '--threads', '1', '--format', 'json', ...ofAccessLogs] };
    const result = measureOnce(job, folder);
    log(`  ${name}: ${(result.memory / 1e6).toFixed(0)} MB, ${result.cpu.toFixed(1)} CPU s`);
    return result;
  };
  const keys = String(Math.max(10_000, Math.round(options.records * 0.76)));
  return {
    one: run('records, through the pipe', generate(options.records)),
    oneFixed: run('records with a fixed set of paths', generate(options.records, '--paths', keys)),
    equalKeys: run('ten times the records, the same paths', generate(options.records * 10, '--paths', keys)),
    tenKeys: run('ten times the records and paths', generate(options.records * 10)),
  };
}
