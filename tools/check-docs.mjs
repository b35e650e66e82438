/**
 * Runs what the documents show: every ```ts block, in a process and an empty folder of its own, with the packages resolved
 * from source; and checks that every relative link of every document leads somewhere.
 *
 * A block of a package's README runs in a folder of that package, where the package can import itself and what it
 * depends on; a block of any other document runs in examples/, which depends on everything. So do these:
 *
 * - ```ts with=NAME runs examples/set-ups/NAME.ts first, which writes the files that the block reads and exports the values
 *   that it speaks of;
 * - ```ts page is run in Chromium, by examples/set-ups/run-in-page.ts.
 *
 * Where the machine lacks something they end with code 77, and the block is left out. A ```text block right after a block
 * holds what it prints.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { root, sourceFlags } from "./bootstrap.mjs";

const documents = ["", "docs", "docs/decisions", "examples", "benchmarks"].flatMap((folder) =>
  markdownIn(join(root, folder)),
);
const readmes = ["packages", "apps"].flatMap((parent) =>
  readdirSync(join(root, parent)).flatMap((name) => markdownIn(join(root, parent, name))),
);
const setUps = join(root, "examples", "set-ups");
const problems = [];
const blocks = [];
const leftOut = [];

for (const file of [...documents, ...readmes]) {
  const text = readFileSync(file, "utf8");
  for (const [, target] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)[^)]*\)/g)) {
    if (!existsSync(join(dirname(file), target)))
      problems.push(`${relative(root, file)}: the link to ${target} leads nowhere`);
  }
  const fences = /^```(?:ts|typescript)\b([^\n]*)\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```)?/gm;
  for (const [block, info, code, prints] of text.matchAll(fences)) {
    const line = text.slice(0, text.indexOf(block)).split("\n").length;
    const setUp = /\bwith=([\w-]+)/.exec(info)?.[1];
    const inPage = /\bpage\b/.test(info);
    const alone = readmes.includes(file) && setUp === undefined && !inPage;
    const owner = alone ? dirname(file) : join(root, "examples");
    blocks.push({ where: `${relative(root, file)}:${line}`, owner, code, setUp, inPage, prints });
  }
}

// Two at a time: the machine this is sized for has two cores.
const waiting = [...blocks];
const worker = async () => {
  for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) await runBlock(block);
};
await Promise.all([worker(), worker()]);

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(
  `documents: ${documents.length + readmes.length} read, ${blocks.length - leftOut.length} blocks ran, links lead somewhere`,
);
for (const reason of leftOut) console.log(`left out: ${reason}`);

function markdownIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "CHANGELOG.md")
    .map((name) => join(folder, name));
}

async function runBlock({ where, owner, code, setUp, inPage, prints }) {
  const folder = mkdtempSync(join(owner, ".readme-"));
  try {
    writeFileSync(join(folder, "block.mts"), `${setUp === undefined ? "" : takeExports(setUp, code)}${code}`);
    const program = inPage ? join(setUps, "run-in-page.ts") : join(folder, "block.mts");
    const child = spawn(process.execPath, [...sourceFlags(), program], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 120_000,
      env: { ...process.env, LUKE_BACKEND: process.env.LUKE_BACKEND ?? "wasm" },
    });
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"]) {
      child[stream].on("data", (chunk) => {
        said[stream] += chunk;
      });
    }
    const status = await new Promise((resolve) => child.on("close", resolve));
    if (status === 77 && (setUp !== undefined || inPage))
      leftOut.push(`${where}, ${said.stderr.trim().split("\n").at(0)}`);
    else if (status !== 0) problems.push(`${where}: the block fails\n${said.stderr.slice(-2000)}`);
    else if (prints !== undefined && said.stdout !== prints)
      problems.push(`${where}: the block prints\n${said.stdout}and not\n${prints}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The line that runs a set-up and brings what it exports into the block, but for what the block imports itself. */
function takeExports(setUp, code) {
  const file = join(setUps, `${setUp}.ts`);
  const imported = new Set([...code.matchAll(/^import {([^}]*)}/gm)].flatMap(([, names]) => split(names)));
  const names = [
    ...readFileSync(file, "utf8").matchAll(/^export (?:const )?(?:{([^}]*)}|\[([^\]]*)\]|(\w+))/gm),
  ].flatMap(([, braced, listed, single]) => split(braced ?? listed ?? single));
  const taken = names.filter((name) => !imported.has(name));
  return `const { ${taken.join(", ")} } = await import(${JSON.stringify(pathToFileURL(file).href)});\n`;
}

function split(names) {
  return names.split(",").map((name) => name.trim());
}
