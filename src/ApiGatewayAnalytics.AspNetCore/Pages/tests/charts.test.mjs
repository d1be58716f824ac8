// The arithmetic of charts and of how they are laid out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { place } = await load("layout");
const { colorsOf } = await load("colors");
const { timeTicks, valueTicks } = await load("panels/axis");
const { heaviest, shiftLabel, shortLabels } = await load("panels/keys");
const { equalEarth, mapHeight, mapWidth } = await load("panels/projection");
const { timeDataOf } = await load("panels/timedata");
const { bucketAt, xOf } = await load("panels/timeoption");
const { bucketOf, heaviestAt, readingOf, startOf, textOf } = await load("panels/timereading");

test("rows of panels are full at every width", () => {
    const charts = ["single-value", "single-value", "single-value", "line", "pie", "bar", "table", "map", "column", "honeycomb", "table", "pie", "single-value", "line"];
    const panels = charts.map((chart, index) => ({ id: `p/${index}`, chart, by: ["a"], columns: [], measure: "count" }));
    for (const units of [2, 6, 12, 24]) {
        for (let count = 1; count <= panels.length; count++) {
            let filled = 0;
            const placed = place(panels.slice(0, count), units);
            assert.equal(new Set(placed.map(entry => entry.panel.id)).size, count);
            for (const { span } of placed) {
                filled += span;
                assert.ok(filled <= units, `${units} units, ${count} panels: a row overflows`);
                if (filled === units) filled = 0;
            }

            assert.equal(filled, 0, `${units} units, ${count} panels: the last row has a hole`);
        }
    }
});

test("names are as short as they can be told apart", () => {
    assert.deepEqual(shortLabels([["1", "eu", "orders"], ["1", "eu", "carts"]]), ["orders", "carts"]);
    assert.deepEqual(shortLabels([["orders", "prod"], ["orders", "dev"], ["carts", "dev"]]), ["orders \u00b7 prod", "orders \u00b7 dev", "carts \u00b7 dev"]);
    assert.deepEqual(shortLabels([["200"]]), ["200"]);
    assert.deepEqual(shortLabels([[null], ["x"], ["(other)"]]), ["-", "x", "(other)"]);
    assert.equal(shiftLabel("1d"), "yesterday");
    assert.equal(shiftLabel("2h"), "2 hours earlier");
});

test("ticks of values are round and cover what is drawn", () => {
    for (const unitName of ["count", "ms", "bytes", "percent"]) {
        for (let value = 0.003; value < 1e13; value *= 3.7) {
            const ticks = valueTicks(0, value, unitName, 5);
            assert.ok(ticks.max >= value * (1 - 1e-9), `${value} ${unitName}: ${ticks.max}`);
            assert.ok(ticks.values.length <= 8 && ticks.values.length >= 2, `${value} ${unitName}: ${ticks.values.length} ticks`);
        }
    }

    assert.equal(valueTicks(0, 97, "percent", 4).max, 100);
});

test("ticks of time fall on round times and keep apart", () => {
    const start = Date.parse("2026-03-01T00:00:00Z");
    const ticks = timeTicks(start, 900_000, 192, 600);
    assert.ok(ticks.length >= 3 && ticks.length <= 10);
    assert.deepEqual(ticks[0], { index: 0, label: "1 Mar", day: true });
    assert.ok(ticks.every(tick => tick.day || /^\d\d:00$/.test(tick.label)));
});

test("a name has one colour in every chart, statuses that of their class", () => {
    const [first] = colorsOf([["orders"]], ["orders"], false);
    const many = Array.from({ length: 15 }, (_, index) => `api-${index}`);
    const colors = colorsOf(many.map(name => [name]), many, false);
    assert.equal(new Set(colors).size, colors.length);
    assert.equal(colorsOf([["x"], ["orders"]], ["x", "orders"], false)[1], first);
    assert.notEqual(colorsOf([["200"]], ["200"], false)[0], colorsOf([["500"]], ["500"], false)[0]);
});

test("points that are missing are zero where things are counted, and gaps elsewhere", () => {
    const data = {
        range: { from: "2026-03-01T00:00:00.000Z", to: "2026-03-01T00:03:00.000Z" },
        series: { interval: "PT1M", columns: ["status"], series: [{ key: ["200"], shift: null, points: [["2026-03-01T00:01:00.000Z", 7]] }] },
    };
    assert.deepEqual(timeDataOf({ chart: "column", measure: "count", unit: "count" }, data, 10, false).tracks[0].values, [0, 7, 0]);
    assert.deepEqual(timeDataOf({ chart: "line", measure: "mean", unit: "ms" }, data, 10, false).tracks[0].values, [null, 7, null]);
});

test("the lightest series are left out and counted", () => {
    const series = [1, 5, 3].map(weight => ({ key: [String(weight)], shift: null, points: [["2026-03-01T00:00:00.000Z", weight]] }));
    const kept = heaviest({ interval: "PT1M", columns: ["a"], series, omitted: 4 }, 2);
    assert.deepEqual(kept.series.map(one => one.key[0]), ["5", "3"]);
    assert.equal(kept.omitted, 5);
});

test("places are on the map", () => {
    const [x] = equalEarth(0, 0);
    assert.ok(Math.abs(x - mapWidth / 2) < 1e-6);
    for (const [longitude, latitude] of [[-180, 0], [180, 0], [178, -17.8], [-74, 40.7], [25, 71]]) {
        const [east, south] = equalEarth(longitude, latitude);
        assert.ok(east >= -1e-6 && east <= mapWidth + 1e-6 && south >= 0 && south <= mapHeight);
    }
});

test("a bucket of a time chart is read as it is shown, and the heaviest series is chosen by keys", () => {
    const series = (status, count, other = false) => ({ key: [status], shift: null, points: [["2026-03-01T00:01:00.000Z", count]], ...other ? { other } : {} });
    const data = timeDataOf({ chart: "column", measure: "count", unit: "count" }, {
        range: { from: "2026-03-01T00:00:00.000Z", to: "2026-03-01T00:03:00.000Z" },
        series: { interval: "PT1M", columns: ["status"], series: [series("200", 7), series("404", 9), series("(other)", 1000, true)] },
    }, 10, false);
    const nothing = new Set();
    assert.equal(textOf(readingOf(data, nothing, 1, "count", null)), "2026-03-01 00:01 \u00b7 1 min: (other) 1,000; 404 9; 200 7; in all 1,016");
    assert.equal(heaviestAt(data, nothing, 1).name, "404");
    assert.equal(heaviestAt(data, new Set(["[\"404\"]"]), 1).name, "200");
    assert.equal(heaviestAt(data, nothing, 0), null);
    assert.deepEqual([bucketOf(data, startOf(data, 2)), bucketOf(data, 0), bucketOf(data, startOf(data, 99))], [2, 0, 2]);
});

test("a place in a plot is in a bucket, or beside all of them", () => {
    const plot = { left: 50, right: 150, top: 0, bottom: 100, ticks: { min: 0, max: 1, step: 1, values: [0, 1] } };
    assert.deepEqual([50, 59.9, 60, 150].map(x => bucketAt(plot, 10, x, false)), [0, 0, 1, 9]);
    assert.deepEqual([49, 151].map(x => bucketAt(plot, 10, x, false)), [null, null]);
    assert.deepEqual([-5, 900].map(x => bucketAt(plot, 10, x, true)), [0, 9]);
    assert.equal(xOf(plot, 10, 2.5), 75);
});

test("names that every object has get a colour as well", () => {
    const names = ["__proto__", "constructor", "toString"];
    for (const color of colorsOf(names.map(name => [name]), names, false)) assert.match(color, /^#[0-9a-f]{6}$/);
});

test("a number alone is as high as the charts beside it, and low where it has a row or a phone of its own", () => {
    const panels = charts => charts.map((chart, index) => ({ id: `p/${index}`, chart, by: [], columns: [], measure: "count" }));
    const isTall = (charts, units) => place(panels(charts), units)[0].tall === true;
    for (const units of [6, 12, 24]) assert.equal(isTall(["single-value", "bar"], units), true);
    assert.equal(isTall(["single-value", "line"], 6), false);
    assert.equal(isTall(["single-value", "bar"], 2), false);
    assert.equal(isTall(["single-value", "single-value", "bar"], 12), false);
});
