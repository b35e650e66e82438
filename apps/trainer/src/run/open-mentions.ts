import { join } from "node:path";
import { readEntityVocab, readMentionTable } from "@lukejs/entity-vocab/node";
import type { FeatureContext } from "@lukejs/tasks";
import { findMentionsWith } from "./find-mentions.ts";

/**
 * What finds a model's entities in a text: a folder of `luke mentions build` with the vocabulary beside the model.
 *
 * @throws LukeError VOC001, VOC006
 */
export async function openMentions(
  folder: string,
  model: string,
): Promise<NonNullable<FeatureContext["findMentions"]>> {
  const table = await readMentionTable(folder);
  return findMentionsWith(table, await readEntityVocab(join(model, "entity_vocab.json")));
}
