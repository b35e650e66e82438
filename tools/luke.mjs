/** `npm run --silent luke -- <command>`: the luke command from source, in the folder where the user stands. */
import { join } from "node:path";
import { bootstrap, root, runNode, sourceFlags, userFolder } from "./bootstrap.mjs";

const environment = bootstrap();
const command = join(root, "apps", "trainer", "src", "bin.ts");
process.exitCode = await runNode(
  [...sourceFlags(), command, ...process.argv.slice(2)],
  environment,
  userFolder(),
);
