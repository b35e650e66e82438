/**
 * Packs every public package, checks the tarballs with publint and attw, then installs them all into an empty folder
 * with plain npm and imports each one there, as a user would.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const work = mkdtempSync(join(tmpdir(), "lukejs-pack-"));
const run = (command, args, cwd = root) =>
  execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });

const packages = ["packages", "apps"].flatMap((parent) =>
  readdirSync(join(root, parent))
    .map((name) => join(root, parent, name))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) }))
    .filter(({ manifest }) => manifest.private !== true),
);

try {
  const tarballs = packages.map(({ folder, manifest }) => {
    const packed = JSON.parse(run("pnpm", ["pack", "--json", "--pack-destination", work], folder));
    const [entry] = Array.isArray(packed) ? packed : [packed];
    step(`publint ${manifest.name}`, () =>
      run("pnpm", ["exec", "publint", "run", entry.filename, "--strict"]),
    );
    step(`attw ${manifest.name}`, () =>
      run("pnpm", ["exec", "attw", entry.filename, "--profile", "esm-only", "--quiet"]),
    );
    const listed = entry.files.map((file) => file.path);
    for (const wanted of ["LICENSE", "README.md", "package.json"]) {
      if (!listed.includes(wanted)) throw new Error(`${manifest.name}: the tarball lacks ${wanted}`);
    }
    return { name: manifest.name, file: entry.filename, exports: Object.keys(manifest.exports) };
  });

  const project = join(work, "project");
  mkdirSync(project);
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({
      private: true,
      type: "module",
      dependencies: {
        ...Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`])),
        "@tensorflow/tfjs-core": "4.22.0",
        "@tensorflow/tfjs-backend-wasm": "4.22.0",
        "@tensorflow/tfjs-backend-cpu": "4.22.0",
      },
      // Siblings are not published yet: every edge goes to the tarball beside it.
      overrides: Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`])),
    }),
  );
  step("npm install of the tarballs", () =>
    run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], project),
  );
  const entries = tarballs.flatMap(({ name, exports }) =>
    exports.filter((key) => key !== "./package.json").map((key) => `${name}${key.slice(1)}`),
  );
  writeFileSync(
    join(project, "all.mjs"),
    entries.map((entry) => `await import(${JSON.stringify(entry)});`).join("\n"),
  );
  step("import of every entry", () => run("node", ["all.mjs"], project));
  step("the luke command", () => run("node", [join("node_modules", ".bin", "luke"), "--help"], project));
  console.log(`packages: ${tarballs.length} packed, checked, installed with npm and imported`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function step(what, action) {
  try {
    return action();
  } catch (error) {
    console.error(
      `${what} failed:\n${error.stdout ?? ""}${error.stderr ?? ""}${error.stdout === undefined ? error.message : ""}`,
    );
    process.exit(1);
  }
}
