/**
 * `npm run docs:api`: the API reference of every package by TypeDoc, into docs/api (not committed). TypeDoc reads
 * TypeScript's compiler, so it has one of its own, version 6, in .tools.
 *
 * Fails where an exported function, class, constant or type has no docstring: an interface or object type may leave it to
 * its members. `--check` writes no pages.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bootstrap, root } from "./bootstrap.mjs";

const versions = { typedoc: "0.28.20", typescript: "6.0.3" };
const tools = join(root, ".tools", "typedoc");
const out = join(root, "docs", "api");
const json = join(tools, "api.json");

bootstrap({ pnpm: true });
if (!isInstalled()) {
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, "package.json"), JSON.stringify({ private: true, dependencies: versions }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: tools,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
}

const entries = readdirSync(join(root, "packages")).flatMap((name) => {
  const manifest = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
  return manifest.private === true
    ? []
    : ["index.ts", "node.ts"].map((file) => join("packages", name, "src", file));
});
const pages = process.argv.includes("--check") ? [] : ["--out", out];
if (pages.length > 0) rmSync(out, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [
    join(tools, "node_modules", "typedoc", "bin", "typedoc"),
    ...["--tsconfig", "tsconfig.json", "--json", json, ...pages],
    // Types are checked by the gate, links by check-docs; both with the settings of this repository.
    ...["--skipErrorChecking", "--disableGit", "--sourceLinkTemplate", "{path}#{line}"],
    ...[
      "--name",
      "lukejs",
      "--readme",
      "README.md",
      "--logLevel",
      "Error",
      "--excludePrivate",
      "--excludeInternal",
    ],
    ...entries.filter((entry) => existsSync(join(root, entry))),
  ],
  { cwd: root, stdio: "inherit" },
);
if (status !== 0) process.exit(1);

const reference = 4194304; // an export that is documented under another entry
const exported = JSON.parse(readFileSync(json, "utf8")).children.flatMap(({ name, children = [] }) =>
  children.filter(({ kind }) => kind !== reference).map((declaration) => ({ entry: name, declaration })),
);
const bare = exported.filter(({ declaration }) => !isDocumented(declaration));
for (const { entry, declaration } of bare) {
  const [{ fileName, line } = {}] = declaration.sources ?? [];
  console.error(`${fileName}:${line}: ${declaration.name}, exported by ${entry}, has no docstring`);
}
console.log(`api: ${exported.length} exports, ${bare.length} without a docstring`);
if (pages.length > 0) console.log(`api: written to ${join(out, "index.html")}`);
process.exitCode = bare.length === 0 ? 0 : 1;

/** By its own words, those of a signature, or those of a member. */
function isDocumented(declaration) {
  const { comment, signatures = [], children = [], type } = declaration;
  if ((comment?.summary.length ?? 0) > 0) return true;
  const below = [...signatures, ...children, ...(type?.declaration === undefined ? [] : [type.declaration])];
  return below.some(isDocumented);
}

function isInstalled() {
  return Object.entries(versions).every(([name, version]) => {
    const manifest = join(tools, "node_modules", name, "package.json");
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === version;
  });
}
