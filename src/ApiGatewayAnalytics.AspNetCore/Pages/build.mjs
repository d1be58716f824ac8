// Builds the pages: `node build.mjs [OUT]`. OUT gets index.html, assets/ (names hold a hash of the content), each with .br and .gz
// beside it, and report.html: the same page in one file, with a marker where the data of a report goes.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const root = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(root, "dist"));
const reportMarker = "@@report@@";

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({ root, configFile: join(root, "vite.config.ts"), logLevel: "warn", configLoader: "bundle", build: { outDir: out, emptyOutDir: true } });

const index = (await readFile(join(out, "index.html"), "utf8")).replaceAll(" crossorigin", "");
await writeFile(join(out, "index.html"), index);
const assets = await readdir(join(out, "assets"));
const script = await only(".js");
const style = await only(".css");
await writeFile(join(out, "report.html"), report(index, script, style));

let weight = 0;
for (const name of ["index.html", ...assets.map(asset => join("assets", asset))]) {
    const content = await readFile(join(out, name));
    const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });
    const gzip = gzipSync(content, { level: 9 });
    await writeFile(join(out, `${name}.br`), brotli);
    await writeFile(join(out, `${name}.gz`), gzip);
    weight += gzip.length;
    console.log(`${name}: ${kib(content)} KiB, brotli ${kib(brotli)}, gzip ${kib(gzip)}`);
}

const limit = 350 * 1024;
console.log(`in all: ${Math.round(weight / 1024)} KiB as gzip`);
if (weight > limit) throw new Error(`The pages weigh ${weight} bytes as gzip; at most ${limit} are allowed.`);

function kib(content) {
    return (content.length / 1024).toFixed(1);
}

async function only(extension) {
    const names = assets.filter(asset => asset.endsWith(extension));
    if (names.length !== 1) throw new Error(`One ${extension} file is expected, there are: ${names.join(", ")}`);
    return readFile(join(out, "assets", names[0]), "utf8");
}

/** The page with script and style in it, which its own policy allows by their hashes and nothing else. */
function report(page, code, css) {
    const safeCode = code.trim().replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
    const safeCss = css.trim();
    if (/<\/style/i.test(safeCss)) throw new Error("The style would end its own element.");
    const hash = text => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const policy = `default-src 'none'; script-src ${hash(safeCode)}; style-src ${hash(safeCss)}; img-src data:; base-uri 'none'; form-action 'none'`;
    const bare = page.replace(/\s*<script[^>]*src=[^>]*><\/script>/g, "").replace(/\s*<link rel="stylesheet"[^>]*>/g, "");
    // Functions as replacements: the code holds dollar signs.
    return bare
        .replace(/<meta charset="utf-8">/, meta => `${meta}\n  <meta http-equiv="Content-Security-Policy" content="${policy}">`)
        .replace("</head>", () => `  <style>${safeCss}</style>\n</head>`)
        .replace("</body>", () => `  <script type="application/json" id="report">${reportMarker}</script>\n  <script type="module">${safeCode}</script>\n</body>`);
}
