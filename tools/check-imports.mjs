/**
 * Checks the structure that ARCHITECTURE.md promises:
 * - packages import only what tools/import-table.mjs allows, and declare what they import;
 * - text packages never import TensorFlow.js;
 * - what `.` exports reaches no Node module (it loads in a browser), except in the packages that are Node's own;
 * - files import each other without cycles.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { allowedImports, unrestricted, withoutTensors } from "./import-table.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
/** Their main entry is for Node: native runtimes, child processes, a command line. */
const nodeOnly = new Set(["backend", "test-kit", "trainer"]);
const problems = [];

const folders = ["packages", "apps"].flatMap((parent) =>
  readdirSync(join(root, parent)).map((name) => ({ name, folder: join(root, parent, name) })),
);

for (const { name, folder } of folders) {
  const source = join(folder, "src");
  if (!existsSync(source)) continue;
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
  const files = new Map(listFiles(source).map((file) => [file, importsOf(file)]));
  for (const [file, imports] of files) {
    const isTest = /\.(test|test-d|soak)\.ts$|\/toy-[^/]*\.ts$/.test(file);
    for (const specifier of imports) {
      if (specifier.startsWith(".") || specifier.startsWith("node:")) continue;
      if (Object.hasOwn(manifest.imports ?? {}, specifier)) continue;
      const imported = specifier.startsWith("@")
        ? specifier.split("/").slice(0, 2).join("/")
        : specifier.split("/")[0];
      if (isTest) continue;
      const sibling = imported.startsWith("@lukejs/") ? imported.slice(8) : undefined;
      if (sibling === name) continue;
      if (sibling !== undefined && sibling !== "errors" && !unrestricted.includes(name)) {
        if (!allowedImports[name]?.includes(sibling)) report(file, `${name} may not import ${imported}`);
      }
      if (imported.startsWith("@tensorflow/") && withoutTensors.includes(name)) {
        report(file, `${name} may not import ${imported}: text packages never touch tensors`);
      }
      if (!(imported in declared)) report(file, `imports ${imported}, which package.json does not declare`);
    }
  }
  if (!nodeOnly.has(name)) {
    for (const [file, trail] of reachable(join(source, "index.ts"), files)) {
      const node = files.get(file)?.find((specifier) => specifier.startsWith("node:"));
      if (node)
        report(
          file,
          `"." of ${name} reaches ${node} through ${trail.map((f) => relative(source, f)).join(" → ")}`,
        );
    }
  }
  for (const cycle of cyclesOf(files))
    report(cycle[0], `import cycle ${cycle.map((f) => relative(source, f)).join(" → ")}`);
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  console.error(
    `${problems.length} problems with imports; the table of allowed edges is tools/import-table.mjs`,
  );
  process.exit(1);
}
console.log(`imports: ${folders.length} packages follow the table`);

function report(file, text) {
  problems.push(`${relative(root, file)}: ${text}`);
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return /\.ts$/.test(entry.name) && !entry.name.endsWith(".wasm.ts") ? [path] : [];
  });
}

/** Specifiers of imports that remain after types are erased. */
function importsOf(file) {
  const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const found = [];
  const pattern =
    /^\s*(?:import|export)\s+(type\s)?(?:[\w\s{},*$]+?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;
  for (const match of text.matchAll(pattern)) {
    if (match[1] === undefined && (match[2] ?? match[3]) !== undefined) {
      // A clause of inline types only leaves nothing behind.
      const clause = /\{([\s\S]*?)\}/.exec(match[0])?.[1];
      const onlyTypes = clause
        ?.split(",")
        .every((part) => part.trim() === "" || part.trim().startsWith("type "));
      const bare = !/\{|\*|\bimport\s+\w/.test(match[0]);
      if (!(onlyTypes && !bare)) found.push(match[2] ?? match[3]);
    }
  }
  return found;
}

function reachable(entry, files) {
  const trails = new Map([[entry, [entry]]]);
  const queue = [entry];
  while (queue.length > 0) {
    const file = queue.shift();
    for (const specifier of files.get(file) ?? []) {
      if (!specifier.startsWith(".")) continue;
      const target = resolve(dirname(file), specifier);
      if (trails.has(target) || !files.has(target)) continue;
      trails.set(target, [...trails.get(file), target]);
      queue.push(target);
    }
  }
  return trails;
}

function cyclesOf(files) {
  const state = new Map();
  const cycles = [];
  const visit = (file, trail) => {
    state.set(file, "open");
    for (const specifier of files.get(file) ?? []) {
      if (!specifier.startsWith(".")) continue;
      const target = resolve(dirname(file), specifier);
      if (!files.has(target)) continue;
      if (state.get(target) === "open") cycles.push([...trail.slice(trail.indexOf(target)), target]);
      else if (!state.has(target)) visit(target, [...trail, target]);
    }
    state.set(file, "done");
  };
  for (const file of files.keys()) if (!state.has(file)) visit(file, [file]);
  return cycles;
}
