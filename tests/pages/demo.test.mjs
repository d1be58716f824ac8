// `apigw demo` as its users see it: every dashboard filled, the first one soon. Writes the screenshots of docs/ where UPDATE_SCREENSHOTS is set.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { here, missing, startBrowser } from "./server.mjs";

const tool = join(here, "../../src/ApiGatewayAnalytics.Cli/bin/Release/net10.0/apigw.dll");
const unbuilt = existsSync(tool) ? false : "apigw is not built: dotnet build -c Release src/ApiGatewayAnalytics.Cli";
const folder = process.env.UPDATE_SCREENSHOTS ? join(here, "../../docs/screenshots") : join(here, "screenshots");
const desktop = { width: 1440, height: 1000 };

/** What is shown of it in docs/. */
const shots = [
    { name: "access-logs-overview", query: "?dashboard=access-logs-overview&last=1d", colorScheme: "light" },
    { name: "rest-overview", query: "?dashboard=rest-overview&last=7d", colorScheme: "dark" },
    { name: "audit-events", query: "?dashboard=audit-events&last=7d", colorScheme: "light" },
    { name: "insights", query: "?dashboard=insights&last=7d", colorScheme: "light" },
    { name: "monitors", query: "?page=monitors&last=1d", colorScheme: "dark" },
    { name: "phone", query: "?dashboard=access-logs-errors&last=1d", colorScheme: "light", viewport: { width: 390, height: 844 } },
];

describe("demo", { skip: missing || unbuilt }, () => {
    let child, browser, url, catalog;

    before(async () => {
        child = spawn("dotnet", [tool, "demo", "--urls", "http://127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
        url = await new Promise((resolve, reject) => {
            let said = "";
            child.stdout.on("data", text => {
                const found = /http:\S+/.exec(said += text);
                if (found) resolve(found[0]);
            });
            child.on("exit", () => reject(new Error(`apigw demo ended: ${said}`)));
        });
        browser = await startBrowser();
        catalog = await json("api/catalog");

        // Until all of the past is read.
        for (let before = -1; ;) {
            const { records } = await json("api/state");
            if (records > 0 && records - before < 100) break;
            before = records;
            await new Promise(resolve => setTimeout(resolve, 1000));
        }

        await mkdir(folder, { recursive: true });
    });

    after(async () => {
        await browser?.close();
        child?.kill();
    });

    const json = async path => (await fetch(new URL(path, url))).json();

    async function open(query, { viewport = desktop, colorScheme = "light" } = {}) {
        const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
        const page = await context.newPage();
        const faults = [];
        page.on("console", message => {
            if (message.type() === "error") faults.push(message.text());
        });
        page.on("pageerror", error => faults.push(error.stack));
        await page.goto(`${url}${query}`);
        await page.waitForFunction(() => document.querySelector("main .card, main table, main .alert") && !document.querySelector(".skeleton.visible"));
        return { page, faults, context };
    }

    test("every panel of every dashboard has data", async () => {
        for (const { id } of catalog.dashboards) {
            const { panels } = await json(`api/dashboards/${id}?last=7d`);
            assert.deepEqual(panels.filter(panel => panel.status !== "ok").map(panel => `${panel.id}: ${panel.status}`), []);
        }
    });

    test("the first panel of a dashboard is drawn within moments of opening", async context => {
        const times = [];
        for (let i = 0; i < 5; i++) {
            const { page, context: opened } = await open("");
            await page.waitForSelector("main .card:not(:has(.skeleton))");
            times.push(await page.evaluate(() => performance.now()));
            await opened.close();
        }

        // Told, not asserted: how fast it is depends on what else runs here.
        context.diagnostic(`milliseconds until the first panel: ${times.map(Math.round).join(", ")}`);
        assert.equal(times.length, 5);
    });

    test("it looks as docs/ shows it", async () => {
        for (const { name, query, ...how } of shots) {
            const { page, faults, context } = await open(query, how);
            await page.waitForTimeout(1500);
            await page.screenshot({ path: join(folder, `${name}.png`) });
            assert.deepEqual(faults, [], name);
            await context.close();
        }
    });
});
