import type { EntityVocab } from "@lukejs/entity-vocab";
import { readEntityVocab } from "@lukejs/entity-vocab/node";
import type { PretrainingExamples } from "@lukejs/tasks";
import { readPretrainingExamples } from "@lukejs/tasks/node";
import type { RobertaTokenizer } from "@lukejs/tokenizer";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { examplesOfOther } from "../errors.ts";
import type { PretrainConfig } from "./pretrain-config.ts";
import { vocabularyFingerprint } from "./vocabulary-fingerprint.ts";

/** What pretraining reads besides the model. */
export interface PretrainingData {
  readonly tokenizer: RobertaTokenizer;
  readonly entityVocab: EntityVocab;
  readonly train: PretrainingExamples;
  readonly heldOut: PretrainingExamples;
}

/** What the description of examples says of the vocabularies they were made with. */
export function fingerprints(
  tokenizer: RobertaTokenizer,
  entityVocab: EntityVocab,
): { readonly words: string; readonly entities: string } {
  return {
    words: vocabularyFingerprint(tokenizer.vocabSize, (id) => tokenizer.tokenOf(id)),
    entities: vocabularyFingerprint(entityVocab.size, (id) => entityVocab.titleOf(id)),
  };
}

/** @throws LukeError from the readers; CLI018 where the examples were made with another vocabulary */
export async function readPretrainingData(config: PretrainConfig): Promise<PretrainingData> {
  const [tokenizer, entityVocab] = await Promise.all([
    loadTokenizer(config.tokenizer),
    readEntityVocab(config.entityVocab),
  ]);
  const withoutEntities = config.objective === "words";
  const { manifest, train, heldOut } = await readPretrainingExamples(config.examples, { withoutEntities });
  const made = manifest.settings["vocabularies"] as Partial<ReturnType<typeof fingerprints>> | undefined;
  const found = fingerprints(tokenizer, entityVocab);
  if (made?.words !== undefined && made.words !== found.words) {
    throw examplesOfOther(config.examples, "tokenizer", config.tokenizer);
  }
  if (!withoutEntities && made?.entities !== undefined && made.entities !== found.entities) {
    throw examplesOfOther(config.examples, "entity vocabulary", config.entityVocab);
  }
  return { tokenizer, entityVocab, train, heldOut };
}
