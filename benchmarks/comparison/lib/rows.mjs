// From measurements to the table of targets: what we reached, what the best rival does, and whether that meets the target.
import { read } from './agreement.mjs';
import { pairedRatio } from './measure.mjs';
import { isMet, targets } from './targets.mjs';

export const rate = result => result.job.file.bytes / result.cpu.median / 1e9;
const cpu = run => run.cpu;

/** One row per target: { target, rival, value, note, met }; a value that could not be had is null, and the note says why. */
export function makeRows({ results, verbs, startUp, ten, rivals }) {
  const find = (tool, work, file, threads = 1) =>
    results.find(({ job }) => job.tool === tool && job.work === work && job.file.name === file && job.threads === threads);
  const all = (file, threads = 1) => find('apigw', 'all panels', file, threads);
  const noDuckDB = `DuckDB is not there: ${rivals.duckdb.reason}`;
  const duckdb = (file, work) => {
    const result = find('DuckDB', work, file);
    return result ? `DuckDB, only ${work}: ${rate(result).toFixed(2)}` : null;
  };
  const throughput = (file, rival) => ({ value: rate(all(file)), rival });
  const share = (file, work) => {
    const [ours, theirs] = [find('library', work, file), find('DuckDB', work, file)];
    if (!theirs) return { value: null, note: noDuckDB };
    const ratio = pairedRatio(ours, theirs, cpu);
    return { value: ratio.median, rival: `DuckDB: ${theirs.cpu.median.toFixed(2)} CPU s`, note: `${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)}` };
  };
  // Start-up and printing apart: what a small log takes by the wall is taken off, which has to leave something to compare.
  const twoThreads = file => {
    if (all(file, 2).wall.min < 2 * startUp.wall.median) return { value: null, note: 'the log is too small to tell' };
    const ratio = pairedRatio(all(file), all(file, 2), run => run.wall - startUp.wall.median);
    return { value: ratio.median, note: `${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)}` };
  };
  const growth = (more, less) => (ten ? { value: ten[more].memory / ten[less].memory, note: `${mega(ten[less].memory)} to ${mega(ten[more].memory)} MB` } : { value: null, note: 'only with --ten' });
  const printed = id => (id in verbs.figures ? { value: verbs.figures[id] } : { value: null, note: verbs.missing[id] });
  const goaccess = find('GoAccess', 'its own panels', 'clf-first.log');
  const naive = find('JsonSerializer', 'three counts', 'many.log');
  const gzip = pairedRatio(find('GZipStream', 'nothing', 'many.log.gz'), all('many.log.gz', 2), run => run.wall);

  const values = {
    few: throughput('few.log', duckdb('few.log', 'W')),
    many: throughput('many.log', duckdb('many.log', 'W')),
    work: share('many.log', 'W'),
    'work-few': share('few.log', 'W'),
    'work-resource': share('many.log', 'W by resource'),
    lean: throughput('lean.log', duckdb('lean.log', 'lean W')),
    clf: throughput('clf.log', goaccess && `GoAccess: ${rate(goaccess).toFixed(3)}`),
    csv: throughput('csv.log', duckdb('csv.log', 'lean W')),
    trail: throughput('trail.json', null),
    metrics: throughput('metrics.json', null),
    gzip: { value: gzip.median, note: `${gzip.min.toFixed(2)} to ${gzip.max.toFixed(2)}` },
    'two-few-folder': twoThreads('few-two'),
    'two-few-file': twoThreads('few.log'),
    'two-many-folder': twoThreads('many-two'),
    'two-many-file': twoThreads('many.log'),
    parse: printed('parse'),
    'parse-safe': { value: null, note: 'the learned path has no variant without unsafe code' },
    memory: { value: all('many.log').memory.max / 1e6, rival: find('DuckDB', 'W', 'many.log') && `DuckDB: ${mega(find('DuckDB', 'W', 'many.log').memory.median)}` },
    'memory-ten-records': growth('equalKeys', 'oneFixed'),
    'memory-ten-keys': growth('tenKeys', 'one'),
    allocation: { ...printed('allocation'), rival: `JsonSerializer: ${Math.round(read(naive.job).allocatedBytes / naive.job.file.records)}` },
    'start-up': { value: startUp.wall.median * 1000, note: `${(startUp.wall.min * 1000).toFixed(0)} to ${(startUp.wall.max * 1000).toFixed(0)}` },
    'query-warm': printed('query-warm'),
    'query-cold': printed('query-cold'),
    'query-keys': printed('query-keys'),
    json: printed('json'),
  };
  return targets.map(target => {
    const { value, rival, note } = values[target.id];
    return { target, rival: rival ?? target.elsewhere ?? '', value, note, met: value === null ? null : isMet(target, value) };
  });
}

/** Where we lose: targets that are not met, tools that read the same log with less, and panels that others answer exactly. */
export function findLosses({ rows, results, checks }) {
  const missed = rows.filter(row => row.met === false).map(row => row.target.work);
  const losses = missed.length > 0 ? [`Targets missed: ${missed.join('; ')}.`] : [];
  const per = (result, measure) => result[measure].median / (measure === 'memory' ? 1 : result.job.file.records);
  for (const result of results.filter(({ job }) => !['apigw', 'library', 'GZipStream'].includes(job.tool))) {
    const { job } = result;
    const ours = baselineOf(job, results);
    if (!ours) continue;
    for (const [measure, name] of [['cpu', 'processor time'], ['wall', 'time'], ['memory', 'memory']]) {
      // A slice needs less memory than the whole log; that is no loss.
      if (measure === 'memory' && job.file.name !== ours.job.file.name) continue;
      if (per(result, measure) < per(ours, measure)) {
        losses.push(`${job.tool} (${job.work}) takes ${(per(result, measure) / per(ours, measure)).toFixed(2)} of our ${name} (${ours.job.work}) on \`${job.file.name}\`, ${threadsOf(job)}.`);
      }
    }
  }
  const inexact = checks.filter(check => check.outcome === 'within its error').map(check => `\`${check.what.replace(/^\S+ /, '')}\``);
  if (inexact.length > 0) losses.push(`Not exact, which the answer says, where DuckDB is: ${inexact.join(', ')}.`);
  return losses;
}

/** What of ours a rival is held against: the same work where we measured it, else all panels. */
export function baselineOf(job, results) {
  const file = job.file.of ?? job.file.name;
  const of = (tool, work, threads) => results.find(({ job: own }) => own.tool === tool && own.work === work && own.file.name === file && own.threads === threads);
  return (job.threads === 1 && of('library', job.work, 1)) || of('apigw', 'all panels', job.threads) || of('apigw', 'all panels', 1);
}

export const threadsOf = job => (job.threads === 1 ? '1 thread' : `${job.threads} threads`);
const mega = bytes => (bytes / 1e6).toFixed(0);
