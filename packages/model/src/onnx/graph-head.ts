import type { ArchitectureName } from "../config/architectures.ts";
import { onnxUnsupported } from "../errors.ts";
import type { LukeModel } from "../luke-model.ts";
import { firstOf, type graphEncoder } from "./graph-encoder.ts";
import { graphActivation, graphLinear, graphNorm } from "./graph-layers.ts";
import type { OnnxAxis, OnnxGraph } from "./onnx-graph.ts";

/**
 * The head of an architecture on the encoder's states, with the output names of the reference.
 *
 * @throws LukeError MOD020 for multiple choice, whose inputs have another rank
 */
export function graphHead(
  graph: OnnxGraph,
  { architecture, config, params, headParams }: LukeModel & { readonly architecture: ArchitectureName },
  { words, entities, pooled }: ReturnType<typeof graphEncoder>,
): void {
  const classify = (x: string, axes: readonly OnnxAxis[]): void => {
    const { weight } = headParams.classifier!;
    graph.output("logits", graphLinear(graph, "classifier", headParams.classifier!, x), [
      ...axes,
      weight.shape[0],
    ]);
  };
  switch (architecture) {
    case "LukeModel":
      graph.output("last_hidden_state", words, ["batch", "words", config.hiddenSize]);
      if (pooled !== undefined) graph.output("pooler_output", pooled, ["batch", config.hiddenSize]);
      graph.output("entity_last_hidden_state", entities, ["batch", "entities", config.hiddenSize]);
      return;
    case "LukeForEntityClassification":
      classify(firstOf(graph, entities), ["batch"]);
      return;
    case "LukeForEntityPairClassification": {
      const pair = graph.node("Gather", [entities, graph.integers([0, 1])], { axis: 1 });
      classify(graph.node("Reshape", [pair, graph.integers([0, 2 * config.hiddenSize])]), ["batch"]);
      return;
    }
    case "LukeForEntitySpanClassification": {
      const at = (name: string): string => {
        const positions = graph.input(name, "int64", ["batch", "entities"]);
        const indices = graph.node("Unsqueeze", [positions, graph.integers([2])]);
        return graph.node("GatherND", [words, indices], { batch_dims: 1 }); // [batch, entities, hidden]
      };
      const spans = [at("entity_start_positions"), at("entity_end_positions"), entities];
      classify(graph.node("Concat", spans, { axis: 2 }), ["batch", "entities"]);
      return;
    }
    case "LukeForSequenceClassification":
      classify(pooled!, ["batch"]);
      return;
    case "LukeForTokenClassification":
      classify(words, ["batch", "words"]);
      return;
    case "LukeForQuestionAnswering": {
      const logits = graphLinear(graph, "questionAnswering", headParams.questionAnswering!, words);
      ["start_logits", "end_logits"].forEach((name, column) => {
        const scores = graph.node("Gather", [logits, graph.integers(column)], { axis: 2 });
        graph.output(name, scores, ["batch", "words"]);
      });
      return;
    }
    case "LukeForEntityCloze": {
      const placeholder = graph.node("Gather", [entities, graph.integers([0])], { axis: 1 });
      const ends = [graph.integers([1]), graph.integers([Number.MAX_SAFE_INTEGER]), graph.integers([1])];
      const candidates = graph.node("Slice", [entities, ...ends]);
      const repeated = graph.node("Expand", [placeholder, graph.node("Shape", [candidates])]);
      const pairs = graph.node("Concat", [repeated, candidates], { axis: 2 });
      const scores = graphLinear(graph, "clozeScorer", headParams.clozeScorer!, pairs);
      graph.output("logits", graph.node("Squeeze", [scores, graph.integers([2])]), ["batch", "candidates"]);
      return;
    }
    case "LukeForMaskedLM": {
      const { maskedWords, maskedEntities } = headParams;
      const transform = (
        name: string,
        { dense, norm }: Pick<NonNullable<typeof maskedWords>, "dense" | "norm">,
        activation: typeof config.activation,
        x: string,
      ): string =>
        graphNorm(
          graph,
          `${name}.norm`,
          norm,
          graphActivation(graph, activation, graphLinear(graph, `${name}.dense`, dense, x)),
          config.layerNormEpsilon,
        );
      const word = transform("maskedWords", maskedWords!, "gelu", words);
      // A tied table is stored once, as the table that it is.
      const decode = (table: string, bias: string, x: string): string =>
        graph.node("Add", [graph.node("MatMul", [x, graph.node("Transpose", [table])]), bias]);
      const wordTable =
        maskedWords!.decoder === undefined
          ? graph.parameter("embeddings.word", params.embeddings.word)
          : graph.parameter("maskedWords.decoder", maskedWords!.decoder);
      const wordLogits = decode(wordTable, graph.parameter("maskedWords.bias", maskedWords!.bias), word);
      graph.output("logits", wordLogits, ["batch", "words", config.vocabSize]);
      const changed = transform("maskedEntities", maskedEntities!, config.activation, entities);
      const { projection, bias } = maskedEntities!;
      const projected =
        projection === undefined
          ? changed
          : graphLinear(graph, "maskedEntities.projection", projection, changed);
      const entityTable = graph.parameter("entityEmbeddings.entity", params.entityEmbeddings.entity);
      const entityLogits = decode(entityTable, graph.parameter("maskedEntities.bias", bias), projected);
      graph.output("entity_logits", entityLogits, ["batch", "entities", config.entityVocabSize]);
      return;
    }
    case "LukeForMultipleChoice":
      throw onnxUnsupported(architecture);
  }
}
