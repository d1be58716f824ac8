import { defineConfig, type Plugin } from "vite";
import { makeWorld } from "./build/world.ts";

const worldId = "\0virtual:world";

const world: Plugin = {
    name: "world",
    resolveId: id => id === "virtual:world" ? worldId : null,
    load: id => id === worldId ? makeWorld() : null,
};

export default defineConfig({
    base: "./",
    plugins: [world],
    build: {
        target: "es2022",
        modulePreload: false,
        // One file: all of it is needed for the first dashboard, and the report is made of the same.
        cssCodeSplit: false,
        assetsInlineLimit: 0,
        reportCompressedSize: false,
        chunkSizeWarningLimit: 1000,
    },
});
