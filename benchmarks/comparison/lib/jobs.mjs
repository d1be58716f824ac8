// Every process that is measured. `file` is what it reads, `work` what it computes; those of one file and work are rivals.
import { join } from 'node:path';
import { apigw, benchmarkEnvironment, benchmarks, scripts } from './tools.mjs';

// The panels of the catalog that come nearest to the smaller work. Percentiles are those by path.
const nearest = [
  'total-requests', 'request-status-code', 'request-trend-by-status-code', 'percentile-response-latency', 'percentile-integration-latency',
  'top-10-user-agents', 'top-10-client-ips', 'distribution-by-method', 'distribution-of-stage', 'distribution-by-protocol',
  'avg-response-size', 'response-latency', 'average-integration-latency', 'top-10-slowest-requests',
].map(id => `access-logs-overview/${id}`).concat(
  ['top-10-error-messages', 'distribution-by-error-response-type'].map(id => `access-logs-errors/${id}`));

// The panels of the source that is read; the other dashboards have panels that are derived from it too.
const dashboards = ids => ids.flatMap(id => ['--dashboard', id]);
export const ofAccessLogs = dashboards(['access-logs-overview', 'access-logs-errors']);
const ofCloudTrail = dashboards(['audit-events']);
const ofMetrics = dashboards([
  'rest-overview', 'http-overview', 'websocket-overview', 'rest-latency-cache', 'http-websocket-latency', 'rest-errors', 'http-websocket-errors',
  'rest-enhanced', 'http-enhanced', 'websocket-enhanced',
]);

const csvColumns = ['ip', 'caller', 'user', 'requestTime', 'httpMethod', 'resourcePath', 'protocol', 'status', 'responseLength', 'requestId', 'extendedRequestId'];
const leanColumns = ['requestTime', 'status', 'httpMethod', 'protocol', 'resourcePath', 'ip', 'responseLatency', 'responseLength'];

export function makeJobs(files, rivals, answers) {
  const jobs = [];
  const add = (tool, work, file, threads, argv, more = {}) => {
    const name = `${tool} ${work} ${file.name} ${threads}`;
    jobs.push({ name, tool, work, file, threads, argv, output: join(answers, `${name.replaceAll(' ', '_')}.json`), ...more });
  };
  const { 'many.log': many, 'few.log': few, 'lean.log': lean, 'clf.log': clf, 'csv.log': csv, 'many.log.gz': gzip } = files;
  const analyze = (file, threads, work = 'all panels', args = ofAccessLogs) =>
    add('apigw', work, file, threads, [...apigw, 'analyze', file.path, '--threads', String(threads), '--format', 'json', ...args]);
  const ours = (file, kind, work) =>
    add('library', work, file, 1, [...benchmarks, 'work', file.path, kind], { env: benchmarkEnvironment });
  const duckdb = (file, script, threads, work, ...settings) => rivals.duckdb.version
    && add('DuckDB', work, file, threads, ['node', join(scripts, 'duckdb.mjs'), join(scripts, script), String(threads), ...settings]);

  for (const threads of [1, 2]) {
    for (const file of [few, many, gzip, files['few-two'], files['many-two']]) analyze(file, threads);
    duckdb(many, 'full.sql', threads, 'W', `file=${many.path}`, 'path=path');
    duckdb(many, 'full.sql', threads, 'W by resource', `file=${many.path}`, 'path=resourcePath');
    duckdb(lean, 'lean.sql', threads, 'lean W', `source=${fromJson(lean)}`);
  }
  for (const file of [lean, clf, csv]) analyze(file, 1);
  analyze(files['trail.json'], 1, 'all panels', ofCloudTrail);
  analyze(files['metrics.json'], 1, 'all panels', ofMetrics);
  analyze(many, 1, 'nearest panels', nearest.flatMap(id => ['--panel', id]));
  ours(many, 'path', 'W');
  ours(few, 'path', 'W');
  ours(many, 'resource', 'W by resource');
  ours(gzip, 'path', 'W');
  for (const file of [lean, csv]) ours(file, 'lean', 'lean W');
  duckdb(few, 'full.sql', 1, 'W', `file=${few.path}`, 'path=path');
  duckdb(gzip, 'full.sql', 1, 'W', `file=${gzip.path}`, 'path=path');
  duckdb(csv, 'lean.sql', 1, 'lean W', `source=${fromCsv(csv)}`);
  add('GZipStream', 'nothing', gzip, 1, [...benchmarks, 'gunzip', gzip.path]);
  add('JsonSerializer', 'three counts', many, 1, [...benchmarks, 'naive', many.path]);

  const [small, middle] = Object.values(files).filter(file => file.of === 'many.log').sort((a, b) => a.records - b.records);
  const slice = middle ?? small;
  if (rivals.gawk.version) add('gawk', 'W', slice, 1, ['gawk', '-b', '-f', join(scripts, 'work.awk'), slice.path]);
  if (rivals.jq.version) add('jq', 'four counts', small, 1, ['jq', '-n', '-c', '-f', join(scripts, 'work.jq'), small.path]);
  if (rivals.goaccess.version) {
    goaccess(slice, JSON.stringify({
      requestTime: '%d:%t %^', identitySourceIp: '%h', httpMethod: '%m', path: '%U', protocol: '%H', status: '%s', responseLength: '%b',
      responseLatency: '%L', identityUserAgent: '%u',
    }));
    goaccess(files['clf-first.log'], '%h %^ %^ [%d:%t %^] "%r" %s %b %^ %^');
  }
  return jobs;

  // It prints to a file whose name tells the format.
  function goaccess(file, format) {
    const answer = join(answers, `goaccess_${file.name}.json`);
    add('GoAccess', 'its own panels', file, 1, [
      'goaccess', file.path, '--no-global-config', '--no-progress', `--log-format=${format}`, '--date-format=%d/%b/%Y', '--time-format=%T', '-o', answer,
    ], { output: '/dev/null', answer });
  }
}

/** What answers are checked by, run once and not measured. */
export function referenceJobs(files, rivals, answers) {
  const counts = [['trail', 'trail.json'], ['metrics', 'metrics.json']].map(([kind, name]) => ({
    name: `reference ${kind}`, work: kind, file: files[name], argv: ['node', join(scripts, 'count.mjs'), kind, files[name].path], output: join(answers, `reference_${kind}.json`),
  }));
  if (!rivals.duckdb.version) return counts;
  const job = (script, file, ...settings) => ({
    name: `reference ${script} ${file.name}`,
    work: script,
    file,
    argv: ['node', join(scripts, 'duckdb.mjs'), join(scripts, script), '2', `file=${file.path}`, 'path=path', ...settings],
    output: join(answers, `reference_${script}_${file.name}.json`),
  });
  return [
    ...counts,
    ...['many.log', 'few.log'].map(name => job('panels.sql', files[name])),
    ...Object.values(files).filter(file => file.of === 'many.log').map(file => job('full.sql', file)),
    job('lean.sql', files['csv-first.log'], `source=${fromCsv(files['csv-first.log'])}`),
  ];
}

function fromJson(file) {
  return `read_json('${file.path}', format = 'newline_delimited', columns = {${leanColumns.map(name => `${name}: 'varchar'`).join(', ')}})`;
}

function fromCsv(file) {
  const columns = csvColumns.map(name => `'${name}': 'varchar'`).join(', ');
  return `(select *, null::varchar as responseLatency from read_csv('${file.path}', auto_detect = false, header = false, delim = ',', quote = '"', columns = {${columns}}))`;
}
