/**
 * Packs every public package, checks the tarballs with publint and attw, then installs them all into an empty folder
 * with plain npm and uses them there as a user would: every entry is imported, the `luke` command shows its help and its
 * doctor, and a corpus is built from a bundled dump, so that workers and wasm files are proven to be in the tarballs.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./bootstrap.mjs";

const work = mkdtempSync(join(tmpdir(), "lukejs-pack-"));
const packages = ["packages", "apps"].flatMap((parent) =>
  readdirSync(join(root, parent))
    .map((name) => join(root, parent, name))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) }))
    .filter(({ manifest }) => manifest.private !== true),
);
const problems = [];

try {
  // Two at a time: the machine this is sized for has two cores.
  const waiting = [...packages];
  const tarballs = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const packed = await packAndCheck(next);
      if (packed !== undefined) tarballs.push(packed);
    }
  };
  await Promise.all([worker(), worker()]);
  if (problems.length === 0) await useTarballs(tarballs);
} finally {
  rmSync(work, { recursive: true, force: true });
}
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(`packages: ${packages.length} packed, checked, installed with npm, imported and used`);

async function packAndCheck({ folder, manifest }) {
  const output = await attempt(`pack ${manifest.name}`, "pnpm", [
    ...["--dir", folder, "pack", "--json", "--pack-destination", work],
  ]);
  if (output === undefined) return undefined;
  const parsed = JSON.parse(output);
  const [entry] = Array.isArray(parsed) ? parsed : [parsed];
  const bin = (name) => join(root, "node_modules", ".bin", name);
  await attempt(`publint ${manifest.name}`, bin("publint"), ["run", entry.filename, "--strict"]);
  await attempt(`attw ${manifest.name}`, bin("attw"), [entry.filename, "--profile", "esm-only", "--quiet"]);
  const listed = entry.files.map((file) => file.path);
  for (const wanted of ["LICENSE", "README.md", "package.json"]) {
    if (!listed.includes(wanted)) problems.push(`${manifest.name}: the tarball lacks ${wanted}`);
  }
  for (const path of listed) {
    if (/\.test(-d)?\.|\.soak\.|\.tsbuildinfo$|\/(testdata|testing)\/|\/toy-/.test(path))
      problems.push(`${manifest.name}: the tarball holds ${path}`);
  }
  return { name: manifest.name, file: entry.filename, exports: Object.keys(manifest.exports) };
}

async function useTarballs(tarballs) {
  const project = join(work, "project");
  mkdirSync(project);
  const files = Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`]));
  const tfjs = ["core", "backend-wasm", "backend-cpu"].map((part) => [`@tensorflow/tfjs-${part}`, "4.22.0"]);
  const manifest = {
    private: true,
    type: "module",
    dependencies: { ...files, ...Object.fromEntries(tfjs) },
    // Siblings are not published yet: every edge goes to the tarball beside it.
    overrides: files,
  };
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  const npm = ["install", "--no-audit", "--no-fund", "--loglevel=error"];
  if ((await attempt("npm install of the tarballs", "npm", npm, project)) === undefined) return;

  const entries = tarballs.flatMap(({ name, exports }) =>
    exports.filter((key) => key !== "./package.json").map((key) => `${name}${key.slice(1)}`),
  );
  const imports = entries.map((entry) => `await import(${JSON.stringify(entry)});`).join("\n");
  writeFileSync(join(project, "all.mjs"), imports);
  await attempt("import of every entry", process.execPath, ["all.mjs"], project);

  const luke = (...args) =>
    attempt(
      `luke ${args[0]}`,
      process.execPath,
      ["node_modules/@lukejs/trainer/dist/bin.js", ...args],
      project,
    );
  const help = await attempt(
    "luke --help",
    join(project, "node_modules", ".bin", "luke"),
    ["--help"],
    project,
  );
  expect(/Usage: luke/.test(help ?? ""), "luke --help shows the usage", help);
  const doctor = parseJson(await luke("doctor", "--json"));
  expect(doctor !== undefined, "luke doctor --json prints JSON", doctor);

  const write = `import { writeEncyclopedia } from "@lukejs/encyclopedia/node";
await writeEncyclopedia("world", { seed: 1 });`;
  await attempt("writeEncyclopedia", process.execPath, ["--input-type=module", "-e", write], project);
  const dump = join("world", "encyclopedia.xml.bz2");
  const corpus = parseJson(await luke("corpus", "build", dump, "--out", "corpus", "--json"));
  expect(corpus?.counts?.pages >= 500 && corpus.counts.links > 0, "luke corpus build reads the dump", corpus);
  const vocab = parseJson(await luke("vocab", "build", "corpus", "--out", "entities.jsonl", "--json"));
  expect(vocab?.size > 100, "luke vocab build counts the links", vocab);
}

/** Runs a program; what it printed, or undefined and a problem noted. */
async function attempt(what, command, args, cwd = root) {
  try {
    const { stdout } = await promisify(execFile)(command, args, {
      cwd,
      maxBuffer: 1 << 26,
      env: { ...process.env, LUKE_BACKEND: process.env.LUKE_BACKEND ?? "wasm" },
      shell: process.platform === "win32",
    });
    return stdout;
  } catch (error) {
    problems.push(
      `${what} failed:\n${error.stdout ?? ""}${error.stderr ?? ""}${error.stdout ? "" : error.message}`,
    );
    return undefined;
  }
}

function expect(holds, what, found) {
  if (!holds) problems.push(`expected: ${what}; found ${JSON.stringify(found)?.slice(0, 500)}`);
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
