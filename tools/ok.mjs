/**
 * `npm run ok` (or `pnpm ok`): the whole gate, step by step; stops at the first that fails. `npm run ok lint types` runs
 * only those. On a fresh clone it installs first.
 */
import { join } from "node:path";
import { bootstrap, root, runNode } from "./bootstrap.mjs";

const script = (name, ...args) => [join(root, "tools", name), ...args];
const bin = (name, file, ...args) => [join(root, "node_modules", name, file), ...args];
const steps = {
  lint: bin("@biomejs/biome", "bin/biome", "ci", "--error-on-warnings", "."),
  types: bin("typescript", "bin/tsc", "-p", "tsconfig.json"),
  imports: script("check-imports.mjs"),
  tests: script("test.mjs"),
  build: script("build.mjs"),
  packages: script("check-packages.mjs"),
  installs: script("check-installs.mjs"),
  size: script("check-size.mjs"),
  docs: script("check-docs.mjs"),
  examples: script("check-examples.mjs"),
};

const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (Object.hasOwn(steps, name)) continue;
  console.error(`no such step "${name}", expected ${Object.keys(steps).join(", ")}`);
  process.exit(2);
}
const environment = bootstrap({ pnpm: true });
environment.LUKE_QUIET ??= "1";
for (const [name, command] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const started = Date.now();
  const code = await runNode(command, environment, root);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (code !== 0) {
    process.exitCode = 1;
    break;
  }
}
