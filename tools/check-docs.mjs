/**
 * Runs what the documents show: every ```ts block that is not marked `no-run`, in a process of its own, with the
 * packages resolved from source; and checks that every relative link of every document leads somewhere.
 *
 * A block of a package's README runs in a folder of that package, where the package can import itself and what it
 * depends on; a block of any other document runs in examples/, which depends on everything.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root, sourceFlags } from "./bootstrap.mjs";

const documents = ["", "docs", "docs/decisions", "examples", "benchmarks"].flatMap((folder) =>
  markdownIn(join(root, folder)),
);
const readmes = ["packages", "apps"].flatMap((parent) =>
  readdirSync(join(root, parent)).flatMap((name) => markdownIn(join(root, parent, name))),
);
const problems = [];
const blocks = [];

for (const file of [...documents, ...readmes]) {
  const text = readFileSync(file, "utf8");
  for (const [, target] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)[^)]*\)/g)) {
    if (!existsSync(join(dirname(file), target)))
      problems.push(`${relative(root, file)}: the link to ${target} leads nowhere`);
  }
  for (const match of text.matchAll(/^```(?:ts|typescript)\b([^\n]*)\n([\s\S]*?)^```/gm)) {
    if (match[1].includes("no-run")) continue;
    const line = text.slice(0, match.index).split("\n").length;
    const owner = readmes.includes(file) ? dirname(file) : join(root, "examples");
    blocks.push({ where: `${relative(root, file)}:${line}`, owner, code: match[2] });
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
  `documents: ${documents.length + readmes.length} read, ${blocks.length} blocks ran, links lead somewhere`,
);

function markdownIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "CHANGELOG.md")
    .map((name) => join(folder, name));
}

async function runBlock({ where, owner, code }) {
  const folder = mkdtempSync(join(owner, ".readme-"));
  try {
    writeFileSync(join(folder, "block.mts"), code);
    const child = spawn(process.execPath, [...sourceFlags(), join(folder, "block.mts")], {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      timeout: 120_000,
      env: { ...process.env, LUKE_BACKEND: process.env.LUKE_BACKEND ?? "wasm" },
    });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const status = await new Promise((resolve) => child.on("close", resolve));
    if (status !== 0) problems.push(`${where}: the block fails\n${stderr.slice(-2000)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
