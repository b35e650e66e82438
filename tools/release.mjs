/**
 * Publishes what is not on the registry yet: the packages of native/ (made by the release workflow on each platform)
 * first, so that those that depend on them find them, then every package by changesets.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, sourceFlags } from "./bootstrap.mjs";

const run = (command, ...args) => execFileSync(command, args, { cwd: root, stdio: "inherit" });
const native = join(root, "native");

run(process.execPath, join("tools", "build.mjs"));
if (existsSync(native)) {
  run(process.execPath, ...sourceFlags(), join("tools", "native-packages.ts"), "link", native);
  for (const name of readdirSync(native)) {
    const { name: published, version } = JSON.parse(readFileSync(join(native, name, "package.json"), "utf8"));
    if (isThere(`${published}@${version}`)) console.log(`${published}@${version} is there already`);
    else run("npm", "publish", join(native, name), "--access", "public");
  }
}
run("pnpm", "exec", "changeset", "publish");

/** Whether the registry has this version. */
function isThere(version) {
  try {
    return execFileSync("npm", ["view", version, "version"], { cwd: root, stdio: "pipe" }).length > 0;
  } catch (error) {
    if (String(error.stderr).includes("E404")) return false;
    throw error;
  }
}
