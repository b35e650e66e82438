/**
 * Prepares the tests on WebGPU in a clone, once: Dawn (the npm package `webgpu`, 132 MB) goes to .tools. Beside it a
 * Vulkan driver is wanted: a GPU's own, or the one in software that Chromium and Chrome bring. Without either the tests
 * are skipped.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Later ones of Dawn may need a newer C++ library than Debian 12 has. */
const version = "0.6.2";
const folder = join(dirname(fileURLToPath(import.meta.url)), "..", ".tools", "webgpu");

if (!existsSync(join(folder, "node_modules", "webgpu", "package.json"))) {
  const packages = [`webgpu@${version}`, "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"];
  const npm = spawnSync("npm", ["install", "--prefix", folder, ...packages], {
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (npm.status !== 0) {
    console.error("webgpu: npm could not install Dawn; the tests on WebGPU will be skipped");
    process.exit(1);
  }
}
console.error(`webgpu: Dawn ${version} is in ${folder}`);
