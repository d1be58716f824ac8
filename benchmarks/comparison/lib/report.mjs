// The report, as plain text for the terminal and as Markdown between two comments of docs/performance.md.
import { baselineOf, findLosses, rate } from './rows.mjs';
import { wanted } from './targets.mjs';
import { readLogs } from './verbs.mjs';

const begin = '<!-- measured by benchmarks/comparison -->';
const end = '<!-- end of measured -->';

/** The document with what stands between the comments replaced. */
export function rewrite(document, measured) {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md lacks ${begin} or ${end}`);
  return `${document.slice(0, from + begin.length)}\n${measured.trim()}\n${document.slice(to)}`;
}

export function plain(report) {
  const table = [['', 'best elsewhere', 'target', 'ours', ''], ...targetCells(report.rows)];
  const widths = table[0].map((_, column) => Math.max(...table.map(row => row[column].length)));
  const lines = table.map(row => row.map((cell, column) => cell.replaceAll('`', '').padEnd(widths[column])).join('  ').trimEnd());
  const missing = report.rows.filter(row => row.met === null).map(row => `${row.target.work}: not measured, ${row.note}`);
  return ['', ...lines, '', ...missing, '', 'What stands in the way', ...obstacles(report.rows).map(text => `  ${text}`), '', 'Where we lose', ...findLosses(report).map(loss => `  ${loss}`), ''].join('\n');
}

export function markdown(report) {
  const { machine, options } = report;
  const losses = findLosses(report);
  return `
Machine: ${machine.cores} cores of ${machine.processor} (${machine.architecture}, ${machine.vectors}), ${Math.round(machine.memory / 2 ** 30)} GB,
${machine.system}, kernel ${machine.kernel}, data in ${machine.room}, ${machine.date}. ${versions(report)}

${options.rounds === 1 ? 'One round' : `Medians of ${options.rounds} rounds, in each of which every tool ran once`}, over ${count(options.records)} records of the full REST template and three times as many of the lean ones. GB is 10^9 bytes
of log; CPU seconds are those of user and kernel over the whole process, start and JIT included.
${options.records < 1_000_000 ? '\nThe logs are small, so start-up weighs more in these figures than in those that the targets mean.\n' : ''}
### Targets
${markdownTable(['work', 'best elsewhere', 'target', 'ours', 'met'], targetCells(report.rows))}

${missing(report.rows)}### What stands in the way
${obstacles(report.rows).map(text => `- ${text}`).join('\n') || 'Nothing: all that was measured is met.'}

### Where we lose
${losses.length > 0 ? losses.map(loss => `- ${loss}`).join('\n') : 'Nowhere in this run.'}

### All tools
W is the smaller work: counts by status, minute, agent, address, error, method, stage and protocol, percentiles overall and by API,
slowest paths, different addresses; lean W is what of it the lean templates can answer. \`library\` answers it as panels of a host. Tools that are
too slow for the whole log read its first records (\`first-N.log\`, \`clf-first.log\`). The last column is processor time per record, as a multiple of ours at the same work where we measured
it, else at all panels.

${markdownTable(['log', 'tool', 'work', 'threads', 'wall s', 'CPU s', 'GB per CPU s', 'peak MB', 'CPU per record, ours = 1'], toolCells(report.results), 3)}

### Reading alone
The verb \`read\`, one thread of one process, hot: records framed and parsed, the fields captured that all panels need, nothing counted.

${markdownTable(['log', 'bytes per record', 'ns per record', 'MB/s'], readingCells(report))}

### Agreement
${agreement(report.checks)}
`;
}

function versions({ machine, rivals }) {
  const names = { duckdb: 'DuckDB', goaccess: 'GoAccess', gawk: 'gawk', jq: 'jq' };
  const told = Object.entries(rivals).map(([name, { version, reason }]) => (version ? `${names[name]} ${version.replace(/^v/, '')}` : `no ${names[name]} (${reason})`));
  return `.NET ${machine.dotnet}, SDK ${machine.sdk}, Node ${machine.node}, ${told.join(', ')}.`;
}

function targetCells(rows) {
  return rows.map(({ target, rival, value, note, met }) => [
    target.work,
    rival,
    `${wanted(target)} ${target.unit}`,
    value === null ? 'not measured' : `${figure(value)}${note ? ` (${note})` : ''}`,
    met === null ? '' : met ? 'yes' : 'NO',
  ]);
}

/** Why targets are missed, each reason once, with the rows that it explains. */
function obstacles(rows) {
  const missed = rows.filter(row => row.met === false && row.target.obstacle);
  return [...new Set(missed.map(row => row.target.obstacle))].map(obstacle =>
    `${missed.filter(row => row.target.obstacle === obstacle).map(row => row.target.work).join('; ')}: ${obstacle}`);
}

function missing(rows) {
  const names = rows.filter(row => row.met === null).map(row => `${row.target.work} (${row.note})`);
  return names.length > 0 ? `Not measured: ${names.join('; ')}.\n\n` : '';
}

function toolCells(results) {
  const order = result => `${result.job.file.name} ${result.job.threads}`;
  return [...results].sort((a, b) => order(a).localeCompare(order(b)) || a.cpu.median - b.cpu.median).map(result => {
    const { job, wall, cpu, memory } = result;
    const own = ['apigw', 'library', 'GZipStream'].includes(job.tool);
    const ours = own ? null : baselineOf(job, results);
    const times = ours && (cpu.median / job.file.records) / (ours.cpu.median / ours.job.file.records);
    return [
      job.file.name, job.tool, job.work, String(job.threads), spread(wall), spread(cpu), rate(result).toFixed(rate(result) < 0.1 ? 3 : 2),
      (memory.median / 1e6).toFixed(0), times ? times.toFixed(2) : '',
    ];
  });
}

function readingCells({ files, verbs }) {
  return readLogs.filter(name => `read ${name}` in verbs.figures).map(name => {
    const [bytes, nanoseconds] = [files[name].bytes / files[name].records, verbs.figures[`read ${name}`]];
    return [name, bytes.toFixed(0), nanoseconds.toFixed(0), (bytes / nanoseconds * 1e3).toFixed(0)];
  });
}

function agreement(checks) {
  const of = outcome => checks.filter(check => check.outcome === outcome);
  const wrong = of('differs').map(({ what, detail }) => `- Disagreement: ${what}: ${detail}`);
  const text = `${checks.length} comparisons of answers between the tools: ${of('agrees').length} agree, ${of('within its error').length} are of panels that say that they are not exact and keep to the error that they state, ${wrong.length} disagree.`;
  return [text, ...wrong].join('\n');
}

function markdownTable(head, rows, numbersFrom = 2) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map((_, i) => (i < numbersFrom ? '---' : '---:')).join('|')}|`, ...rows.map(line)].join('\n');
}

const spread = ({ median, min, max }) => (min === max ? median.toFixed(2) : `${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`);
const figure = value => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const count = value => value.toLocaleString('en');
