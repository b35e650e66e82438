/** `npm run bench [NAME…]`: runs benchmarks/*.bench.ts one after the other, each in a process of its own. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { bootstrap, root, runNode, sourceFlags } from "./bootstrap.mjs";

const environment = bootstrap();
const folder = join(root, "benchmarks");
const wanted = process.argv.slice(2);
for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith(".bench.ts")) continue;
  if (wanted.length > 0 && !wanted.some((name) => file.startsWith(name))) continue;
  const code = await runNode([...sourceFlags(), join(folder, file)], environment, folder);
  if (code !== 0) process.exitCode = 1;
}
