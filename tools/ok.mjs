/** `pnpm ok`: the whole gate, step by step; stops at the first that fails. `pnpm ok lint types` runs only those. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const steps = {
  lint: ["pnpm", "exec", "biome", "ci", "--error-on-warnings", "."],
  types: ["pnpm", "exec", "tsc", "-p", "tsconfig.json"],
  imports: ["node", "tools/check-imports.mjs"],
  tests: ["pnpm", "exec", "vitest", "run"],
  build: ["pnpm", "exec", "turbo", "run", "build", "--output-logs=errors-only"],
  packages: ["node", "tools/check-packages.mjs"],
  docs: ["node", "tools/check-docs.mjs"],
};
const wanted = process.argv.slice(2);
for (const [name, [command, ...args]] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const started = Date.now();
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  console.log(
    `${status === 0 ? "ok    " : "FAILED"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  if (status !== 0) process.exit(1);
}
