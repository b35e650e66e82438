import { type ParameterTree, Random } from "@lukejs/kernels";
import type { LukeModel } from "@lukejs/model";
import { entitiesOutsideVocabulary, wordsOutsideVocabulary } from "./errors.ts";
import { evaluatePretraining, type PretrainingFigures } from "./evaluate-pretraining.ts";
import { type MaskingOptions, maskExample } from "./mask-example.ts";
import { type MaskedBatch, maskedBatches } from "./masked-batches.ts";
import type { PretrainingExamples } from "./pretraining-examples.ts";
import { type PretrainingLoss, pretrainingLoss } from "./pretraining-loss.ts";

export interface PretrainingTaskOptions {
  readonly seed: number;
  readonly masking: MaskingOptions;
  /** Padded tokens per micro-batch: 4096. It bounds memory and does not change the result but for rounding. */
  readonly maxTokens?: number;
  /** Use the four queries of entity-aware attention in pretraining. False: the paper pretrains without them. */
  readonly entityAwareAttention?: boolean;
  /** Train with the dropout rates of the model's configuration: true. */
  readonly dropout?: boolean;
  readonly heldOut?: PretrainingExamples;
}

/** Pretraining as a value that the training loop of @lukejs/training takes. */
export interface PretrainingTask {
  /** Encoder and heads in one tree: "layers.0.attention.key.weight", "maskedEntities.bias". */
  readonly params: ParameterTree;
  readonly size: number;
  microBatches(examples: readonly { readonly epoch: number; readonly index: number }[]): MaskedBatch[];
  loss(masked: MaskedBatch, random: Random): PretrainingLoss;
  evaluate?(): Promise<PretrainingFigures>;
}

/** Sets the masks' random numbers apart from those of the example order and of dropout. */
const MASK_KEY = 3;

/** Prefixes of the parameters that RoBERTa lacks: what the first stage trains (paper, Appendix A). */
export const entityParameters: readonly ["entityEmbeddings.", "maskedEntities."] = [
  "entityEmbeddings.",
  "maskedEntities.",
];

/**
 * Pretraining on masked words and masked entities (paper §3.3). Masks are new in each epoch and depend on
 * (seed, epoch, example) alone, never on batches or workers.
 *
 * @throws LukeError TSK104, TSK105 when an example holds an id that the model does not have.
 */
export function createPretrainingTask(
  given: LukeModel,
  examples: PretrainingExamples,
  options: PretrainingTaskOptions,
): PretrainingTask {
  const { seed, masking, maxTokens = 4096, entityAwareAttention = false, heldOut } = options;
  const model = { ...given, config: { ...given.config, useEntityAwareAttention: entityAwareAttention } };
  const { config } = model;
  for (const part of heldOut === undefined ? [examples] : [examples, heldOut]) {
    if (part.largestWordId >= config.vocabSize)
      throw wordsOutsideVocabulary(part.largestWordId, config.vocabSize);
    if (part.largestEntityId >= config.entityVocabSize) {
      throw entitiesOutsideVocabulary(part.largestEntityId, config.entityVocabSize);
    }
  }
  const trainEntityCounts = examples.entityCounts();
  const task: PretrainingTask = {
    params: { ...model.params, ...model.headParams } as ParameterTree,
    size: examples.size,
    microBatches(visits) {
      const masked = visits.map(({ epoch, index }) =>
        maskExample(examples.at(index), masking, new Random(seed, MASK_KEY, epoch, index)),
      );
      return maskedBatches(masked, { maxTokens, padWordId: config.padWordId });
    },
    loss(masked, random) {
      const rates = { hidden: config.hiddenDropout, attention: config.attentionDropout };
      return pretrainingLoss(model, masked, options.dropout === false ? undefined : { ...rates, random });
    },
  };
  if (heldOut === undefined || heldOut.size === 0) return task;
  return {
    ...task,
    evaluate: () => evaluatePretraining(model, heldOut, { seed, masking, maxTokens, trainEntityCounts }),
  };
}
