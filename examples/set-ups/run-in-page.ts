/**
 * Runs block.mts of the working directory in Chromium, where there is one: bundled by Vite, with a model for names of random
 * numbers at /models/names and the files of the wasm backend at /wasm/.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findChromium, openInChromium } from "@lukejs/test-kit";
import { build } from "vite";
import { randomModel } from "../random-model.ts";

const chromium = findChromium();
if (chromium === undefined) {
  console.error("there is no Chromium here");
  process.exit(77);
}
writeFileSync(
  "index.html",
  `<!doctype html><script type="module">
    const report = (said) => fetch(new URL(location.href).searchParams.get("report"), { method: "POST", body: JSON.stringify(said) });
    import("./block.mts").then(() => report("ran"), (error) => report(String(error)));
  </script>`,
);
await build({
  root: process.cwd(),
  logLevel: "error",
  resolve: { conditions: ["@lukejs/source", "module", "browser"] },
  worker: { format: "es" },
  build: { target: "es2022", outDir: "page", chunkSizeWarningLimit: 4000 },
});
const wasm = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
const folders: Readonly<Record<string, string>> = {
  "/models/names/": await randomModel("named-entity-recognition"),
  "/wasm/": join(dirname(wasm), "wasm-out"),
  "/": join(process.cwd(), "page"),
};
const said = await openInChromium(chromium, {
  answer(path) {
    const place = Object.keys(folders).find((prefix) => path.startsWith(prefix))!;
    const file = join(folders[place]!, path === "/" ? "index.html" : path.slice(place.length));
    return existsSync(file) ? readFileSync(file) : undefined;
  },
  timeout: 60_000,
});
if (said !== "ran") throw new Error(String(said));
