// Figures that verbs of the benchmarks print themselves. Each entry runs a verb once and takes figures from its text by pattern, the
// median where it finds several unless it says otherwise; what it does not find is told as not measured.
import { spread } from './measure.mjs';

const largest = values => Math.max(...values);
const worstDashboard = phase => new RegExp(`phase=${phase} question=(?!all )\\S+ .*wall_p95_ms=([\\d.]+)`, 'g');
const number = text => Number(text.replaceAll(',', ''));

/** The logs that the verb `read` reads. */
export const readLogs = ['many.log', 'lean.log', 'clf.log', 'csv.log'];

const verbs = [
  {
    args: () => ['gate'],
    figures: [
      { id: 'parse', pattern: /20 fields ([\d.,]+) ns/g },
      { id: 'allocation', pattern: /and ([\d.,]+) bytes per record/g },
    ],
  },
  {
    args: options => ['breakdown', '--records', String(options.records), '--runs', '1'],
    figures: [
      { id: 'json', pattern: /ms query\s+([\d.,]+) ms JSON/g },
    ],
  },
  ...readLogs.map(name => ({
    args: (_, files) => ['read', files[name].path, '3'],
    figures: [{ id: `read ${name}`, pattern: /([\d.,]+) ns and/g }],
  })),
  {
    // Questions to a live engine while one thread feeds it.
    args: ({ records }) => ['questions', '--records', String(records), '--rounds', '30'],
    figures: [
      { id: 'query-warm', pattern: worstDashboard('warm'), of: largest },
      { id: 'query-cold', pattern: worstDashboard('cold'), of: largest },
    ],
  },
  {
    args: ({ records }) => ['questions', '--records', String(records), '--rounds', '30', '--keys', '100000'],
    figures: [{ id: 'query-keys', pattern: worstDashboard('cold'), of: largest }],
  },
];

/** Runs all verbs; returns the figures by id, and why others are missing. */
export function runVerbs(options, files, run) {
  const figures = {};
  const missing = {};
  for (const verb of verbs) {
    const args = verb.args(options, files);
    const { text } = run(args);
    for (const { id, pattern, of = values => spread(values).median } of verb.figures) {
      const found = [...text.matchAll(pattern)].map(match => number(match[1]));
      if (found.length > 0) figures[id] = of(found);
      else missing[id] = `the verb \`${args[0]}\` prints no such figure`;
    }
  }
  return { figures, missing };
}
