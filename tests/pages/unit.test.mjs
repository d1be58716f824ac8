// The parts of the pages that need no browser, bundled from their TypeScript.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { pages } from "./server.mjs";

const missing = existsSync(join(pages, "node_modules")) ? false : "The pages were not built: run npm ci in their folder.";
const modules = {};

before(async () => {
    if (missing) return;
    const { build } = await import(pathToFileURL(createRequire(join(pages, "package.json")).resolve("vite")).href.replace("/index.cjs", "/index.js"));
    for (const name of ["format", "address", "csv", "clipboard", "layout", "colors", "panels/keys", "panels/axis", "panels/timedata", "panels/projection", "panels/rowselection", "panels/tablerows", "panels/timeoption", "panels/timereading"]) {
        const bundle = await build({
            root: pages, configFile: false, logLevel: "error",
            build: { write: false, minify: false, target: "es2022", lib: { entry: join(pages, "src", `${name}.ts`), formats: ["es"] } },
        });
        const code = [bundle].flat()[0].output[0].code;
        modules[name] = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
    }
});

const unit = (name, run) => test(name, { skip: missing }, run);

unit("values are short and carry their unit", () => {
    const { formatValue } = modules.format;
    const cases = [
        [0, "count", "0"], [999, "count", "999"], [9999, "count", "9,999"], [12_345, "count", "12.3 k"], [1_000_000, "count", "1 M"], [999_999, "count", "1 M"],
        [0.5, "ms", "0.5 ms"], [116.4, "ms", "116 ms"], [999.99, "ms", "1000 ms"], [1240, "ms", "1.24 s"], [29_000, "ms", "29 s"], [240_000, "ms", "4 min"],
        [1023, "bytes", "1,023 B"], [1024, "bytes", "1 KiB"], [3_565_158, "bytes", "3.4 MiB"], [4.2, "percent", "4.2 %"], [100, "percent", "100 %"],
        [null, "count", "-"], [undefined, "ms", "-"], [-1500, "ms", "-1.5 s"],
    ];
    for (const [value, unitName, expected] of cases) assert.equal(formatValue(value, unitName), expected, `${value} ${unitName}`);
});

unit("exact values keep their digits", () => {
    const { formatExact } = modules.format;
    assert.equal(formatExact(3_565_158, "bytes"), "3,565,158 bytes");
    assert.equal(formatExact(1243.5, "ms"), "1,243.5 ms");
    assert.equal(formatExact(0, "s since 1970"), "1970-01-01 00:00:00");
});

unit("texts of a log cannot change what surrounds them", () => {
    assert.equal(modules.format.formatText("a\u202eb\u0007"), "a\\u202eb\\u0007");
    assert.equal(modules.format.formatText(null), "-");
});

unit("intervals are read and written", () => {
    const { parseInterval, formatInterval } = modules.format;
    for (const [text, milliseconds, name] of [["PT1M", 60_000, "1 min"], ["PT15M", 900_000, "15 min"], ["PT1H", 3_600_000, "1 h"], ["P1D", 86_400_000, "1 d"]]) {
        assert.equal(parseInterval(text), milliseconds);
        assert.equal(formatInterval(milliseconds), name);
    }
});

unit("an address says all of a view, and says it again", () => {
    const { parseView, writeView } = modules.address;
    const query = "dashboard=a&panel=a/b&from=2026-01-01T00:00:00.000Z&to=2026-01-02T00:00:00.000Z&filter.apiName=orders*&interval=5m&refresh=10&zone=local";
    assert.equal(writeView(parseView(query)), query);
    assert.equal(writeView(parseView("")), "");
    assert.equal(writeView(parseView("?last=6h&page=monitors")), "page=monitors&last=6h");
    assert.deepEqual(parseView("last=nonsense").range, { kind: "default" });
    assert.deepEqual(parseView("from=x&to=y").range, { kind: "default" });
    assert.equal(parseView("filter.path=%3Cscript%3E").filters.path, "<script>");
});

unit("spreadsheets get texts, not formulas", () => {
    const { csvOf } = modules.csv;
    assert.equal(csvOf({ columns: ["a", "b"], rows: [["=1+1", 2], ["x,\"y\"", null], ["-", -3]] }), "a,b\r\n'=1+1,2\r\n\"x,\"\"y\"\"\",\r\n'-,-3\r\n");
});

unit("filters are quoted for a shell", () => {
    const { filterOption } = modules.clipboard;
    assert.equal(filterOption("apiName", "orders"), "--filter apiName=orders");
    assert.equal(filterOption("stage", "$default"), "--filter 'stage=$default'");
    assert.equal(filterOption("path", "/it's; rm -rf"), "--filter 'path=/it'\\''s; rm -rf'");
});

unit("rows of panels are full at every width", () => {
    const { place } = modules.layout;
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

unit("names are as short as they can be told apart", () => {
    const { shortLabels, shiftLabel } = modules["panels/keys"];
    assert.deepEqual(shortLabels([["1", "eu", "orders"], ["1", "eu", "carts"]]), ["orders", "carts"]);
    assert.deepEqual(shortLabels([["orders", "prod"], ["orders", "dev"], ["carts", "dev"]]), ["orders \u00b7 prod", "orders \u00b7 dev", "carts \u00b7 dev"]);
    assert.deepEqual(shortLabels([["200"]]), ["200"]);
    assert.deepEqual(shortLabels([[null], ["x"], ["(other)"]]), ["-", "x", "(other)"]);
    assert.equal(shiftLabel("1d"), "yesterday");
    assert.equal(shiftLabel("2h"), "2 hours earlier");
});

unit("ticks of values are round and cover what is drawn", () => {
    const { valueTicks } = modules["panels/axis"];
    for (const unitName of ["count", "ms", "bytes", "percent"]) {
        for (let value = 0.003; value < 1e13; value *= 3.7) {
            const ticks = valueTicks(0, value, unitName, 5);
            assert.ok(ticks.max >= value * (1 - 1e-9), `${value} ${unitName}: ${ticks.max}`);
            assert.ok(ticks.values.length <= 8 && ticks.values.length >= 2, `${value} ${unitName}: ${ticks.values.length} ticks`);
        }
    }

    assert.equal(valueTicks(0, 97, "percent", 4).max, 100);
});

unit("ticks of time fall on round times and keep apart", () => {
    const { timeTicks } = modules["panels/axis"];
    const start = Date.parse("2026-03-01T00:00:00Z");
    const ticks = timeTicks(start, 900_000, 192, 600);
    assert.ok(ticks.length >= 3 && ticks.length <= 10);
    assert.deepEqual(ticks[0], { index: 0, label: "1 Mar", day: true });
    assert.ok(ticks.every(tick => tick.day || /^\d\d:00$/.test(tick.label)));
});

unit("a name has one colour in every chart, statuses that of their class", () => {
    const { colorsOf } = modules.colors;
    const [first] = colorsOf([["orders"]], ["orders"], false);
    const many = Array.from({ length: 15 }, (_, index) => `api-${index}`);
    const colors = colorsOf(many.map(name => [name]), many, false);
    assert.equal(new Set(colors).size, colors.length);
    assert.equal(colorsOf([["x"], ["orders"]], ["x", "orders"], false)[1], first);
    assert.notEqual(colorsOf([["200"]], ["200"], false)[0], colorsOf([["500"]], ["500"], false)[0]);
});

unit("points that are missing are zero where things are counted, and gaps elsewhere", () => {
    const { timeDataOf } = modules["panels/timedata"];
    const data = {
        range: { from: "2026-03-01T00:00:00.000Z", to: "2026-03-01T00:03:00.000Z" },
        series: { interval: "PT1M", columns: ["status"], series: [{ key: ["200"], shift: null, points: [["2026-03-01T00:01:00.000Z", 7]] }] },
    };
    assert.deepEqual(timeDataOf({ chart: "column", measure: "count", unit: "count" }, data, 10, false).tracks[0].values, [0, 7, 0]);
    assert.deepEqual(timeDataOf({ chart: "line", measure: "mean", unit: "ms" }, data, 10, false).tracks[0].values, [null, 7, null]);
});

unit("the lightest series are left out and counted", () => {
    const { heaviest } = modules["panels/keys"];
    const series = [1, 5, 3].map(weight => ({ key: [String(weight)], shift: null, points: [["2026-03-01T00:00:00.000Z", weight]] }));
    const kept = heaviest({ interval: "PT1M", columns: ["a"], series, omitted: 4 }, 2);
    assert.deepEqual(kept.series.map(one => one.key[0]), ["5", "3"]);
    assert.equal(kept.omitted, 5);
});

unit("places are on the map", () => {
    const { equalEarth, mapWidth, mapHeight } = modules["panels/projection"];
    const [x] = equalEarth(0, 0);
    assert.ok(Math.abs(x - mapWidth / 2) < 1e-6);
    for (const [longitude, latitude] of [[-180, 0], [180, 0], [178, -17.8], [-74, 40.7], [25, 71]]) {
        const [east, south] = equalEarth(longitude, latitude);
        assert.ok(east >= -1e-6 && east <= mapWidth + 1e-6 && south >= 0 && south <= mapHeight);
    }
});

const cells = {
    columns: ["path", "count"],
    rows: [["/b", 2], [null, 10], ["/a", 2], ["/B", null], ["/\u00c4", 1], ["(other)", 99]],
    otherRow: true,
};

unit("rows are sorted as the server sorts them: null last, alike ones as they were, the row of all others behind them", () => {
    const { selectRows } = modules["panels/rowselection"];
    const sorted = (column, descending) => selectRows(cells, { sort: { column, descending }, search: "" }).rows.map(row => row[0]);
    assert.deepEqual(sorted("count", false), ["/\u00c4", "/b", "/a", null, "/B", "(other)"]);
    assert.deepEqual(sorted("count", true), [null, "/b", "/a", "/\u00c4", "/B", "(other)"]);
    assert.deepEqual(sorted("path", false), ["/B", "/a", "/b", "/\u00c4", null, "(other)"]);
    assert.deepEqual(sorted("path", true), ["/\u00c4", "/b", "/a", "/B", null, "(other)"]);
    assert.deepEqual(cells.rows.map(row => row[0]), ["/b", null, "/a", "/B", "/\u00c4", "(other)"]);
});

unit("rows are searched as the server searches them: without case, numbers as text, null as a dash, never the row of all others", () => {
    const { selectRows } = modules["panels/rowselection"];
    const found = search => selectRows(cells, { sort: null, search }).rows.map(row => row[0]);
    assert.deepEqual(found("B"), ["/b", "/B"]);
    assert.deepEqual(found("\u00e4"), ["/\u00c4"]);
    assert.deepEqual(found("1"), [null, "/\u00c4"]);
    assert.deepEqual(found("-"), [null, "/B"]);
    assert.deepEqual(found("other"), []);
    assert.equal(selectRows(cells, { sort: null, search: "other" }).otherRow, false);
});

unit("a table that is not here as a whole is asked for, and only the newest question counts", async () => {
    const { TableRows } = modules["panels/tablerows"];
    const all = Array.from({ length: 2345 }, (_, index) => [`/p${index}`, index]);
    const questions = [];
    const host = {
        live: true,
        rows: (question, signal) => new Promise((resolve, reject) => {
            questions.push(question);
            signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
            const found = all.filter(row => row[0].includes(question.search));
            const rows = found.slice(question.skip, question.skip + question.rows);
            setTimeout(() => resolve({ rows: { columns: ["path", "count"], rows, otherRow: false, ...rows.length < found.length ? { total: found.length } : {} } }), 5);
        }),
    };
    let changes = 0;
    const rows = new TableRows(host, () => changes++);
    const settled = async () => {
        while (rows.isBusy) await new Promise(resolve => setTimeout(resolve, 1));
    };
    rows.update({ columns: ["path", "count"], rows: all.slice(0, 1000), otherRow: false, total: 2345 });
    assert.deepEqual([rows.total, rows.at, rows.page.length, rows.isBusy, questions.length], [2345, 0, 100, false, 0]);
    rows.turnTo(900);
    assert.equal(questions.length, 0);
    rows.turnTo(1000);
    assert.deepEqual([rows.at, rows.isBusy], [900, true]);
    await settled();
    assert.deepEqual([rows.at, rows.page[0][0]], [1000, "/p1000"]);
    rows.select({ sort: null, search: "p1" });
    rows.select({ sort: null, search: "p12" });
    await settled();
    assert.deepEqual([rows.total, rows.at, rows.pageSize], [111, 0, 150]);
    assert.equal((await rows.whole(new AbortController().signal)).rows.length, 111);
    rows.select({ sort: null, search: "" });
    assert.deepEqual([rows.total, rows.isBusy], [2345, false]);
    assert.equal((await rows.whole(new AbortController().signal)).rows.length, 2345);
    assert.deepEqual(questions.map(({ search, skip }) => [search, skip]), [["", 1000], ["p1", 0], ["p12", 0], ["p12", 0], ["", 0]]);
    host.rows = () => Promise.reject(new Error("It is busy."));
    rows.select({ sort: { column: "count", descending: true }, search: "" });
    await settled();
    assert.deepEqual([rows.failure, rows.page[0][0]], ["It is busy.", "/p0"]);
    assert.ok(changes > 0);
});

unit("a bucket of a time chart is read as it is shown, and the heaviest series is chosen by keys", () => {
    const { timeDataOf } = modules["panels/timedata"];
    const { bucketOf, heaviestAt, readingOf, startOf, textOf } = modules["panels/timereading"];
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

unit("a place in a plot is in a bucket, or beside all of them", () => {
    const { bucketAt, xOf } = modules["panels/timeoption"];
    const plot = { left: 50, right: 150, top: 0, bottom: 100, ticks: { min: 0, max: 1, step: 1, values: [0, 1] } };
    assert.deepEqual([50, 59.9, 60, 150].map(x => bucketAt(plot, 10, x, false)), [0, 0, 1, 9]);
    assert.deepEqual([49, 151].map(x => bucketAt(plot, 10, x, false)), [null, null]);
    assert.deepEqual([-5, 900].map(x => bucketAt(plot, 10, x, true)), [0, 9]);
    assert.equal(xOf(plot, 10, 2.5), 75);
});

unit("names that every object has get a colour as well", () => {
    const names = ["__proto__", "constructor", "toString"];
    for (const color of modules.colors.colorsOf(names.map(name => [name]), names, false)) assert.match(color, /^#[0-9a-f]{6}$/);
});

unit("a number alone is as high as the charts beside it, and low where it has a row or a phone of its own", () => {
    const { place } = modules.layout;
    const panels = charts => charts.map((chart, index) => ({ id: `p/${index}`, chart, by: [], columns: [], measure: "count" }));
    const isTall = (charts, units) => place(panels(charts), units)[0].tall === true;
    for (const units of [6, 12, 24]) assert.equal(isTall(["single-value", "bar"], units), true);
    assert.equal(isTall(["single-value", "line"], 6), false);
    assert.equal(isTall(["single-value", "bar"], 2), false);
    assert.equal(isTall(["single-value", "single-value", "bar"], 12), false);
});
