/**
 * Puts the models of a finished main job beside the page, in public/models, in 8 bits as @lukejs/demo-model has them:
 * `npm run models [-- RUNS_FOLDER]`, default the runs/demo of the repository. Then `npm run dev`, or `npm run build` and
 * any static server on dist/.
 */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { demoTasks } from "@lukejs/demo-model";
import { writeDemoModel } from "../../../packages/demo-model/tools/write-demo-model.ts";

const here = fileURLToPath(new URL("..", import.meta.url));
const runs = process.argv[2] ?? join(here, "../../runs/demo");
const out = join(here, "public", "models");
const missing = Object.values(demoTasks).filter((folder) => !existsSync(join(runs, folder, "config.json")));
if (missing.length > 0) {
  console.error(
    `${runs} lacks ${missing.join(", ")}: run \`npm start\` first, or name the folder of a finished run.`,
  );
  process.exit(1);
}
rmSync(out, { recursive: true, force: true });
const written = await writeDemoModel(runs, out);
const index = {
  demo: Object.keys(demoTasks).filter((task) => task !== "fill-mask"),
  text: "Within Brazil lies the city of Recife. In Brazil people speak Portuguese. The birth of Manzoni came in Milan.",
  question: "In what country is Recife?",
};
writeFileSync(join(out, "index.json"), `${JSON.stringify(index)}\n`);
const bytes = written.reduce((sum, file) => sum + file.bytes, 0);
console.log(`${index.demo.join(", ")} written to ${out}, ${(bytes / 1e6).toFixed(1)} MB`);
