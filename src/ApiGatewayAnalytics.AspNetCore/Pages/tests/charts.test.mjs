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
