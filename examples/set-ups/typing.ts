/** A pipeline for entity typing, of random numbers, and what it is asked. */
import { loadPipeline, type Pipelines } from "@lukejs/luke";
import { randomModel } from "../random-model.ts";

export const typing: Pipelines["entity-typing"] = await loadPipeline(
  "entity-typing",
  await randomModel("entity-typing"),
);
export const inputs: readonly { text: string; start: number; end: number }[] = [
  { text: "Ann lives in Oslo.", start: 0, end: 3 },
  { text: "Ann lives in Oslo.", start: 13, end: 17 },
];
