import type { EntityVocab } from "@lukejs/entity-vocab";
import type { RobertaTokenizer } from "@lukejs/tokenizer";
import type { TrainingTask } from "@lukejs/training";
import type { MaskingTokenizer } from "./create-masking.ts";
import type { MaskedBatch } from "./masked-batches.ts";
import type { EntityIndex, WordEncoder } from "./pretraining-page.ts";
import type { PretrainingTask } from "./pretraining-task.ts";

/** Fails to compile unless the first type can stand where the second is asked for. */
type Fits<A extends B, B> = A;

/** The siblings that pretraining meets by structure: the training loop, a tokenizer, an entity vocabulary. */
export type Siblings = [
  Fits<PretrainingTask, TrainingTask<MaskedBatch>>,
  Fits<RobertaTokenizer, WordEncoder>,
  Fits<RobertaTokenizer, MaskingTokenizer>,
  Fits<EntityVocab, EntityIndex>,
];
