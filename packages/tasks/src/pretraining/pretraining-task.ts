import { type ParameterTree, Random } from "@lukejs/kernels";
import type { LukeModel } from "@lukejs/model";
import {
  cutMicroBatches,
  type MicroBatchShare,
  maskMicroBatch,
  type PretrainingVisit,
} from "./cut-micro-batches.ts";
import { entitiesOutsideVocabulary, wordsOutsideVocabulary } from "./errors.ts";
import { evaluatePretraining, type PretrainingFigures } from "./evaluate-pretraining.ts";
import type { ExampleSource } from "./example-source.ts";
import type { MaskingOptions } from "./mask-example.ts";
import type { MaskedBatch } from "./masked-batches.ts";
import { type PretrainingLoss, pretrainingLoss } from "./pretraining-loss.ts";
import { pretrainingWork } from "./pretraining-work.ts";
import { sampleEntities } from "./sampled-entities.ts";

export interface PretrainingTaskOptions {
  readonly seed: number;
  readonly masking: MaskingOptions;
  /** Padded tokens per micro-batch: 4096. It bounds memory and changes no result but by rounding, dropout included. */
  readonly maxTokens?: number;
  /** Use the four queries of entity-aware attention in pretraining. False: the paper pretrains without them. */
  readonly entityAwareAttention?: boolean;
  /** Train with the dropout rates of the model's configuration: true. */
  readonly dropout?: boolean;
  /** Of dropout alone, so that runs may differ in it and see the same masks: `seed`. */
  readonly dropoutSeed?: number;
  readonly heldOut?: ExampleSource;
  /** Tell each masked entity from a sample of this many others instead of from all: sampled softmax. */
  readonly sampledEntities?: number;
  /**
   * With sampled entities: train in each update the rows of the entity table that it reads or samples, and leave the
   * others and their moments as they are. Its cost then does not grow with the table.
   */
  readonly entityRowsAlone?: boolean;
  /** Masks micro-batches elsewhere, as `maskMicroBatch` does here: in worker threads. */
  readonly mask?: (microBatches: readonly (readonly PretrainingVisit[])[]) => Promise<readonly MaskedBatch[]>;
}

/** Pretraining as a value that the training loop of @lukejs/training takes. */
export interface PretrainingTask {
  /** Encoder and heads in one tree: "layers.0.attention.key.weight", "maskedEntities.bias". */
  readonly params: ParameterTree;
  readonly size: number;
  /** This process's share of an update's micro-batches; all without a share. */
  microBatches(visits: readonly PretrainingVisit[], share?: MicroBatchShare): Promise<readonly MaskedBatch[]>;
  /** Masked words and masked entities. */
  counts(batches: readonly MaskedBatch[]): readonly [words: number, entities: number];
  /** `counts` are those of the whole update. */
  loss(masked: MaskedBatch, random: Random, counts: readonly number[]): PretrainingLoss;
  rowWise?(name: string): boolean;
  work(masked: MaskedBatch): { readonly words: number; readonly flops: number };
  evaluate?(): Promise<PretrainingFigures>;
}

/** Sets the sampled entities apart from all else that is drawn for a micro-batch. */
const SAMPLE_KEY = 1;

/** Of the seeds of dropout's sites, which are the same in every micro-batch: its examples have keys of their own. */
const SITE_KEY = 6;

/** Prefixes of the parameters that RoBERTa lacks: what the first stage trains (paper, Appendix A). */
export const entityParameters: readonly ["entityEmbeddings.", "maskedEntities."] = [
  "entityEmbeddings.",
  "maskedEntities.",
];

/**
 * Pretraining on masked words and masked entities (paper §3.3). Masks and dropout are new in each epoch and depend on
 * (seed, epoch, example) alone: neither on the number of processes nor on how an update is cut into micro-batches.
 *
 * @throws LukeError TSK104, TSK105 when an example holds an id that the model does not have
 * @throws RangeError for `entityRowsAlone` without `sampledEntities`
 */
export function createPretrainingTask(
  given: LukeModel,
  examples: ExampleSource,
  options: PretrainingTaskOptions,
): PretrainingTask {
  const { seed, masking, maxTokens = 4096, entityAwareAttention = false, heldOut } = options;
  const { sampledEntities, dropoutSeed = seed } = options;
  const model = { ...given, config: { ...given.config, useEntityAwareAttention: entityAwareAttention } };
  const { config } = model;
  if (options.entityRowsAlone === true && sampledEntities === undefined) {
    throw new RangeError(
      "entityRowsAlone needs sampledEntities: scores of all entities read the whole table",
    );
  }
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
    async microBatches(visits, share = { rank: 0, size: 1 }) {
      const cut = cutMicroBatches(examples, visits, { maxTokens, masking, share });
      if (options.mask !== undefined) return options.mask(cut);
      const { padWordId } = config;
      return cut.map((part) => maskMicroBatch(examples, part, { seed, masking, padWordId }));
    },
    counts: (batches) => [
      batches.reduce((sum, { maskedWords }) => sum + maskedWords.length, 0),
      batches.reduce((sum, { maskedEntities }) => sum + maskedEntities.length, 0),
    ],
    loss(masked, random, [words = 0, entities = 0]) {
      const rates = { hidden: config.hiddenDropout, attention: config.attentionDropout };
      const { entityVocabSize } = config;
      return pretrainingLoss(
        model,
        masked,
        { words, entities },
        {
          ...(options.dropout === false
            ? {}
            : { dropout: { ...rates, random: new Random(dropoutSeed, SITE_KEY) } }),
          ...(sampledEntities === undefined
            ? {}
            : {
                sample: sampleEntities(masked.entityLabels, {
                  count: sampledEntities,
                  entityVocabSize,
                  random: random.fork(SAMPLE_KEY),
                }),
              }),
        },
      );
    },
    ...(options.entityRowsAlone === true
      ? { rowWise: (name: string) => name === "entityEmbeddings.entity" }
      : {}),
    work: (masked) => pretrainingWork(masked, config),
  };
  if (heldOut === undefined || heldOut.size === 0) return task;
  return {
    ...task,
    evaluate: () => evaluatePretraining(model, heldOut, { seed, masking, maxTokens, trainEntityCounts }),
  };
}
