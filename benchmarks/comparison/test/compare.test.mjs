// What the comparison holds against one another has to be able to differ. Run with: node --test benchmarks/comparison/test/
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareCounts, comparePanel } from '../lib/compare.mjs';
import { pairedRatio, spread } from '../lib/measure.mjs';
import { rewrite } from '../lib/report.mjs';

const rows = (columns, rows, more = {}) => ({ exact: true, rows: { columns, rows, otherRow: false }, ...more });
const outcome = (panel, reference) => comparePanel(panel, reference).outcome;

test('counts have to be the same, in any order, for the same keys', () => {
  const panel = rows(['status', 'count'], [['200', 5], ['404', 2]]);
  assert.equal(outcome(panel, [['404', '2'], ['200', '5']]), 'agrees');
  assert.equal(outcome(panel, [['404', '2'], ['200', '6']]), 'differs');
  assert.equal(outcome(panel, [['200', '5']]), 'differs');
  assert.equal(outcome(panel, [['200', '5'], ['404', '2'], ['500', '1']]), 'differs');
});

test('a key that is absent is not the text null', () => {
  const panel = rows(['stage', 'count'], [[null, 5]]);
  assert.equal(outcome(panel, [[null, '5']]), 'agrees');
  assert.equal(outcome(panel, [['null', '5']]), 'differs');
});

test('percentiles are exact below 128 and at most a 128th off above', () => {
  const of = value => rows(['count', 'p50'], [[10, value]]);
  assert.equal(outcome(of(127), [['10', 127]]), 'agrees');
  assert.equal(outcome(of(127.5), [['10', 127]]), 'differs');
  assert.equal(outcome(of(1282), [['10', 1280]]), 'agrees');
  assert.equal(outcome(of(1291), [['10', 1280]]), 'differs');
});

test('what is not exact keeps to the error that it states', () => {
  const panel = rows(['path', 'count'], [['/a', 12]], { exact: false, maxError: 3 });
  assert.equal(outcome(panel, [['/a', '9'], ['/b', '8']]), 'within its error');
  assert.equal(outcome(panel, [['/a', '8']]), 'differs');
  assert.equal(outcome(panel, [['/a', '13']]), 'differs');
});

test('minutes are compared by class of status', () => {
  const series = keys => ({ exact: true, series: { interval: 'PT1M', series: keys.map(([key, value]) => ({ key: [key], points: [['2026-01-15T00:01:00.000Z', value]] })) } });
  const reference = [[String(Date.parse('2026-01-15T00:01:00Z') / 60_000), 2, '7']];
  assert.equal(outcome(series([['200', 4], ['201', 3]]), reference), 'agrees');
  assert.equal(outcome(series([['200', 4], ['301', 3]]), reference), 'differs');
});

test('of the last of a list any may stand for its equals', () => {
  assert.equal(compareCounts({ a: 3, b: 1 }, [['a', '3'], ['c', '1']]).outcome, 'agrees');
  assert.equal(compareCounts({ a: 3, b: 2 }, [['a', '3'], ['c', '1']]).outcome, 'differs');
});

test('the median, and ratios within a round', () => {
  assert.deepEqual(spread([3, 1, 2]), { median: 2, min: 1, max: 3 });
  assert.deepEqual(pairedRatio({ runs: [1, 2] }, { runs: [2, 8] }, run => run), { median: 0.375, min: 0.25, max: 0.5 });
});

test('only what stands between the comments is rewritten', () => {
  const [begin, end] = ['<!-- measured by benchmarks/comparison -->', '<!-- end of measured -->'];
  assert.equal(rewrite(`a\n${begin}\nold\n${end}\nb`, 'new\n'), `a\n${begin}\nnew\n${end}\nb`);
  assert.throws(() => rewrite('a', 'new'));
});
