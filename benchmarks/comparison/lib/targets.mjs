// What the project wants to reach, and what stands in the way of what is missed: one entry per row of the final table, in its order. `atLeast` or `atMost` is the target,
// `elsewhere` what others reach or what is known of them where this comparison does not measure a rival itself.
const obstacles = {
  halves: 'Reading and counting take about a microsecond of a record each. Reading loses it to branches that differ from record to record, counting to loads from tables that are larger than the caches, some twenty per record.',
  memory: 'Counting asks tables larger than the caches for the keys of each record, and reading captures and checks the whole record where DuckDB takes the columns of one query.',
  short: 'All panels cost as much to count for a short record as for a long one, and that outweighs its bytes.',
  members: 'An event has some thirty members in orders that differ from one kind of user to the next, each of which is a name to compare and a value to go over, and its id is looked for in a table larger than the caches.',
  datapoints: 'A datapoint is short: it costs a look-up of its series and one of its minute in tables larger than the caches. A quarter of the time is that of the 117 panels, each of which visits the datapoints of its metrics.',
  three: 'Decompressing, reading and counting together are more work than two cores do in the time of the first; decompressing and reading share a thread.',
  relay: 'One thread reads and the other counts: the longer half decides, both wait for the same memory, and learning a template and answering are done by one.',
  branches: 'Values of differing lengths and presence cost mispredicted branches, and each is noted in a column of its own.',
  compiled: 'Some four hundred methods are compiled at start that ahead-of-time compilation leaves out, and the plans and panels of thirteen dashboards are made.',
  cached: 'Trends by route are answers of hundreds of thousands of points, and percentiles by path keep many groups per hour: what is remembered of them must fit beside the states within MemoryLimit, and is merged anew where it does not.',
  more: 'More hours of more paths fill states up to their bounds, which small logs do not reach.',
};

export const targets = [
  { id: 'few', work: 'full REST template, all panels, at most 10,000 paths, 1 thread', unit: 'GB per CPU s', atLeast: 2.0, obstacle: obstacles.halves },
  { id: 'many', work: 'full REST template, all panels, 760,000 paths per million, 1 thread', unit: 'GB per CPU s', atLeast: 1.5, obstacle: obstacles.halves },
  { id: 'work', work: 'smaller work W, 760,000 paths per million, 1 thread', unit: "of DuckDB's CPU time", atMost: 0.25, obstacle: obstacles.memory },
  { id: 'work-few', work: 'W, at most 10,000 paths, 1 thread', unit: "of DuckDB's CPU time", atMost: 0.25, obstacle: obstacles.memory },
  { id: 'work-resource', work: 'W by resource instead of path, 1 thread', unit: "of DuckDB's CPU time", atMost: 0.25, obstacle: obstacles.memory },
  { id: 'lean', work: 'lean console template, all panels, 1 thread', unit: 'GB per CPU s', atLeast: 1.2, obstacle: obstacles.short },
  { id: 'clf', work: 'CLF lines, all panels, 1 thread', unit: 'GB per CPU s', atLeast: 0.8, obstacle: obstacles.short },
  { id: 'csv', work: 'CSV lines, all panels, 1 thread', unit: 'GB per CPU s', atLeast: 0.8, obstacle: obstacles.short },
  { id: 'trail', work: 'CloudTrail file, all its panels, 1 thread', unit: 'GB per CPU s', atLeast: 0.8, obstacle: obstacles.members },
  { id: 'metrics', work: 'metric stream in JSON, all its panels, 1 thread', unit: 'GB per CPU s', atLeast: 0.5, obstacle: obstacles.datapoints },
  { id: 'gzip', work: 'gzip, full REST template, 2 threads', unit: "of the decompressor's speed", atLeast: 0.9, elsewhere: 'GZipStream alone, 1', obstacle: obstacles.three },
  { id: 'two-few-folder', work: '2 threads, folder of two files, at most 10,000 paths', unit: 'times 1 thread', atLeast: 1.8, obstacle: obstacles.relay },
  { id: 'two-few-file', work: '2 threads, one file, at most 10,000 paths', unit: 'times 1 thread', atLeast: 1.8, obstacle: obstacles.relay },
  { id: 'two-many-folder', work: '2 threads, folder of two files, 760,000 paths per million', unit: 'times 1 thread', atLeast: 1.5, obstacle: obstacles.relay },
  { id: 'two-many-file', work: '2 threads, one file, 760,000 paths per million', unit: 'times 1 thread', atLeast: 1.5, obstacle: obstacles.relay },
  { id: 'parse', work: 'parse only, full REST template, 20 fields', unit: 'ns per record', atMost: 200, elsewhere: 'simdjson on-demand, 20 fields, 285 (elsewhere)', obstacle: obstacles.branches },
  { id: 'parse-safe', work: 'parse only, without unsafe code', unit: 'ns per record', atMost: 300 },
  { id: 'memory', work: 'peak memory, 1 day, 760,000 paths per million', unit: 'MB', atMost: 200 },
  { id: 'memory-ten-records', work: 'peak memory, ten times the records, equal keys', unit: 'times', atMost: 1.3, obstacle: obstacles.more },
  { id: 'memory-ten-keys', work: 'peak memory, ten times the records and the keys', unit: 'times', atMost: 1.3, obstacle: obstacles.more },
  { id: 'allocation', work: 'allocation while reading, steady state', unit: 'bytes per record', atMost: 0 },
  { id: 'start-up', work: '`apigw analyze` of a log of 1 MB, by the wall', unit: 'ms', atMost: 250, obstacle: obstacles.compiled },
  { id: 'query-warm', work: 'live dashboard over 7 days, asked before, p95', unit: 'ms', atMost: 20, obstacle: obstacles.cached },
  { id: 'query-cold', work: 'live dashboard over 7 days, cold, p95', unit: 'ms', atMost: 250, obstacle: obstacles.cached },
  { id: 'query-keys', work: 'live dashboard over 7 days, 100,000 keys, cold, p95', unit: 'ms', atMost: 500, obstacle: obstacles.cached },
  { id: 'json', work: 'JSON of all panels', unit: 'ms', atMost: 50 },
];

export function isMet(target, value) {
  return target.atLeast !== undefined ? value >= target.atLeast : value <= target.atMost;
}

export function wanted(target) {
  return target.atLeast !== undefined ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
}
