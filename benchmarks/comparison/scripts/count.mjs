// Counts a CloudTrail file or a metric stream plainly, with JSON.parse and sets: what our answers are checked by. Not measured.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const [kind, path] = process.argv.slice(2);
console.log(JSON.stringify(kind === 'trail' ? await countEvents() : await countDatapoints()));

/** Events, each once, by account; those that failed by error code. */
async function countEvents() {
  const seen = new Set();
  const [accounts, errorCodes] = [{}, {}];
  for await (const event of events()) {
    if (event.eventSource !== 'apigateway.amazonaws.com' || seen.has(event.eventID)) continue;
    seen.add(event.eventID);
    add(accounts, event.recipientAccountId);
    if (event.errorCode) add(errorCodes, event.errorCode);
  }
  return { events: seen.size, accounts, errorCodes };
}

// A file is one line, longer than a string can be: it is cut where one event ends and the next one begins.
async function* events() {
  const border = '},{"eventVersion":';
  let rest = '';
  let isFirst = true;
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 22 })) {
    rest += chunk;
    if (isFirst) rest = rest.slice(rest.indexOf('[') + 1);
    isFirst = false;
    const last = rest.lastIndexOf(border);
    if (last < 0) continue;
    yield* JSON.parse(`[${rest.slice(0, last + 1)}]`);
    rest = rest.slice(last + 2);
  }
  yield* JSON.parse(`[${rest.slice(0, rest.lastIndexOf(']'))}]`);
}

/** Requests by REST API; of datapoints of one API and time the one with more samples counts. */
async function countDatapoints() {
  const best = new Map();
  for await (const line of createInterface({ input: createReadStream(path, { highWaterMark: 1 << 20 }) })) {
    if (!line.includes('"metric_name":"Count"')) continue;
    const { dimensions, timestamp, value } = JSON.parse(line);
    if (Object.keys(dimensions).join() !== 'ApiName') continue;
    const key = `${dimensions.ApiName} ${timestamp}`;
    const known = best.get(key);
    if (!known || value.count > known.count || (value.count === known.count && value.sum > known.sum)) best.set(key, { ...value, api: dimensions.ApiName });
  }
  const requests = {};
  for (const { api, sum } of best.values()) requests[api] = (requests[api] ?? 0) + sum;
  return { requests };
}

function add(counts, key) {
  counts[key] = (counts[key] ?? 0) + 1;
}
