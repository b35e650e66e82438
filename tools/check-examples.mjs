/** Runs every program of examples/ from source, on wasm unless LUKE_BACKEND says otherwise: each has to print something. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root, sourceFlags } from "./bootstrap.mjs";

const folder = join(root, "examples");
const files = readdirSync(folder).filter((name) => /^\d\d-.*\.ts$/.test(name));
let failed = 0;
for (const file of files.sort()) {
  const started = Date.now();
  const result = spawnSync(process.execPath, [...sourceFlags(), join(folder, file)], {
    cwd: folder,
    encoding: "utf8",
    timeout: 180_000,
    env: { ...process.env, LUKE_BACKEND: process.env.LUKE_BACKEND ?? "wasm" },
  });
  const passed = result.status === 0 && result.stdout.trim() !== "";
  console.log(`${passed ? "ok    " : "FAILED"} ${file} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (passed) continue;
  failed++;
  console.error(result.stderr.slice(-2000) || "it printed nothing");
}
console.log(`examples: ${files.length} ran, ${failed} failed`);
process.exitCode = failed === 0 && files.length > 0 ? 0 : 1;
