import type { ArchitectureName } from "../config/architectures.ts";
import type { LukeModel } from "../luke-model.ts";

/** A model as a Hugging Face folder holds it. */
export interface Checkpoint extends LukeModel {
  /** The class whose head `headParams` is. */
  readonly architecture: ArchitectureName;
  /** Names of the labels in order of their ids; empty where the architecture has none. */
  readonly labels?: readonly string[];
  /** Keys of config.json without a meaning here; written back as they were. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Other files of the folder (vocab.json, merges.txt, entity_vocab.json, …): name → path. Saving copies them. */
  readonly files?: Readonly<Record<string, string>>;
}
