import {
  type ArchitectureName,
  architectureOf,
  countParameters,
  forwardActivations,
  type HuggingFaceConfig,
  headParameterSpecs,
  layerOperations,
  lukeParameterSpecs,
} from "@lukejs/model";

/** What a model will need, told by its config.json alone. All figures are bytes, in float32. */
export interface ModelCost {
  readonly parameters: number;
  /** Word and entity tokens of the longest input. */
  readonly tokens: number;
  /** Floating-point operations of one such input. */
  readonly operations: number;
  readonly memory: {
    /** Parameters: exactly what is held until the pipeline is disposed of. */
    readonly weights: number;
    /** The largest parameter, which is held twice while it is read. */
    readonly largest: number;
    /** About what one pass needs besides, at `maxTokens`. */
    readonly activations: number;
    readonly total: number;
  };
}

export interface CostOptions {
  /** Padded tokens per forward pass: 4096. */
  readonly maxTokens?: number | undefined;
  /** Tokens of the longest input that is meant: what the model takes at most. */
  readonly tokens?: number | undefined;
}

/** Rows of logits over both vocabularies that are held at once, about. */
const maskedPlaces = 16;

/** What a prediction needs of memory and operations: parameters from the table of shapes, one layer's activations. */
export function modelCost(
  { config, labels }: Pick<HuggingFaceConfig, "config" | "labels">,
  architecture: ArchitectureName,
  options: CostOptions = {},
): ModelCost {
  const parts = architectureOf(architecture);
  const encoder = lukeParameterSpecs(config, { pooler: parts.pooler });
  const head = headParameterSpecs(config, parts, labels.length === 0 ? 2 : labels.length);
  const parameters = countParameters(encoder) + countParameters(head);
  const longest = config.maxPositions - config.padWordId - 1;
  const tokens = Math.max(1, Math.min(options.tokens ?? longest, longest));
  const maxTokens = Math.max(tokens, options.maxTokens ?? 4096);
  const sizes = [...encoder.values(), ...head.values()].map(({ shape }) => shape.reduce((a, b) => a * b, 4));
  const largest = Math.max(...sizes);
  const logits =
    parts.maskedLanguageModel === true ? 4 * maskedPlaces * (config.vocabSize + config.entityVocabSize) : 0;
  const activations = forwardActivations(config, { maxTokens, tokens }) + logits;
  return {
    parameters,
    tokens,
    operations: layerOperations(config, tokens),
    memory: {
      weights: 4 * parameters,
      largest,
      activations,
      total: 4 * parameters + Math.max(2 * largest, activations),
    },
  };
}
