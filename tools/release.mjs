/**
 * Publishes what is not on the registry yet: the packages of native/ (made by the release workflow on each platform)
 * first, so that those that depend on them find them, then every package by changesets.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root, sourceFlags } from "./bootstrap.mjs";

const run = (command, ...args) => execFileSync(command, args, { cwd: root, stdio: "inherit" });
const native = join(root, "native");

run(process.execPath, join("tools", "build.mjs"));
if (existsSync(native)) {
  run(process.execPath, ...sourceFlags(), join("tools", "native-packages.ts"), "link", native);
  for (const name of readdirSync(native)) {
    try {
      run("npm", "publish", join(native, name), "--access", "public", "--provenance");
    } catch {
      console.error(`${name} was not published; if this version is there already, that is right`);
    }
  }
}
run("pnpm", "exec", "changeset", "publish");
