/**
 * Bundles entries of packages for the browser, as a user's bundler does, and holds their gzipped size to a limit. That
 * the bundle is made at all shows that the entry needs no node: module.
 */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { root } from "./bootstrap.mjs";

const limits = [
  {
    name: "the encoder of @lukejs/tokenizer",
    code: 'export { LukeTokenizer, RobertaTokenizer } from "@lukejs/tokenizer";',
    folder: join(root, "packages", "luke"), // whose dependencies hold it
    limit: 15_000,
  },
  {
    name: "all of @lukejs/tokenizer",
    code: 'export * from "@lukejs/tokenizer";',
    folder: join(root, "packages", "luke"),
    limit: 25_000,
  },
  {
    name: "tokenizer and entity-vocab in a worker at the edge",
    code: 'export * from "@lukejs/tokenizer"; export * from "@lukejs/entity-vocab";',
    folder: join(root, "packages", "luke"),
    platform: "neutral", // where a node: module is an error
    conditions: ["workerd", "worker", "browser"],
    limit: 55_000,
  },
];

for (const { name, code, folder, limit, platform = "browser", conditions = [] } of limits) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform,
    conditions: ["@lukejs/source", ...conditions],
    logLevel: "error",
  });
  const bytes = gzipSync(outputFiles[0].contents, { level: 9 }).length;
  if (bytes > limit) {
    console.error(`${name}: ${bytes} bytes gzipped, expected at most ${limit}`);
    process.exitCode = 1;
  } else {
    console.log(`size: ${name} is ${(bytes / 1000).toFixed(1)} kB gzipped, of at most ${limit / 1000} kB`);
  }
}
