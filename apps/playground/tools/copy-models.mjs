/**
 * Puts the models of a finished main job beside the page, in public/models: `npm run models [-- RUNS_FOLDER]`, default the
 * runs/demo of the repository. Then `npm run dev`, or `npm run build` and any static server on dist/.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const runs = process.argv[2] ?? join(here, "../../runs/demo");
const out = join(here, "public", "models");
const tasks = [
  "named-entity-recognition",
  "entity-typing",
  "relation-classification",
  "question-answering",
  "cloze",
];
const found = tasks.filter((task) => existsSync(join(runs, "tasks", task, "run/model/config.json")));
if (found.length === 0) {
  console.error(
    `There are no models in ${runs}/tasks: run \`npm start\` first, or name the folder of a finished run.`,
  );
  process.exit(1);
}
rmSync(out, { recursive: true, force: true });
for (const task of found) {
  mkdirSync(join(out, task), { recursive: true });
  cpSync(join(runs, "tasks", task, "run/model"), join(out, task), { recursive: true });
}
const index = {
  folders: found.map((task) => `${task}/`),
  text: "Within Brazil lies the city of Recife. In Brazil people speak Portuguese. The birth of Manzoni came in Milan.",
  question: "In what country is Recife?",
};
writeFileSync(join(out, "index.json"), `${JSON.stringify(index)}\n`);
console.log(`${found.join(", ")} copied to ${out}`);
