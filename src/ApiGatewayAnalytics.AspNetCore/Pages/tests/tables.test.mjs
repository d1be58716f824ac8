// How tables are sorted, searched and fetched.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { selectRows } = await load("panels/rowselection");
const { TableRows } = await load("panels/tablerows");

const cells = {
    columns: ["path", "count"],
    rows: [["/b", 2], [null, 10], ["/a", 2], ["/B", null], ["/\u00c4", 1], ["(other)", 99]],
    otherRow: true,
};

test("rows are sorted as the server sorts them: null last, alike ones as they were, the row of all others behind them", () => {
    const sorted = (column, descending) => selectRows(cells, { sort: { column, descending }, search: "" }).rows.map(row => row[0]);
    assert.deepEqual(sorted("count", false), ["/\u00c4", "/b", "/a", null, "/B", "(other)"]);
    assert.deepEqual(sorted("count", true), [null, "/b", "/a", "/\u00c4", "/B", "(other)"]);
    assert.deepEqual(sorted("path", false), ["/B", "/a", "/b", "/\u00c4", null, "(other)"]);
    assert.deepEqual(sorted("path", true), ["/\u00c4", "/b", "/a", "/B", null, "(other)"]);
    assert.deepEqual(cells.rows.map(row => row[0]), ["/b", null, "/a", "/B", "/\u00c4", "(other)"]);
});

test("rows are searched as the server searches them: without case, numbers as text, null as a dash, never the row of all others", () => {
    const found = search => selectRows(cells, { sort: null, search }).rows.map(row => row[0]);
    assert.deepEqual(found("B"), ["/b", "/B"]);
    assert.deepEqual(found("\u00e4"), ["/\u00c4"]);
    assert.deepEqual(found("1"), [null, "/\u00c4"]);
    assert.deepEqual(found("-"), [null, "/B"]);
    assert.deepEqual(found("other"), []);
    assert.equal(selectRows(cells, { sort: null, search: "other" }).otherRow, false);
});

test("a table that is not here as a whole is asked for, and only the newest question counts", async () => {
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
