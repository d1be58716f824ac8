import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

export const usage = `Usage: benchmarks/comparison/run.sh [options]
  --records N   records of the full template; three times as many of the lean ones (1,000,000)
  --rounds N    rounds, in each of which every tool runs once; medians count (3)
  --ten         memory with ten times the records as well, through a pipe
  --data DIR    where the data goes; by default into memory where there is room
  --keep        leave the data behind
  --no-docs     leave docs/performance.md as it is
  --only TEXT   only the runs whose name contains TEXT: for trying things, no table of targets`;

export function parseOptions(args) {
  const options = { records: 1_000_000, rounds: 3, ten: false, data: null, keep: false, docs: true, only: null };
  for (let i = 0; i < args.length; i++) {
    const [name, next] = [args[i], args[i + 1]];
    if (name === '--ten') options.ten = true;
    else if (name === '--keep') options.keep = true;
    else if (name === '--no-docs') options.docs = false;
    else if (name === '--data' && next) [options.data] = [args[++i]];
    else if (name === '--only' && next) [options.only] = [args[++i]];
    else if (name === '--records' && Number.isInteger(Number(next)) && Number(next) >= 1000) options.records = Number(args[++i]);
    else if (name === '--rounds' && Number.isInteger(Number(next)) && Number(next) >= 1) options.rounds = Number(args[++i]);
    else return null;
  }
  return options;
}

/** A folder with room for so many bytes: in memory if there is any, so that no disk is measured. */
export function roomFor(bytes) {
  const shared = '/dev/shm';
  if (existsSync(shared)) {
    const room = statfsSync(shared);
    if (room.bavail * room.bsize > bytes) return { folder: shared, memory: true };
  }
  return { folder: tmpdir(), memory: false };
}
