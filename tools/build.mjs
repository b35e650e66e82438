/** `npm run build`: every package to its dist/, emptied first, so that nothing of an earlier state reaches a tarball. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bootstrap, root, runNode } from "./bootstrap.mjs";

const environment = bootstrap({ pnpm: true });
environment.TURBO_TELEMETRY_DISABLED ??= "1";
for (const parent of ["packages", "apps"]) {
  for (const name of readdirSync(join(root, parent))) {
    const dist = join(root, parent, name, "dist");
    if (existsSync(dist)) rmSync(dist, { recursive: true });
  }
}
const turbo = join(root, "node_modules", "turbo", "bin", "turbo");
process.exitCode = await runNode([turbo, "run", "build", "--output-logs=errors-only"], environment, root);
