/** Blocks of @lukejs/demo-model run where `npm run build-model` has packed what `npm start` trained. */
import { existsSync } from "node:fs";

if (!existsSync(new URL("../../packages/demo-model/model/manifest.json", import.meta.url))) {
  console.error("the demo model is not built");
  process.exit(77);
}
