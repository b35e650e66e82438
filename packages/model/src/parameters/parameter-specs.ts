import type { Architecture } from "../config/architectures.ts";
import type { LukeConfig } from "../config/luke-config.ts";

/** Shape and start value of one parameter. */
export interface ParameterSpec {
  readonly shape: readonly number[];
  /** `normal`: N(0, initializerRange). */
  readonly start: "normal" | "zeros" | "ones";
  /** A row that starts at zero and stands for padding. */
  readonly paddingRow?: number;
  /** Starts as a copy of this parameter. */
  readonly copyOf?: string;
}

/** Names and specs in the order of the data: embeddings, layers, pooler. */
export type ParameterSpecs = ReadonlyMap<string, ParameterSpec>;

/**
 * Every parameter of the encoder by its name. This is the one list of shapes:
 * creation, checkpoints and counting all read it.
 */
export function lukeParameterSpecs(
  config: LukeConfig,
  { pooler = true }: { readonly pooler?: boolean } = {},
): ParameterSpecs {
  const {
    hiddenSize: hidden,
    entityEmbeddingSize,
    intermediateSize,
    maxPositions,
    segmentVocabSize,
  } = config;
  const specs = new Map<string, ParameterSpec>();
  const { padWordId } = config;
  specs.set("embeddings.word", normal([config.vocabSize, hidden], padWordId));
  specs.set("embeddings.position", normal([maxPositions, hidden], padWordId));
  specs.set("embeddings.segment", normal([segmentVocabSize, hidden]));
  addNorm(specs, "embeddings.norm", hidden);
  specs.set("entityEmbeddings.entity", normal([config.entityVocabSize, entityEmbeddingSize], 0));
  if (entityEmbeddingSize !== hidden) {
    specs.set("entityEmbeddings.dense.weight", normal([hidden, entityEmbeddingSize]));
  }
  specs.set("entityEmbeddings.position", normal([maxPositions, hidden]));
  specs.set("entityEmbeddings.segment", normal([segmentVocabSize, hidden]));
  addNorm(specs, "entityEmbeddings.norm", hidden);
  for (let layer = 0; layer < config.numLayers; layer++) {
    const at = `layers.${layer}`;
    for (const projection of ["wordToWordQuery", "key", "value"]) {
      addLinear(specs, `${at}.attention.${projection}`, hidden, hidden);
    }
    if (config.useEntityAwareAttention) {
      for (const query of ["wordToEntityQuery", "entityToWordQuery", "entityToEntityQuery"]) {
        for (const leaf of ["weight", "bias"]) {
          const copyOf = `${at}.attention.wordToWordQuery.${leaf}`;
          specs.set(`${at}.attention.${query}.${leaf}`, { ...specs.get(copyOf)!, copyOf });
        }
      }
    }
    addLinear(specs, `${at}.attentionOutput.dense`, hidden, hidden);
    addNorm(specs, `${at}.attentionOutput.norm`, hidden);
    addLinear(specs, `${at}.intermediate`, hidden, intermediateSize);
    addLinear(specs, `${at}.output.dense`, intermediateSize, hidden);
    addNorm(specs, `${at}.output.norm`, hidden);
  }
  if (pooler) addLinear(specs, "pooler", hidden, hidden);
  return specs;
}

/** Every parameter of an architecture's head. Tied decoders are not parameters of their own. */
export function headParameterSpecs(
  config: LukeConfig,
  architecture: Architecture,
  numLabels: number,
): ParameterSpecs {
  const { hiddenSize: hidden, entityEmbeddingSize } = config;
  const specs = new Map<string, ParameterSpec>();
  if (architecture.maskedLanguageModel === true) {
    addLinear(specs, "maskedWords.dense", hidden, hidden);
    addNorm(specs, "maskedWords.norm", hidden);
    if (!config.tieWordEmbeddings) specs.set("maskedWords.decoder", normal([config.vocabSize, hidden]));
    specs.set("maskedWords.bias", { shape: [config.vocabSize], start: "zeros" });
    const width = config.entityHead === "paper" ? hidden : entityEmbeddingSize;
    addLinear(specs, "maskedEntities.dense", hidden, width);
    addNorm(specs, "maskedEntities.norm", width);
    if (config.entityHead === "paper") {
      specs.set("maskedEntities.projection.weight", normal([entityEmbeddingSize, hidden]));
    }
    specs.set("maskedEntities.bias", { shape: [config.entityVocabSize], start: "zeros" });
  }
  if (architecture.classifier !== undefined) {
    const { inputs, bias, labels = numLabels } = architecture.classifier;
    specs.set("classifier.weight", normal([labels, inputs * hidden]));
    if (bias) specs.set("classifier.bias", { shape: [labels], start: "zeros" });
  }
  if (architecture.questionAnswering === true) addLinear(specs, "questionAnswering", hidden, 2);
  if (architecture.clozeScorer === true) addLinear(specs, "clozeScorer", 2 * hidden, 1);
  return specs;
}

/** How many numbers the parameters hold together; `keep` chooses which are counted. */
export function countParameters(specs: ParameterSpecs, keep: (name: string) => boolean = () => true): number {
  let count = 0;
  for (const [name, { shape }] of specs) if (keep(name)) count += shape.reduce((a, b) => a * b, 1);
  return count;
}

function normal(shape: readonly number[], paddingRow?: number): ParameterSpec {
  return paddingRow === undefined ? { shape, start: "normal" } : { shape, start: "normal", paddingRow };
}

function addLinear(specs: Map<string, ParameterSpec>, name: string, inputs: number, outputs: number): void {
  specs.set(`${name}.weight`, normal([outputs, inputs]));
  specs.set(`${name}.bias`, { shape: [outputs], start: "zeros" });
}

function addNorm(specs: Map<string, ParameterSpec>, name: string, width: number): void {
  specs.set(`${name}.scale`, { shape: [width], start: "ones" });
  specs.set(`${name}.shift`, { shape: [width], start: "zeros" });
}
