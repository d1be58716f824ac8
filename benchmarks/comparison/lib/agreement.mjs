// Holds the answers of all tools against one another. Every figure of DuckDB is looked for in what we answered, and what the other
// tools count in what DuckDB counted.
import { readFileSync } from 'node:fs';
import { compareCounts, compareNumbers, comparePanel } from './compare.mjs';

// The panels of the catalog that answer statements of the leaner script.
const leanPanels = {
  total: 'total-requests', statuses: 'request-status-code', addresses: 'top-10-client-ips', methods: 'distribution-by-method',
  protocols: 'distribution-by-protocol', 'response-length': 'avg-response-size', 'response-latency': null,
};

/** All comparisons: { what, outcome, detail }. */
export function checkAgreement(jobs, references) {
  const checks = [];
  const found = (tool, work, file, threads = 1) => {
    const job = jobs.find(job => job.tool === tool && job.work === work && job.file.name === file && job.threads === threads);
    return job && read(job);
  };
  const reference = (script, file) => {
    const job = references.find(job => job.work === script && job.file.name === file);
    return job && read(job);
  };
  const check = (what, { outcome, detail }) => checks.push({ what, outcome, detail });
  const sameNumber = (what, shown, expected) => check(what, compareNumbers([shown], [expected]));

  for (const job of jobs.filter(job => ['apigw', 'library'].includes(job.tool))) {
    const { accepted, duplicates } = read(job).ingestion;
    sameNumber(`${job.name}: records accepted`, accepted + duplicates, job.file.records);
  }
  againstDuckDB();
  amongOurselves();
  others();
  otherSources();
  return checks;

  // Statement by statement, panel by panel.
  function againstDuckDB() {
    const each = (what, answer, rows, nameOf = name => name) => {
      if (!answer || !rows) return;
      const panels = panelsOf(answer);
      for (const [name, expected] of Object.entries(rows)) {
        const panel = panels.get(nameOf(name));
        if (panel) check(`${what}: ${name}`, comparePanel(panel, expected));
        else if (nameOf(name) === name) check(`${what}: ${name}`, { outcome: 'differs', detail: 'there is no such panel' });
      }
    };
    for (const [file, work] of [['many.log', 'W'], ['few.log', 'W'], ['many.log.gz', 'W'], ['many.log', 'W by resource'], ['lean.log', 'lean W'], ['csv.log', 'lean W']]) {
      const rows = found('DuckDB', work, file);
      // CSV has no latencies; an average of nothing is no row for us, and one without a value for DuckDB.
      if (rows && file === 'csv.log') delete rows['response-latency'];
      each(`library ${work} ${file}`, found('library', work, file), rows);
      const two = found('DuckDB', work, file, 2);
      if (rows && two) check(`DuckDB ${work} ${file} with 2 threads`, sameRows(rows, two));
    }
    for (const file of ['many.log', 'few.log']) each(`apigw ${file}`, found('apigw', 'all panels', file), reference('panels.sql', file));
    for (const [ours, theirs] of [['lean.log', 'lean.log'], ['csv.log', 'csv.log'], ['clf.log', 'csv.log']]) {
      each(`apigw ${ours}`, found('apigw', 'all panels', ours), found('DuckDB', 'lean W', theirs), name => leanPanels[name] ?? null);
    }
  }

  // One answer, whatever the threads and the compression; CLF and CSV hold the same fields.
  function amongOurselves() {
    const same = (what, one, other) => {
      if (!one || !other) return;
      const others = panelsOf(other);
      const different = [...panelsOf(one)].filter(([name, panel]) => panel.exact && JSON.stringify(panel) !== JSON.stringify(others.get(name)));
      check(what, different.length === 0 ? { outcome: 'agrees' } : { outcome: 'differs', detail: different.map(([name]) => name).join(', ') });
    };
    const all = (file, threads = 1) => found('apigw', 'all panels', file, threads);
    for (const file of ['many.log', 'few.log', 'many-two', 'few-two']) same(`apigw ${file}: 2 threads and 1`, all(file), all(file, 2));
    for (const threads of [1, 2]) same(`apigw many.log.gz, ${threads} threads, and many.log`, all('many.log'), all('many.log.gz', threads));
    same('apigw csv.log and clf.log', all('csv.log'), all('clf.log'));
  }

  function others() {
    const naive = found('JsonSerializer', 'three counts', 'many.log');
    const duckdb = found('DuckDB', 'W', 'many.log');
    if (naive && duckdb) threeCounts('JsonSerializer', naive, duckdb);
    for (const job of jobs.filter(job => ['gawk', 'jq', 'GoAccess'].includes(job.tool))) {
      const rows = reference('full.sql', job.file.name) ?? (job.file.of === 'clf.log' ? reference('lean.sql', 'csv-first.log') : null);
      if (!rows) continue;
      const answer = read(job);
      if (job.tool === 'GoAccess') {
        sameNumber(`GoAccess ${job.file.name}: total`, answer.general.valid_requests, Number(rows.total[0][0]));
        const hosts = Object.fromEntries(answer.hosts.data.slice(0, 10).map(host => [host.data, host.hits.count]));
        check(`GoAccess ${job.file.name}: addresses`, compareCounts(hosts, rows.addresses));
        continue;
      }
      threeCounts(job.tool, answer, rows);
      check(`${job.tool}: methods`, compareCounts(answer.methods, rows.methods));
      if (job.tool === 'gawk') awk(answer, rows);
    }
  }

  // CloudTrail and metrics, held against what a plain script counts.
  function otherSources() {
    const [events, answer] = [reference('trail', 'trail.json'), found('apigw', 'all panels', 'trail.json')];
    if (events && answer) {
      const panels = panelsOf(answer);
      sameNumber('apigw trail.json: distinct events', answer.ingestion.accepted, events.events);
      for (const [name, counts] of [['events-by-recipient-account', events.accounts], ['top-error-codes', events.errorCodes]]) {
        check(`apigw trail.json: ${name}`, compareCounts(counts, panels.get(name).rows.rows));
      }
    }

    const [datapoints, shown] = [reference('metrics', 'metrics.json'), found('apigw', 'all panels', 'metrics.json')];
    if (datapoints && shown) {
      // HTTP APIs have a panel of the same name.
      const panel = shown.dashboards.find(({ id }) => id === 'rest-overview').panels.find(({ id }) => id.endsWith('/api-calls-by-api-name'));
      check('apigw metrics.json: api-calls-by-api-name', compareCounts(datapoints.requests, panel.rows.rows));
    }
  }

  function threeCounts(tool, answer, rows) {
    sameNumber(`${tool}: total`, answer.total, Number(rows.total[0][0]));
    for (const name of ['statuses', 'addresses', 'agents']) check(`${tool}: ${name}`, compareCounts(answer[name], rows[name]));
  }

  function awk(answer, rows) {
    for (const [ours, theirs] of [
      ['stages', 'stages'], ['protocols', 'protocols'], ['errorResponseTypes', 'error-response-types'], ['errorMessages', 'error-messages'], ['slowest', 'slowest'],
    ]) check(`gawk: ${theirs}`, compareCounts(answer[ours], rows[theirs]));
    for (const [ours, theirs] of [['responseLatency', 'response-latency'], ['integrationLatency', 'integration-latency']]) {
      check(`gawk: ${theirs}`, compareNumbers(answer[ours], rows[theirs][0].map(Number)));
    }
    check('gawk: response-length', compareNumbers([answer.responseLength], rows['response-length'][0]));
    check('gawk: distinct-addresses', compareNumbers([answer.distinctAddresses], rows['distinct-addresses'][0].map(Number)));
  }
}

export const read = job => JSON.parse(readFileSync(job.answer ?? job.output, 'utf8'));

function panelsOf(answer) {
  return new Map(answer.dashboards.flatMap(dashboard => dashboard.panels).map(panel => [panel.id.split('/')[1], panel]));
}

// Rows without an order come in any.
function sameRows(one, other) {
  const text = rows => JSON.stringify(rows.map(row => JSON.stringify(row)).sort());
  const different = Object.keys(one).filter(name => name !== 'response-length' && text(one[name]) !== text(other[name]));
  return different.length === 0 ? { outcome: 'agrees' } : { outcome: 'differs', detail: different.join(', ') };
}
