/**
 * Which entities a text speaks of: names from a mention table, disambiguated by a pretrained model; then what is like them.
 *
 * The table is a few rows in memory; `readMentionTable(folder)` reads one of `luke mentions build`. The model is random
 * numbers: put the folder of a pretrained one in its place, and the answers mean something.
 */
import { MentionTable } from "@lukejs/entity-vocab";
import { loadPipeline } from "@lukejs/luke";
import { randomModel } from "./random-model.ts";

const row = (name: string, title: string, count: number, nameLinks: number) => ({
  ...{ name, title, count, nameLinks },
  namePages: 2 * nameLinks,
  nameOccurrences: 3 * nameLinks,
});
const mentions = new MentionTable(
  [
    row("oslo", "Oslo", 9, 10),
    row("oslo", "Los Angeles", 1, 10),
    row("norway", "Norway", 8, 8),
    row("the capital", "Oslo", 2, 4),
    row("the capital", "Norway", 2, 4),
  ],
  { normalization: "lowercase", linkProbability: "occurrences" },
);

const model = await randomModel("fill-mask");
using link = await loadPipeline("entity-linking", model, { mentions });
for (const { start, end, text, title, score, prior, candidates } of await link(
  "Oslo is the capital of Norway.",
)) {
  console.log(
    `${start}–${end} ${text} → ${title}, ${score.toFixed(2)} (prior ${prior.toFixed(2)}, of ${candidates.length})`,
  );
}

using compare = await loadPipeline("entity-similarity", model);
const { neighbors } = await compare({ title: "Oslo" });
console.log(
  "like Oslo:",
  neighbors.map(({ title, similarity }) => `${title} ${similarity.toFixed(2)}`).join(", "),
);
const text = "Ann lives in Oslo.";
const { similarity } = await compare({
  mention: { text, start: 13, end: 17 },
  other: { text: "Los Angeles is large.", start: 0, end: 11 },
});
console.log(`Oslo and Los Angeles where they stand: ${similarity?.toFixed(2)}`);
