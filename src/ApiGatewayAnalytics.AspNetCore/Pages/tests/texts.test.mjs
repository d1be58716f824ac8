// The parts of the pages that make texts, and read them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { formatExact, formatInterval, formatText, formatValue, parseInterval } = await load("format");
const { parseView, writeView } = await load("address");
const { csvOf } = await load("csv");
const { filterOption } = await load("clipboard");

test("values are short and carry their unit", () => {
    const cases = [
        [0, "count", "0"], [999, "count", "999"], [9999, "count", "9,999"], [12_345, "count", "12.3 k"], [1_000_000, "count", "1 M"], [999_999, "count", "1 M"],
        [0.5, "ms", "0.5 ms"], [116.4, "ms", "116 ms"], [999.99, "ms", "1000 ms"], [1240, "ms", "1.24 s"], [29_000, "ms", "29 s"], [240_000, "ms", "4 min"],
        [1023, "bytes", "1,023 B"], [1024, "bytes", "1 KiB"], [3_565_158, "bytes", "3.4 MiB"], [4.2, "percent", "4.2 %"], [100, "percent", "100 %"],
        [null, "count", "-"], [undefined, "ms", "-"], [-1500, "ms", "-1.5 s"],
    ];
    for (const [value, unitName, expected] of cases) assert.equal(formatValue(value, unitName), expected, `${value} ${unitName}`);
});

test("exact values keep their digits", () => {
    assert.equal(formatExact(3_565_158, "bytes"), "3,565,158 bytes");
    assert.equal(formatExact(1243.5, "ms"), "1,243.5 ms");
    assert.equal(formatExact(0, "s since 1970"), "1970-01-01 00:00:00");
});

test("texts of a log cannot change what surrounds them", () => {
    assert.equal(formatText("a\u202eb\u0007"), "a\\u202eb\\u0007");
    assert.equal(formatText(null), "-");
});

test("intervals are read and written", () => {
    for (const [text, milliseconds, name] of [["PT1M", 60_000, "1 min"], ["PT15M", 900_000, "15 min"], ["PT1H", 3_600_000, "1 h"], ["P1D", 86_400_000, "1 d"]]) {
        assert.equal(parseInterval(text), milliseconds);
        assert.equal(formatInterval(milliseconds), name);
    }
});

test("an address says all of a view, and says it again", () => {
    const query = "dashboard=a&panel=a/b&from=2026-01-01T00:00:00.000Z&to=2026-01-02T00:00:00.000Z&filter.apiName=orders*&interval=5m&refresh=10&zone=local";
    assert.equal(writeView(parseView(query)), query);
    assert.equal(writeView(parseView("")), "");
    assert.equal(writeView(parseView("?last=6h&page=monitors")), "page=monitors&last=6h");
    assert.deepEqual(parseView("last=nonsense").range, { kind: "default" });
    assert.deepEqual(parseView("from=x&to=y").range, { kind: "default" });
    assert.equal(parseView("filter.path=%3Cscript%3E").filters.path, "<script>");
});

test("spreadsheets get texts, not formulas", () => {
    assert.equal(csvOf({ columns: ["a", "b"], rows: [["=1+1", 2], ["x,\"y\"", null], ["-", -3]] }), "a,b\r\n'=1+1,2\r\n\"x,\"\"y\"\"\",\r\n'-,-3\r\n");
});

test("filters are quoted for a shell", () => {
    assert.equal(filterOption("apiName", "orders"), "--filter apiName=orders");
    assert.equal(filterOption("stage", "$default"), "--filter 'stage=$default'");
    assert.equal(filterOption("path", "/it's; rm -rf"), "--filter 'path=/it'\\''s; rm -rf'");
});
