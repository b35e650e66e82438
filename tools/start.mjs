/** `npm start`: sets everything up and runs the main job, `luke demo`; arguments after `--` go to it. */
import { join } from "node:path";
import { bootstrap, root, runNode, sourceFlags, userFolder } from "./bootstrap.mjs";

const environment = bootstrap({ runtime: true });
const command = join(root, "apps", "trainer", "src", "bin.ts");
process.exitCode = await runNode(
  [...sourceFlags(), command, "demo", ...process.argv.slice(2)],
  environment,
  userFolder(),
);
