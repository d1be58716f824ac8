// Figures that verbs of the benchmarks print themselves. Each entry runs a verb once and takes figures from its text by pattern;
// what a pattern does not find is told as not measured.
const number = text => Number(text.replaceAll(',', ''));

export const verbs = [
  {
    args: () => ['gate'],
    figures: [
      { id: 'parse', pattern: /learned ([\d.,]+) ns/ },
      { id: 'allocation', pattern: /and ([\d.,]+) bytes per record/ },
    ],
  },
  {
    args: options => ['breakdown', '--records', String(options.records), '--runs', '1'],
    figures: [
      { id: 'json', pattern: /ms query\s+([\d.,]+) ms JSON/ },
    ],
  },
  {
    // Questions to a live engine while one thread feeds it.
    args: () => ['questions'],
    figures: [
      { id: 'query-warm', pattern: /warm.*?p95\s+([\d.,]+) ms/ },
      { id: 'query-cold', pattern: /cold.*?p95\s+([\d.,]+) ms/ },
      { id: 'query-keys', pattern: /100,000 keys.*?p95\s+([\d.,]+) ms/ },
    ],
  },
];

/** Runs all verbs; returns the figures by id, and why others are missing. */
export function runVerbs(options, run) {
  const figures = {};
  const missing = {};
  for (const verb of verbs) {
    const args = verb.args(options);
    const { text } = run(args);
    for (const { id, pattern } of verb.figures) {
      const found = pattern.exec(text);
      if (found) figures[id] = number(found[1]);
      else missing[id] = `the verb \`${args[0]}\` prints no such figure`;
    }
  }
  return { figures, missing };
}
