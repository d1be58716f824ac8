// Compares one panel with the rows that DuckDB answered. The outcome is 'agrees', 'differs', or 'within its error' for a panel that
// says itself that it is not exact; in that case counts still have to keep to the error that it states.
const measures = new Set(['count', 'mean', 'p50', 'p90', 'p95', 'p99']);

// What every record of the log has alike, and the reference does not select.
const constant = new Set(['account', 'region']);
const hour = 3_600_000;
const minute = 60_000;

export function comparePanel(panel, reference) {
  const differences = differ(panel, reference);
  if (differences.length > 0) return { outcome: 'differs', detail: differences.slice(0, 3).join('; ') };
  return { outcome: panel.exact ? 'agrees' : 'within its error' };
}

function differ(panel, reference) {
  if (panel.series) return differInSeries(panel, reference);
  if (panel.rows) return differInRows(panel, reference);
  const expected = Number(reference[0][0]);
  return close(panel.value, expected) || !panel.exact ? [] : [`${panel.value} instead of ${expected}`];
}

function differInSeries(panel, reference) {
  const width = panel.series.interval === 'PT1M' ? minute : hour;
  const classes = width === minute;
  const shown = new Map();
  for (const series of panel.series.series) {
    const key = classes ? series.key[0][0] : series.key[0];
    for (const [time, value] of series.points) {
      const at = `${key} ${Date.parse(time) / width}`;
      shown.set(at, (shown.get(at) ?? 0) + value);
    }
  }
  const expected = new Map(reference.map(row => (classes ? [`${row[1]} ${row[0]}`, Number(row[2])] : [`${row[0]} ${row[1]}`, Number(row[2])])));
  return differInMaps(shown, expected, (one, other) => one === other);
}

function differInRows(panel, reference) {
  const { columns, rows, otherRow } = panel.rows;
  const measured = columns.map((name, i) => (measures.has(name) ? i : -1)).filter(i => i >= 0);
  const keyed = columns.map((name, i) => (measures.has(name) || constant.has(name) ? -1 : i)).filter(i => i >= 0);
  const names = measured.map(i => columns[i]);
  const shown = new Map((otherRow ? rows.slice(0, -1) : rows).map(row => [textOf(keyed.map(i => row[i])), measured.map(i => row[i])]));
  const expected = new Map(reference.map(row => [textOf(row.slice(0, keyed.length)), row.slice(keyed.length).map(Number)]));
  if (panel.exact) return differInMaps(shown, expected, (one, other) => one.every((value, i) => holds(names[i], value, other[i])));
  const count = names.indexOf('count');
  const differences = [];
  for (const [key, values] of count < 0 ? [] : shown) {
    const exact = expected.get(key)?.[count];
    if (exact !== undefined && (values[count] < exact || values[count] > exact + (panel.maxError ?? Infinity))) {
      differences.push(`${key} has ${values[count]}, which is not from ${exact} to ${exact} + ${panel.maxError}`);
    }
  }
  return differences;
}

function differInMaps(shown, expected, same) {
  const differences = [];
  for (const [key, value] of expected) {
    if (!shown.has(key)) differences.push(`${key} is missing`);
    else if (!same(shown.get(key), value)) differences.push(`${key} has ${shown.get(key)} instead of ${value}`);
  }
  for (const key of shown.keys()) if (!expected.has(key)) differences.push(`${key} should not be there`);
  return differences;
}

// Percentiles are exact below 128 ms and at most 1/128 off above.
function holds(name, value, expected) {
  if (name === 'count') return value === expected;
  if (name === 'mean') return close(value, expected);
  return expected < 128 ? value === expected : Math.abs(value - expected) <= expected / 128;
}

export const close = (one, other) => Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));

const textOf = values => JSON.stringify(values.map(value => (value === null ? null : String(value))));

/** Compares counts by key that another tool printed as an object; of the last ones of a short list any may stand for its equals. */
export function compareCounts(shown, reference) {
  const expected = new Map(reference.map(([key, value]) => [key, Number(value)]));
  const wrong = Object.entries(shown).filter(([key, value]) => expected.has(key) && !close(expected.get(key), value));
  const heaviest = values => values.sort((a, b) => b - a).slice(0, 10);
  const [ours, theirs] = [heaviest(Object.values(shown)), heaviest([...expected.values()])];
  const agrees = wrong.length === 0 && ours.length === theirs.length && ours.every((value, i) => close(value, theirs[i]));
  return agrees ? { outcome: 'agrees' } : { outcome: 'differs', detail: wrong.length > 0 ? String(wrong[0]) : `${ours} instead of ${theirs}` };
}

export function compareNumbers(shown, expected) {
  const same = shown.length === expected.length && shown.every((value, i) => Math.abs(value - expected[i]) <= 1e-6 * Math.abs(expected[i]));
  return same ? { outcome: 'agrees' } : { outcome: 'differs', detail: `${shown} instead of ${expected}` };
}
