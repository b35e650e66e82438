/**
 * Runs what the documents show: every ```ts block of a README that is not marked `no-run`, in a process of its own,
 * with the packages resolved from source; and checks that every relative link of every document leads somewhere.
 *
 * Blocks run in the folder of the README's package, so that they resolve what the package depends on.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const documents = ["", "docs", "docs/decisions"].flatMap((folder) => markdownIn(join(root, folder)));
const readmes = ["packages", "apps"].flatMap((parent) =>
  readdirSync(join(root, parent)).map((name) => join(root, parent, name, "README.md")),
);
const problems = [];
let blocks = 0;

for (const file of [...documents, ...readmes.filter(existsSync)]) {
  const text = readFileSync(file, "utf8");
  for (const [, target] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)[^)]*\)/g)) {
    if (!existsSync(join(dirname(file), target)))
      problems.push(`${relative(root, file)}: the link to ${target} leads nowhere`);
  }
  for (const [, info, code] of text.matchAll(/^```ts([^\n]*)\n([\s\S]*?)^```/gm)) {
    if (info.includes("no-run")) continue;
    blocks++;
    runBlock(file, code);
  }
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(
  `documents: ${documents.length + readmes.length} read, ${blocks} blocks ran, links lead somewhere`,
);

function markdownIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
}

function runBlock(file, code) {
  const owner = dirname(file) === root ? join(root, "examples") : dirname(file);
  mkdirSync(join(owner, "node_modules"), { recursive: true });
  const folder = mkdtempSync(join(owner, "node_modules", ".readme-"));
  try {
    writeFileSync(join(folder, "block.mts"), code);
    const result = spawnSync(
      process.execPath,
      ["--conditions=@lukejs/source", "--import", "tsx", join(folder, "block.mts")],
      {
        cwd: folder,
        encoding: "utf8",
        timeout: 120_000,
        env: { ...process.env, LUKE_BACKEND: process.env.LUKE_BACKEND ?? "wasm" },
      },
    );
    if (result.status !== 0) {
      problems.push(`${relative(root, file)}: a block fails\n${code}\n${result.stderr.slice(-2000)}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
