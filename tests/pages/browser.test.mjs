// The pages in a real browser, against a real server. Console errors, failed requests, requests elsewhere and breaches of the policy fail any test.
import assert from "node:assert/strict";
import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { here, missing, pages, startBrowser, startServer } from "./server.mjs";

const screenshots = join(here, "screenshots");
const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const desktop = { width: 1440, height: 1000 };
const phone = { width: 390, height: 844 };

describe("pages", { skip: missing }, () => {
    let server, browser, catalog;

    before(async () => {
        server = await startServer();
        browser = await startBrowser();
        catalog = await json("api/catalog");
        await mkdir(screenshots, { recursive: true });
    });

    after(async () => {
        await browser?.close();
        server?.stop();
    });

    const json = async path => (await fetch(new URL(path, server.url))).json();

    /** Opens a page that takes note of all that must not happen. `bypass` lets axe be injected. */
    async function open(query = "", { viewport = desktop, colorScheme = "light", bypass = false, url } = {}) {
        const context = await browser.newContext({ viewport, colorScheme, bypassCSP: bypass, reducedMotion: "reduce" });
        const page = await context.newPage();
        const faults = [];
        page.on("console", message => {
            if (message.type() === "error" || message.type() === "warning") faults.push(`console: ${message.text()}`);
        });
        page.on("pageerror", error => faults.push(`error: ${error.stack}`));
        page.on("requestfailed", request => {
            if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.push(`failed: ${request.url()}`);
        });
        page.on("request", request => {
            if (!url && !request.url().startsWith(server.url) && !request.url().startsWith("data:")) faults.push(`elsewhere: ${request.url()}`);
            if (url && /^https?:/.test(request.url())) faults.push(`elsewhere: ${request.url()}`);
        });
        page.on("response", response => {
            if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
        });
        await page.addInitScript(() => {
            window.breaches = [];
            document.addEventListener("securitypolicyviolation", event => window.breaches.push(`${event.violatedDirective} ${event.blockedURI}`));
        });
        await page.goto(url ?? `${server.url}${query}`);
        await page.waitForSelector("main .card:not(:has(.skeleton))");
        return {
            page,
            async close() {
                assert.deepEqual(await page.evaluate(() => window.breaches), [], "breaches of the policy");
                assert.deepEqual(faults, []);
                await context.close();
            },
        };
    }

    /** Lets every panel come into sight. */
    async function drawAll(page) {
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width: page.viewportSize().width, height: Math.min(height, 9000) });
        await page.waitForFunction(() => !document.querySelector(".skeleton"));
    }

    const panel = (page, id) => page.locator(`[data-panel="${id}"]`);

    test("every dashboard renders, and each of its panels says something", async () => {
        for (const dashboard of catalog.dashboards) {
            const { page, close } = await open(`?dashboard=${dashboard.id}`);
            await drawAll(page);
            assert.equal(await page.locator("h1").textContent(), dashboard.title);
            const drawn = await page.locator(".card").evaluateAll(cards => cards.map(card => ({
                id: card.dataset.panel, chart: card.className,
                content: Boolean(card.querySelector(".state p, .single-number, canvas, .bar, .part, .comb-cell, .spot, tbody td")),
            })));
            assert.deepEqual(drawn.filter(card => !card.content), [], dashboard.id);
            assert.deepEqual(drawn.map(card => card.id).sort(), dashboard.panels.map(definition => definition.id).sort());
            await page.screenshot({ path: join(screenshots, `${dashboard.id}.png`) });
            await close();
        }
    });

    test("numbers on screen are those of the API", async () => {
        const { page, close } = await open("?dashboard=access-logs-overview");
        const data = await json("api/dashboards/access-logs-overview");
        for (const answer of data.panels.filter(candidate => candidate.chart === "single-value" && candidate.value !== null)) {
            const shown = await panel(page, answer.id).locator(".single-number").getAttribute("title");
            assert.equal(Number.parseFloat(shown.replaceAll(",", "")), Math.round(answer.value * 1000) / 1000, answer.id);
        }

        const bar = data.panels.find(candidate => candidate.chart === "bar" && candidate.rows.rows.length > 1);
        const counts = await panel(page, bar.id).locator(".bar .number").allTextContents();
        assert.deepEqual(counts.map(text => Number(text.replaceAll(",", ""))), bar.rows.rows.map(row => row.at(-1)));
        await close();
    });

    test("a click on a value filters, and back takes the filter away", async () => {
        const { page, close } = await open("?dashboard=access-logs-overview");
        const share = panel(page, "access-logs-overview/distribution-of-stage").locator(".share").first();
        const stage = await share.locator(".share-label").textContent();
        await share.click();
        await page.waitForURL(`**filter.stage=${encodeURIComponent(stage)}*`);
        assert.equal(await page.locator(".chip.active strong").textContent(), stage);
        const expected = await json(`api/panels/access-logs-overview/total-requests?filter.stage=${encodeURIComponent(stage)}`);
        const total = panel(page, "access-logs-overview/total-requests").locator(".single-number");
        await page.waitForFunction(value => document.querySelector(".single-number").title.replaceAll(",", "") === value, String(expected.value));
        await page.goBack();
        await page.waitForFunction(() => !document.querySelector(".chip.active"));
        await page.waitForFunction(value => document.querySelector(".single-number").title.replaceAll(",", "") !== value, String(expected.value));
        assert.ok(await total.isVisible());
        await close();
    });

    test("filters are completed from the data, and work with the keyboard", async () => {
        const { page, close } = await open("?dashboard=access-logs-overview");
        await page.locator(".chip-button", { hasText: "stage" }).focus();
        await page.keyboard.press("Enter");
        await page.keyboard.type("prod");
        await page.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await page.waitForURL("**filter.stage=prod*");
        await page.locator("[aria-label='Remove the filter stage']").click();
        await page.waitForURL(url => !url.search.includes("filter.stage"));
        await close();
    });

    test("values that are no filters can be copied, as an option of apigw too", async () => {
        const { page, close } = await open("?dashboard=access-logs-overview");
        await panel(page, "access-logs-overview/top-10-client-ips").locator(".bar").first().click();
        const items = await page.locator("[role=menuitem]").allTextContents();
        assert.deepEqual(items, ["Copy value", "Copy as apigw analyze --filter"]);
        await page.keyboard.press("Escape");
        assert.equal(await page.locator(".popover").count(), 0);
        await close();
    });

    test("dragging over a chart zooms, and the button goes back", async () => {
        const { page, close } = await open("?dashboard=access-logs-overview");
        const stage = panel(page, "access-logs-overview/request-trend-by-status-code").locator(".stage");
        await stage.locator("canvas").waitFor();
        const box = await stage.boundingBox();
        await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
        await page.waitForSelector(".tooltip:not([hidden])");
        await page.mouse.down();
        await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 4 });
        await page.mouse.up();
        await page.waitForURL("**from=*");
        const query = new URL(page.url()).searchParams;
        const span = Date.parse(query.get("to")) - Date.parse(query.get("from"));
        assert.ok(span >= 3_600_000 && span <= 12 * 3_600_000, `${span / 3_600_000} h`);
        await page.locator("[aria-label='Zoom out']").click();
        await page.waitForURL(url => !url.search.includes("from="));
        await close();
    });

    test("a link restores range, filter, interval, zone and panel", async () => {
        const { page, close } = await open("?dashboard=access-logs-overview&panel=access-logs-overview/request-trend-by-stage&last=6h&filter.stage=prod&interval=1h&zone=local&refresh=60");
        assert.equal(await page.locator(".card:visible").count(), 1);
        assert.match(await page.locator(".controls").textContent(), /Last 6 hours/);
        assert.equal(await page.locator("select[aria-label='Refresh']").inputValue(), "60");
        assert.equal(await page.locator(".zone").textContent(), "local");
        await page.keyboard.press("Escape");
        await page.waitForFunction(() => document.querySelectorAll(".card").length > 5 && !document.querySelector(".card.full"));
        await close();
    });

    test("the range picker takes a range of one's own", async () => {
        const { page, close } = await open("?dashboard=access-logs-overview");
        await page.locator(".controls button[aria-haspopup=dialog]").click();
        await page.locator("input[type=datetime-local]").nth(0).fill("2026-03-02T06:00");
        await page.locator("input[type=datetime-local]").nth(1).fill("2026-03-02T05:00");
        await page.getByRole("button", { name: "Apply" }).click();
        assert.match(await page.locator("[role=alert]").textContent(), /ends before/);
        await page.locator("input[type=datetime-local]").nth(1).fill("2026-03-02T09:00");
        await page.getByRole("button", { name: "Apply" }).click();
        await page.waitForURL("**from=2026-03-02T06:00:00.000Z&to=2026-03-02T09:00:00.000Z*");
        await close();
    });

    test("tables sort, search, and turn pages beyond a thousand rows", async () => {
        const { page, close } = await open("?dashboard=access-logs-overview&range=all&panel=access-logs-overview/percentile-response-latency");
        const table = panel(page, "access-logs-overview/percentile-response-latency");
        await table.locator("tbody tr").first().waitFor();
        const data = await json("api/panels/access-logs-overview/percentile-response-latency?from=2026-03-01T00:00:00Z&to=2026-03-03T00:01:00Z");
        const total = data.rows.total ?? data.rows.rows.length;
        await page.waitForFunction(rows => document.querySelector(".full .pager-range")?.textContent.replaceAll(",", "").endsWith(`of ${rows}`), total);
        if (total > 1000) {
            for (let turn = 0; turn < 10; turn++) await table.locator("[aria-label='Next rows']").click();
            await page.waitForFunction(() => document.querySelector(".full .pager-range").textContent.startsWith("1,001"));
        }

        await table.locator("th button", { hasText: "p99" }).click();
        const sorted = await table.locator("tbody tr td:last-child").evaluateAll(cells => cells.map(cell => cell.title || cell.textContent).map(text => Number.parseFloat(text.replaceAll(",", ""))));
        assert.deepEqual(sorted, [...sorted].sort((one, other) => other - one));
        await table.locator("input[type=search]").fill("no such text");
        assert.match(await table.locator("tbody").textContent(), /No row matches/);
        await close();
    });

    test("every chart can be read as a table", async () => {
        const { page, close } = await open("?dashboard=access-logs-overview");
        const card = panel(page, "access-logs-overview/request-trend-by-status-code");
        await card.locator(".card-menu").click();
        await page.getByRole("menuitem", { name: "Show as table" }).click();
        await card.locator("tbody td").first().waitFor();
        assert.deepEqual((await card.locator("th").allTextContents()).slice(0, 2), ["time", "status"]);
        await close();
    });

    test("a poll that finds nothing new gets 304 and leaves the page alone", async () => {
        const { page, close } = await open("?dashboard=access-logs-overview&refresh=0");
        const answered = page.waitForResponse(response => response.url().includes("/api/dashboards/"));
        await page.locator("[aria-label='Refresh now']").click();
        assert.equal((await answered).status(), 304);
        await close();
    });

    test("what an attacker wrote into the log stays text", async () => {
        for (const dashboard of ["access-logs-overview", "access-logs-errors", "rest-enhanced", "insights"]) {
            const { page, close } = await open(`?dashboard=${dashboard}&last=1h`);
            await drawAll(page);
            for (const target of await page.locator(".stage, .bar, .comb-cell, .share").all()) {
                if (await target.isVisible()) await target.hover({ force: true, timeout: 2000 }).catch(() => undefined);
            }

            assert.equal(await page.evaluate(() => window.attacked), undefined);
            assert.equal(await page.locator("main script, main img, main svg[onload], .tooltip img").count(), 0);
            await close();
        }
    });

    test("monitors show what fires and what fired", async () => {
        const { page, close } = await open("?page=monitors&last=6h");
        const data = await json("api/monitors?last=6h");
        await page.waitForSelector(".lanes");
        assert.equal(await page.locator(".firing-list li").count(), data.firing.length);
        assert.equal(await page.locator(".lane").count(), catalog.monitors.length);
        await page.screenshot({ path: join(screenshots, "monitors.png") });
        await close();
    });

    test("light and dark follow the system, and can be switched", async () => {
        const { page, close } = await open("?dashboard=rest-overview", { colorScheme: "dark" });
        const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const dark = await background();
        await page.locator("[aria-label='Switch between light and dark']").click();
        assert.notEqual(await background(), dark);
        await page.reload();
        await page.waitForSelector("main .card");
        assert.notEqual(await background(), dark);
        await close();
    });

    test("nothing is wider than a phone", async () => {
        for (const dashboard of catalog.dashboards) {
            const { page, close } = await open(`?dashboard=${dashboard.id}`, { viewport: phone });
            await drawAll(page);
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), phone.width, dashboard.id);
            await close();
        }

        const { page, close } = await open("?dashboard=access-logs-overview", { viewport: phone, colorScheme: "dark" });
        await page.locator(".burger").click();
        await page.waitForSelector(".nav-open .nav-link");
        await page.screenshot({ path: join(screenshots, "phone-nav.png") });
        await page.getByRole("link", { name: "Audit Events" }).click();
        await page.waitForURL("**dashboard=audit-events*");
        await page.screenshot({ path: join(screenshots, "phone.png") });
        await close();
    });

    test("axe finds nothing", async () => {
        for (const [query, colorScheme, viewport] of [
            ["?dashboard=access-logs-overview", "light", desktop], ["?dashboard=access-logs-errors", "dark", desktop], ["?dashboard=rest-enhanced", "light", desktop],
            ["?dashboard=audit-events", "dark", phone], ["?dashboard=insights", "light", desktop], ["?page=monitors&last=6h", "light", desktop], ["?page=monitors&last=6h", "dark", phone],
        ]) {
            const { page, close } = await open(query, { colorScheme, viewport, bypass: true });
            await drawAll(page);
            await page.addScriptTag({ path: axeSource });
            const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
            assert.deepEqual(violations.map(violation => `${violation.impact} ${violation.id}: ${violation.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")} ${violation.nodes[0]?.any[0]?.message ?? ""}`), [], query);
            await close();
        }
    });

    test("the first dashboard is soon there, and the page is light", async () => {
        const { page, close } = await open();
        const sizes = await page.evaluate(() => performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
            .filter(entry => !entry.name.includes("/api/")).map(entry => [entry.name, entry.encodedBodySize]));
        const weight = sizes.reduce((sum, [, size]) => sum + size, 0);
        assert.ok(sizes.length >= 3 && weight > 0 && weight <= 350 * 1024, `${weight} bytes: ${JSON.stringify(sizes)}`);
        await close();
    });

    test("a report opened as a file shows the same without a server", async () => {
        const built = join(pages, "../obj/pages/report.html");
        const template = await readFile(built, "utf8");
        const report = { catalog, state: await json("api/state"), answer: { ...await json("api/answer?dashboard=access-logs-overview&dashboard=access-logs-errors"), monitors: (await json("api/monitors?last=6h")).monitors } };
        const file = join(tmpdir(), `report-${process.pid}.html`);
        await writeFile(file, template.replace("@@report@@", () => JSON.stringify(report).replaceAll("<", "\\u003c")));
        const { page, close } = await open("", { url: `file://${file}` });
        await drawAll(page);
        assert.equal(await page.locator(".nav-link").count(), 3);
        assert.equal(await page.locator("select, .chip, [aria-label='Refresh now']").count(), 0);
        await page.getByRole("link", { name: "Errors", exact: true }).click();
        await page.waitForFunction(() => document.querySelector("h1").textContent === "Access Logs - Errors");
        await page.goBack();
        await page.waitForFunction(() => document.querySelector("h1").textContent === "Access Logs - Overview");
        await page.screenshot({ path: join(screenshots, "report.png") });
        await close();
    });

    test("the built files ask nobody else for anything", async () => {
        const folder = join(pages, "../obj/pages/assets");
        for (const name of await readdir(folder)) {
            if (!/\.(js|css)$/.test(name)) continue;
            const text = await readFile(join(folder, name), "utf8");
            assert.deepEqual(text.match(/\b(?:src|href|url\()["'(]*https?:\/\/[^"')\s]+/g) ?? [], [], name);
            assert.ok((await stat(join(folder, `${name}.br`))).size < (await stat(join(folder, name))).size);
        }
    });

    test("a failing server is said so, with a way to try again", async () => {
        const { page } = await open("?dashboard=access-logs-overview&refresh=0");
        await page.route("**/api/dashboards/**", route => route.fulfill({ status: 503, contentType: "application/problem+json", headers: { "retry-after": "60" }, body: "{\"title\":\"Too many questions at once\"}" }));
        await page.locator("[aria-label='Refresh now']").click();
        await page.waitForSelector(".banner:visible");
        assert.match(await page.locator(".banner").textContent(), /may be old: Too many questions at once/);
        await page.unroute("**/api/dashboards/**");
        await page.locator(".banner button").click();
        await page.waitForSelector(".banner", { state: "hidden" });
        await page.context().close();
    });
});
