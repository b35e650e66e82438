import type { LukeModel } from "../luke-model.ts";
import { type GraphStates, graphLayer, graphLinear, graphNorm } from "./graph-layers.ts";
import type { OnnxGraph } from "./onnx-graph.ts";

/** What is added to the score of a masked token: the lowest float32, as in luke(). */
const masked = -3.4028234663852886e38;

/** The encoder as luke() defines it, with the inputs of the reference's forward. */
export function graphEncoder(
  graph: OnnxGraph,
  { params, config }: LukeModel,
): GraphStates & { readonly pooled: string | undefined } {
  const words = ["batch", "words"];
  const entities = ["batch", "entities"];
  const wordIds = graph.input("input_ids", "int64", words);
  const wordMask = graph.input("attention_mask", "int64", words);
  const entityIds = graph.input("entity_ids", "int64", entities);
  const entityMask = graph.input("entity_attention_mask", "int64", entities);
  const positionIds = graph.input("entity_position_ids", "int64", [...entities, "mention"]);
  const segments = (name: string, table: string, axes: readonly string[]): string =>
    graph.node("Gather", [
      table,
      // A table of one row leaves nothing to tell.
      config.segmentVocabSize > 1 ? graph.input(name, "int64", axes) : graph.integers([0]),
    ]);

  const bias = maskBias(graph, wordMask, entityMask);
  const word = params.embeddings;
  const wordRows = graph.node("Add", [
    graph.node("Gather", [graph.parameter("embeddings.word", word.word), wordIds]),
    graph.node("Gather", [
      graph.parameter("embeddings.position", word.position),
      countedPositions(graph, wordIds, config.padWordId),
    ]),
  ]);
  const wordSegments = segments("token_type_ids", graph.parameter("embeddings.segment", word.segment), words);
  const entity = params.entityEmbeddings;
  const rows = graph.node("Gather", [graph.parameter("entityEmbeddings.entity", entity.entity), entityIds]);
  const entityRows = graph.node("Add", [
    entity.dense === undefined ? rows : graphLinear(graph, "entityEmbeddings.dense", entity.dense, rows),
    meanPositions(graph, graph.parameter("entityEmbeddings.position", entity.position), positionIds),
  ]);
  const entitySegments = segments(
    "entity_token_type_ids",
    graph.parameter("entityEmbeddings.segment", entity.segment),
    entities,
  );

  const norm = (name: string, params: typeof word.norm, x: string): string =>
    graphNorm(graph, name, params, x, config.layerNormEpsilon);
  let states: GraphStates = {
    words: norm("embeddings.norm", word.norm, graph.node("Add", [wordRows, wordSegments])),
    entities: norm("entityEmbeddings.norm", entity.norm, graph.node("Add", [entityRows, entitySegments])),
  };
  params.layers.forEach((layer, i) => {
    states = graphLayer(graph, `layers.${i}`, layer, states, bias, config);
  });
  return {
    ...states,
    pooled:
      params.pooler === undefined
        ? undefined
        : graph.node("Tanh", [graphLinear(graph, "pooler", params.pooler, firstOf(graph, states.words))]),
  };
}

/** The first word or entity: [batch, ·, hidden] → [batch, hidden] */
export function firstOf(graph: OnnxGraph, states: string): string {
  return graph.node("Gather", [states, graph.integers(0)], { axis: 1 });
}

/** [batch, 1, 1, tokens] */
function maskBias(graph: OnnxGraph, wordMask: string, entityMask: string): string {
  const mask = graph.node("Cast", [graph.node("Concat", [wordMask, entityMask], { axis: 1 })], { to: 1 });
  const bias = graph.node("Mul", [graph.node("Sub", [graph.float(1), mask]), graph.float(masked)]);
  return graph.node("Unsqueeze", [bias, graph.integers([1, 2])]);
}

/** RoBERTa's positions: the first real word has `padWordId + 1`, padding has `padWordId`. */
function countedPositions(graph: OnnxGraph, wordIds: string, padWordId: number): string {
  const pad = graph.integers(padWordId);
  const isWord = graph.node("Cast", [graph.node("Not", [graph.node("Equal", [wordIds, pad])])], { to: 7 });
  const counts = graph.node("CumSum", [isWord, graph.integers(1)]);
  return graph.node("Add", [graph.node("Mul", [counts, isWord]), pad]);
}

/** Mean of the rows of the words of each mention; -1 counts for nothing. [batch, entities, hidden] */
function meanPositions(graph: OnnxGraph, table: string, positionIds: string): string {
  const zero = graph.integers(0);
  const isWord = graph.node("Cast", [graph.node("GreaterOrEqual", [positionIds, zero])], { to: 1 });
  const rows = graph.node("Gather", [table, graph.node("Max", [positionIds, zero])]);
  const kept = graph.node("Mul", [rows, graph.node("Unsqueeze", [isWord, graph.integers([3])])]);
  const sum = graph.node("ReduceSum", [kept, graph.integers([2])], { keepdims: 0 });
  const count = graph.node("ReduceSum", [isWord, graph.integers([2])], { keepdims: 1 });
  return graph.node("Div", [sum, graph.node("Max", [count, graph.float(1e-7)])]);
}
