/** What `npm start` leaves in runs/demo, of random numbers: a model for names, a pretrained one, a mention table. */
import { cp, mkdir } from "node:fs/promises";
import { MentionTable } from "@lukejs/entity-vocab";
import { writeMentionTable } from "@lukejs/entity-vocab/node";
import { randomModel } from "../random-model.ts";

export { loadPipeline } from "@lukejs/luke";

for (const [name, place] of [
  ["named-entity-recognition", "runs/demo/tasks/named-entity-recognition/run/model"],
  ["fill-mask", "runs/demo/pretrain/run/model"],
] as const) {
  await mkdir(place, { recursive: true });
  await cp(await randomModel(name), place, { recursive: true });
}
const names = new MentionTable(
  [{ name: "milan", title: "Oslo", count: 1, nameLinks: 1, namePages: 1, nameOccurrences: 1 }],
  { normalization: "lowercase", linkProbability: "occurrences" },
);
await writeMentionTable(names, "runs/demo/mentions");
