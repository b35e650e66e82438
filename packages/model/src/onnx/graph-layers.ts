import type { ActivationName, LukeConfig } from "../config/luke-config.ts";
import type { LayerParams, LinearParams, NormParams, ResidualParams } from "../parameters/luke-params.ts";
import type { OnnxGraph } from "./onnx-graph.ts";

/** Words and entities as values of a graph: [batch, words, hidden] and [batch, entities, hidden]. */
export interface GraphStates {
  readonly words: string;
  readonly entities: string;
}

/** x · weightᵀ + bias, [..., out] */
export function graphLinear(
  graph: OnnxGraph,
  name: string,
  params: Omit<LinearParams, "bias"> & { readonly bias?: LinearParams["bias"] | undefined },
  x: string,
): string {
  const product = graph.node("MatMul", [x, graph.parameter(`${name}.weight`, params.weight, true)]);
  return params.bias === undefined
    ? product
    : graph.node("Add", [product, graph.parameter(`${name}.bias`, params.bias)]);
}

export function graphNorm(
  graph: OnnxGraph,
  name: string,
  { scale, shift }: NormParams,
  x: string,
  epsilon: number,
): string {
  const inputs = [x, graph.parameter(`${name}.scale`, scale), graph.parameter(`${name}.shift`, shift)];
  return graph.node("LayerNormalization", inputs, { axis: -1, epsilon: { float: epsilon } });
}

/** The activations by name, as activate() has them. Same shape as `x`. */
export function graphActivation(graph: OnnxGraph, name: ActivationName, x: string): string {
  if (name === "relu") return graph.node("Relu", [x]);
  if (name === "tanh") return graph.node("Tanh", [x]);
  const half = graph.node("Mul", [x, graph.float(0.5)]);
  const curve =
    name === "gelu"
      ? graph.node("Erf", [graph.node("Mul", [x, graph.float(Math.SQRT1_2)])])
      : graph.node("Tanh", [tanhArgument(graph, x)]);
  return graph.node("Mul", [half, graph.node("Add", [curve, graph.float(1)])]);
}

/** √(2/π) · (x + 0.044715 x³) */
function tanhArgument(graph: OnnxGraph, x: string): string {
  const cube = graph.node("Mul", [x, graph.node("Mul", [x, x])]);
  const sum = graph.node("Add", [x, graph.node("Mul", [cube, graph.float(0.044715)])]);
  return graph.node("Mul", [sum, graph.float(Math.sqrt(2 / Math.PI))]);
}

/** One layer: the four queries of entity-aware attention (§3.4), or one, then the feed-forward layer. */
export function graphLayer(
  graph: OnnxGraph,
  name: string,
  params: LayerParams,
  states: GraphStates,
  attentionBias: string,
  config: LukeConfig,
): GraphStates {
  const { attention } = params;
  const aware = config.useEntityAwareAttention;
  const own = (query: "wordToEntityQuery" | "entityToWordQuery" | "entityToEntityQuery"): HeadOf =>
    aware ? [query, attention[query]!] : ["wordToWordQuery", attention.wordToWordQuery];
  type HeadOf = readonly [string, LinearParams];
  const heads = ([part, linear]: HeadOf, x: string, axes: readonly number[]): string =>
    toHeads(graph, graphLinear(graph, `${name}.attention.${part}`, linear, x), axes, config);

  // Keys as columns, values as rows: [batch, heads, head, ·] and [batch, heads, ·, head]
  const wordKeys = heads(["key", attention.key], states.words, [0, 2, 3, 1]);
  const entityKeys = heads(["key", attention.key], states.entities, [0, 2, 3, 1]);
  const values = graph.node(
    "Concat",
    [states.words, states.entities].map((x) => heads(["value", attention.value], x, [0, 2, 1, 3])),
    { axis: 2 },
  ); // [batch, heads, tokens, head]

  const attend = (x: string, toWords: HeadOf, toEntities: HeadOf): string => {
    const query = heads(toWords, x, [0, 2, 1, 3]);
    const entityQuery = aware ? heads(toEntities, x, [0, 2, 1, 3]) : query;
    const scores = graph.node(
      "Concat",
      [graph.node("MatMul", [query, wordKeys]), graph.node("MatMul", [entityQuery, entityKeys])],
      { axis: 3 },
    ); // [batch, heads, rows, tokens]
    const scaled = graph.node("Mul", [
      scores,
      graph.float(1 / Math.sqrt(config.hiddenSize / config.numHeads)),
    ]);
    const probabilities = graph.node("Softmax", [graph.node("Add", [scaled, attentionBias])], { axis: -1 });
    const context = graph.node("Transpose", [graph.node("MatMul", [probabilities, values])], {
      perm: [0, 2, 1, 3],
    });
    const gathered = graph.node("Reshape", [context, graph.integers([0, 0, config.hiddenSize])]);
    return positionWise(graph, name, params, gathered, x, config);
  };
  return {
    words: attend(states.words, ["wordToWordQuery", attention.wordToWordQuery], own("wordToEntityQuery")),
    entities: attend(states.entities, own("entityToWordQuery"), own("entityToEntityQuery")),
  };
}

/** [batch, rows, hidden] → [batch, rows, heads, head], with the axes in another order. */
function toHeads(
  graph: OnnxGraph,
  x: string,
  axes: readonly number[],
  { hiddenSize, numHeads }: LukeConfig,
): string {
  const split = graph.node("Reshape", [x, graph.integers([0, 0, numHeads, hiddenSize / numHeads])]);
  return graph.node("Transpose", [split], { perm: axes });
}

function positionWise(
  graph: OnnxGraph,
  name: string,
  params: LayerParams,
  gathered: string,
  residual: string,
  config: LukeConfig,
): string {
  const addDense = (part: string, { dense, norm }: ResidualParams, x: string, to: string): string => {
    const sum = graph.node("Add", [graphLinear(graph, `${part}.dense`, dense, x), to]);
    return graphNorm(graph, `${part}.norm`, norm, sum, config.layerNormEpsilon);
  };
  const attended = addDense(`${name}.attentionOutput`, params.attentionOutput, gathered, residual);
  const inner = graphLinear(graph, `${name}.intermediate`, params.intermediate, attended);
  return addDense(
    `${name}.output`,
    params.output,
    graphActivation(graph, config.activation, inner),
    attended,
  );
}
