// The logs that all tools read, made by `apigw generate`: the same options give the same bytes.
import { execFileSync } from 'node:child_process';
import { closeSync, linkSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';

const tenThousand = ['--paths', '10000'];
const leanFactor = 3;
const datapointFactor = 2;
const startUpRecords = 540;

/** About what the data takes, to find a place for it. */
export const bytesOf = records => records * (4 * 1900 + leanFactor * (340 + 160 + 160) + 250 + 1200 + datapointFactor * 330) * 1.1;

export function makeData(folder, records, apigw, log) {
  const generate = (name, count, ...args) => {
    const path = join(folder, name);
    apigw(['generate', '--records', String(count), '--output', path, ...args]);
    return describe(name, path, count);
  };
  mkdirSync(folder, { recursive: true });
  log(`data in ${folder}`);
  const files = {};
  const add = file => {
    files[file.name] = file;
    log(`  ${file.name}: ${file.records.toLocaleString('en')} records, ${(file.bytes / 1e6).toFixed(1)} MB`);
  };
  add(generate('many.log', records));
  add(generate('few.log', records, ...tenThousand));
  add(generate('lean.log', records * leanFactor, '--layout', 'console'));
  add(generate('clf.log', records * leanFactor, '--layout', 'clf'));
  add(generate('csv.log', records * leanFactor, '--layout', 'csv'));
  add(generate('trail.json', records, '--source', 'cloudtrail'));
  add(generate('metrics.json', records * datapointFactor, '--source', 'metrics'));
  add(generate('small.log', startUpRecords));
  for (const [kind, ...args] of [['many'], ['few', ...tenThousand]]) add(folderOfTwo(kind, args));
  add(compressed(files['many.log']));
  for (const slice of [Math.min(10_000, records), Math.min(100_000, records)]) add(firstLines('many.log', slice, `first-${slice}.log`));
  // The same records in both.
  for (const kind of ['clf', 'csv']) add(firstLines(`${kind}.log`, Math.min(300_000, records), `${kind}-first.log`));
  return files;

  // The log and a second one of other requests, beside one another.
  function folderOfTwo(kind, args) {
    const two = join(folder, `${kind}-two`);
    mkdirSync(two);
    linkSync(files[`${kind}.log`].path, join(two, 'one.log'));
    const second = generate(`${kind}-two/two.log`, records, '--seed', '2', ...args);
    return { name: `${kind}-two`, path: two, records: records * 2, bytes: files[`${kind}.log`].bytes + second.bytes };
  }

  function compressed(file) {
    const path = `${file.path}.gz`;
    writeFrom(path, 'gzip', '-6', '-c', file.path);
    // Throughput is that of the content.
    return { ...file, name: `${file.name}.gz`, path, compressed: statSync(path).size };
  }

  // For tools that would take minutes over the whole.
  function firstLines(of, count, name) {
    const path = join(folder, name);
    writeFrom(path, 'head', '-n', String(count), files[of].path);
    return { ...describe(name, path, count), of };
  }
}

function writeFrom(path, command, ...args) {
  const output = openSync(path, 'w');
  execFileSync(command, args, { stdio: ['ignore', output, 'inherit'] });
  closeSync(output);
}

function describe(name, path, records) {
  return { name, path, records, bytes: statSync(path).size };
}
