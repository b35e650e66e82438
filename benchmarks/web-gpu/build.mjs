/**
 * Makes the page of the WebGPU benchmark, one file that any browser opens: `node benchmarks/web-gpu/build.mjs [FILE]`,
 * benchmarks/web-gpu/dist/index.html unless told otherwise.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(here, "dist", "index.html"));
const { outputFiles } = await build({
  entryPoints: [join(here, "page.ts")],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  platform: "browser",
  conditions: ["@lukejs/source"],
  logLevel: "error",
});
const script = outputFiles[0].text.replaceAll("</script", "<\\/script");
const page = readFileSync(join(here, "page.html"), "utf8").replace("/* script */", () => script);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, page);
console.log(target);
