import type { EntityVocab } from "@lukejs/entity-vocab";
import { readEntityVocab } from "@lukejs/entity-vocab/node";
import type { PretrainingExamples } from "@lukejs/tasks";
import {
  type ExampleFile,
  openExampleFile,
  readHeldOutExamples,
  readPretrainingExamples,
  writeExampleFile,
} from "@lukejs/tasks/node";
import type { RobertaTokenizer } from "@lukejs/tokenizer";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import type { Communicator } from "@lukejs/training";
import { examplesOfOther } from "../errors.ts";
import type { PretrainConfig } from "./pretrain-config.ts";
import { vocabularyFingerprint } from "./vocabulary-fingerprint.ts";

/** What pretraining reads besides the model. */
export interface PretrainingData {
  readonly tokenizer: RobertaTokenizer;
  readonly entityVocab: EntityVocab;
  readonly train: PretrainingExamples | ExampleFile;
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

/**
 * Reads what pretraining needs. One process alone keeps the examples in memory; of several each reads from disk those of
 * its own micro-batches, from a file that rank 0 makes of the shards.
 *
 * @throws LukeError from the readers; CLI018 where the examples were made with another vocabulary
 */
export async function readPretrainingData(
  config: PretrainConfig,
  communicator?: Communicator,
): Promise<PretrainingData> {
  const [tokenizer, entityVocab] = await Promise.all([
    loadTokenizer(config.tokenizer),
    readEntityVocab(config.entityVocab),
  ]);
  const withoutEntities = config.objective === "words";
  const { examples } = config;
  const several = communicator !== undefined && communicator.size > 1;
  const onDisk = config.run.examples === "disk" || (config.run.examples === "auto" && several);
  if (onDisk) {
    if (!several || communicator.rank === 0) await writeExampleFile(examples);
    // The others wait here until the file is whole.
    await communicator?.sum(new Float64Array(1));
  }
  const { manifest, train, heldOut } = onDisk
    ? {
        ...(await readHeldOutExamples(examples, { withoutEntities })),
        train: await openExampleFile(examples, { withoutEntities }),
      }
    : await readPretrainingExamples(examples, { withoutEntities });
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
