// What the project wants to reach: one entry per row of the final table, in its order. `atLeast` or `atMost` is the target,
// `elsewhere` what others reach or what is known of them where this comparison does not measure a rival itself.
export const targets = [
  { id: 'few', work: 'full REST template, all panels, at most 10,000 paths, 1 thread', unit: 'GB per CPU s', atLeast: 2.0 },
  { id: 'many', work: 'full REST template, all panels, 760,000 paths per million, 1 thread', unit: 'GB per CPU s', atLeast: 1.5 },
  { id: 'work', work: 'smaller work W, 760,000 paths per million, 1 thread', unit: "of DuckDB's CPU time", atMost: 0.25 },
  { id: 'work-few', work: 'W, at most 10,000 paths, 1 thread', unit: "of DuckDB's CPU time", atMost: 0.25 },
  { id: 'work-resource', work: 'W by resource instead of path, 1 thread', unit: "of DuckDB's CPU time", atMost: 0.25 },
  { id: 'lean', work: 'lean console template, all panels, 1 thread', unit: 'GB per CPU s', atLeast: 1.2 },
  { id: 'clf', work: 'CLF lines, all panels, 1 thread', unit: 'GB per CPU s', atLeast: 0.8 },
  { id: 'csv', work: 'CSV lines, all panels, 1 thread', unit: 'GB per CPU s', atLeast: 0.8 },
  { id: 'gzip', work: 'gzip, full REST template, 2 threads', unit: "of the decompressor's speed", atLeast: 0.9, elsewhere: 'GZipStream alone, 1' },
  { id: 'two-few-folder', work: '2 threads, folder of two files, at most 10,000 paths', unit: 'times 1 thread', atLeast: 1.8 },
  { id: 'two-few-file', work: '2 threads, one file, at most 10,000 paths', unit: 'times 1 thread', atLeast: 1.8 },
  { id: 'two-many-folder', work: '2 threads, folder of two files, 760,000 paths per million', unit: 'times 1 thread', atLeast: 1.5 },
  { id: 'two-many-file', work: '2 threads, one file, 760,000 paths per million', unit: 'times 1 thread', atLeast: 1.5 },
  { id: 'parse', work: 'parse only, full REST template, all captured fields', unit: 'ns per record', atMost: 200, elsewhere: 'simdjson on-demand, 20 fields, 285 (elsewhere)' },
  { id: 'parse-safe', work: 'parse only, without unsafe code', unit: 'ns per record', atMost: 300 },
  { id: 'memory', work: 'peak memory, 1 day, 760,000 paths per million', unit: 'MB', atMost: 200 },
  { id: 'memory-ten-records', work: 'peak memory, ten times the records, equal keys', unit: 'times', atMost: 1.3 },
  { id: 'memory-ten-keys', work: 'peak memory, ten times the records and the keys', unit: 'times', atMost: 1.3 },
  { id: 'allocation', work: 'allocation while reading, steady state', unit: 'bytes per record', atMost: 0 },
  { id: 'start-up', work: '`apigw analyze` of a log of 1 MB, by the wall', unit: 'ms', atMost: 250 },
  { id: 'query-warm', work: 'live dashboard over 7 days, asked before, p95', unit: 'ms', atMost: 20 },
  { id: 'query-cold', work: 'live dashboard over 7 days, cold, p95', unit: 'ms', atMost: 250 },
  { id: 'query-keys', work: 'live dashboard over 7 days, 100,000 keys, cold, p95', unit: 'ms', atMost: 500 },
  { id: 'json', work: 'JSON of all panels', unit: 'ms', atMost: 50 },
];

export function isMet(target, value) {
  return target.atLeast !== undefined ? value >= target.atLeast : value <= target.atMost;
}

export function wanted(target) {
  return target.atLeast !== undefined ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
}
