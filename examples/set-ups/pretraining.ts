/** Pretraining examples of two pages in examples/, and a model of random numbers to train on them, two updates a stage. */
import type { EntityVocab } from "@lukejs/entity-vocab";
import { readEntityVocab } from "@lukejs/entity-vocab/node";
import type { LukeModel } from "@lukejs/model";
import { openCheckpoint } from "@lukejs/model/node";
import { buildPretrainingExamples } from "@lukejs/tasks";
import { writePretrainingExamples } from "@lukejs/tasks/node";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { splitSentences } from "@lukejs/wiki-corpus";
import { randomModel } from "../random-model.ts";

const folder = await randomModel("fill-mask");
export const tokenizer: Awaited<ReturnType<typeof loadTokenizer>> = await loadTokenizer(folder);
export const entityVocab: EntityVocab = await readEntityVocab(`${folder}/entity_vocab.json`);
export const model: LukeModel = await openCheckpoint(folder);
export const batchSize: number = 4;
export const steps: number = 2;

const text = "Ann lives in Oslo, the capital of Norway.";
const links = [
  { title: "Oslo", start: 13, end: 17 },
  { title: "Norway", start: 34, end: 40 },
];
const pages = Array.from({ length: 20 }, (_, i) => ({
  title: `Page ${i}`,
  paragraphs: [{ text, links, abstract: true }],
}));
await writePretrainingExamples(
  "examples",
  await buildPretrainingExamples(pages, tokenizer, entityVocab, { splitSentences }),
);
