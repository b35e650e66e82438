/**
 * `npm run build-model [-- FOLDER [OUT]]`: packs the models that the main job left in a folder (runs/demo) into the folder
 * `model` of this package, from which they are published.
 */
import { fileURLToPath } from "node:url";
import { writeDemoModel } from "./write-demo-model.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const [run = `${root}runs/demo`, out = `${root}packages/demo-model/model`] = process.argv.slice(2);
for (const { file, bytes } of await writeDemoModel(run, out))
  console.log(`${file}  ${(bytes / 1e6).toFixed(2)} MB`);
