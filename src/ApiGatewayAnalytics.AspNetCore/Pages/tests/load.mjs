// A module of the pages by its name, made of its TypeScript as the build makes it, but alone.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

export async function load(name) {
    const bundles = await build({
        root, configFile: false, logLevel: "error",
        build: { write: false, minify: false, target: "es2022", lib: { entry: join(root, "src", `${name}.ts`), formats: ["es"] } },
    });
    const { code } = [bundles].flat()[0].output[0];
    return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
}
