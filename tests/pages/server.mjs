// Starts what is tested: the host beside this file, on a port of its own, and the browser. PAGES_URL names a server that runs already.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const here = dirname(fileURLToPath(import.meta.url));
export const pages = join(here, "../../src/ApiGatewayAnalytics.AspNetCore/Pages");
export const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Why the browser tests cannot run here, or false. */
export const missing = existsSync(browserPath) ? false : `There is no browser at ${browserPath}: install Debian's package chromium, or name one in CHROMIUM.`;

export async function startServer() {
    if (process.env.PAGES_URL) return { url: process.env.PAGES_URL, stop() {} };
    const built = spawnSync("dotnet", ["build", join(here, "Host"), "-c", "Release", "-nodeReuse:false"], { encoding: "utf8" });
    if (built.status !== 0) throw new Error(`The host could not be built:\n${built.stdout}${built.stderr}`);
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const child = spawn("dotnet", [join(here, "Host/bin/Release/net10.0/Host.dll")], { cwd: join(here, "Host"), env: { ...process.env, ASPNETCORE_URLS: origin }, stdio: ["ignore", "pipe", "pipe"] });
    let said = "", ended = false;
    child.stdout.on("data", text => said += text);
    child.stderr.on("data", text => said += text);
    child.on("exit", () => ended = true);
    const url = `${origin}/deep/prefix/`;
    for (;;) {
        if (ended) throw new Error(`The host ended:\n${said}`);
        if (await fetch(`${url}api/state`).then(answer => answer.ok, () => false)) break;
        await new Promise(resolve => setTimeout(resolve, 100));
    }

    return { url, stop: () => child.kill() };
}

function freePort() {
    return new Promise((resolve, reject) => {
        const probe = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

export function startBrowser() {
    return chromium.launch({
        executablePath: browserPath,
        args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
}
