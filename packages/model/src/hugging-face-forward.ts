import type { Dropout } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { ArchitectureName } from "./config/architectures.ts";
import { answerSpanLoss } from "./heads/answer-span-loss.ts";
import { binaryCrossEntropyLoss } from "./heads/binary-cross-entropy-loss.ts";
import { clozeScorer } from "./heads/cloze-scorer.ts";
import { crossEntropyLoss } from "./heads/cross-entropy-loss.ts";
import { entityClassification } from "./heads/entity-classification.ts";
import { entityPairClassification } from "./heads/entity-pair-classification.ts";
import { entitySpanClassification } from "./heads/entity-span-classification.ts";
import { maskedEntityLogits } from "./heads/masked-entities.ts";
import { maskedWordLogits } from "./heads/masked-words.ts";
import { meanSquaredErrorLoss } from "./heads/mean-squared-error-loss.ts";
import { multipleChoice } from "./heads/multiple-choice.ts";
import { questionAnswering } from "./heads/question-answering.ts";
import { sequenceClassification } from "./heads/sequence-classification.ts";
import { tokenClassification } from "./heads/token-classification.ts";
import { luke } from "./luke.ts";
import type { LukeInputs, LukeOutputs } from "./luke-inputs.ts";
import type { LukeModel } from "./luke-model.ts";

/** Tensors by the names of the reference's keyword arguments or output fields. */
export type NamedTensors = { readonly [name: string]: tf.Tensor };

export interface HuggingFaceForwardOptions {
  readonly dropout?: Dropout | undefined;
  /** `output_hidden_states`: also `hidden_states.0`, … and `entity_hidden_states.0`, … */
  readonly hiddenStates?: boolean | undefined;
  /** `output_attentions`: also `attentions.0`, … */
  readonly attentions?: boolean | undefined;
}

/**
 * One forward pass of a model and its head in the words of the reference: arguments named as those of its `forward`
 * (`input_ids`, `entity_position_ids`, `labels`, …), results named as its output fields (`logits`, `loss`, …).
 * The mean over labels that are all ignored is NaN, as there.
 *
 * The results are the caller's; the arguments stay untouched.
 */
export function huggingFaceForward(
  model: LukeModel & { readonly architecture: ArchitectureName },
  args: NamedTensors,
  options: HuggingFaceForwardOptions = {},
): NamedTensors {
  return tf.tidy(() => {
    const isChoice = model.architecture === "LukeForMultipleChoice";
    const inputs = inputsOf(isChoice ? flattenChoices(args) : args);
    const outputs = luke(model.params, inputs, model.config, options);
    const fields = headFields(model, outputs, args, options.dropout);
    const states = outputs.hiddenStates ?? [];
    return defined({
      ...fields,
      ...numbered(
        "hidden_states",
        states.map(({ words }) => words),
      ),
      ...numbered(
        "entity_hidden_states",
        // Without entities every state of theirs is as empty as the last.
        states.map(({ entities }) => entities ?? (outputs.entities && tf.clone(outputs.entities))),
      ),
      ...numbered("attentions", outputs.attentions ?? []),
    });
  });
}

type Fields = { readonly [name: string]: tf.Tensor | undefined };

function headFields(
  { architecture, config, params, headParams }: LukeModel & { readonly architecture: ArchitectureName },
  { words, entities, pooled }: LukeOutputs,
  args: NamedTensors,
  dropout: Dropout | undefined,
): Fields {
  const labels = args["labels"];
  const options = { dropout, classifierDropout: config.classifierDropout };
  const withLoss = (logits: tf.Tensor): Fields => ({ logits, loss: labels && labelLoss(logits, labels) });
  switch (architecture) {
    case "LukeModel":
      return { last_hidden_state: words, pooler_output: pooled, entity_last_hidden_state: entities };
    case "LukeForMaskedLM": {
      const { maskedWords, maskedEntities } = headParams;
      const logits = maskedWordLogits(maskedWords!, { words, table: params.embeddings.word }, config);
      const entity_logits =
        entities &&
        maskedEntityLogits(maskedEntities!, { entities, table: params.entityEmbeddings.entity }, config);
      const entityLabels = args["entity_labels"];
      const mlm_loss = labels && labelLoss(logits, labels);
      const mep_loss = entityLabels && entity_logits && labelLoss(entity_logits, entityLabels);
      const loss = mlm_loss && mep_loss ? tf.add(mlm_loss, mep_loss) : (mlm_loss ?? mep_loss);
      return { logits, entity_logits, mlm_loss, mep_loss, loss: loss && tf.clone(loss) };
    }
    case "LukeForEntityClassification":
      return withLoss(entityClassification(headParams.classifier!, need(entities), options));
    case "LukeForEntityPairClassification":
      return withLoss(entityPairClassification(headParams.classifier!, need(entities), options));
    case "LukeForEntitySpanClassification": {
      const starts = need(args["entity_start_positions"]) as tf.Tensor2D;
      const ends = need(args["entity_end_positions"]) as tf.Tensor2D;
      const spans = { words, entities: need(entities), starts, ends };
      return withLoss(entitySpanClassification(headParams.classifier!, spans, options));
    }
    case "LukeForSequenceClassification":
      return withLoss(sequenceClassification(headParams.classifier!, need(pooled), options));
    case "LukeForTokenClassification":
      return withLoss(tokenClassification(headParams.classifier!, words, options));
    case "LukeForMultipleChoice":
      return withLoss(multipleChoice(headParams.classifier!, need(pooled), choicesOf(args), options));
    case "LukeForQuestionAnswering": {
      const logits = questionAnswering(headParams.questionAnswering!, words);
      const { start_positions: starts, end_positions: ends } = args;
      const loss =
        starts &&
        ends &&
        answerSpanLoss(logits, starts as tf.Tensor1D, ends as tf.Tensor1D, { whenAllIgnored: "nan" });
      return { start_logits: logits.starts, end_logits: logits.ends, loss };
    }
    case "LukeForEntityCloze": {
      const logits = clozeScorer(headParams.clozeScorer!, need(entities), options);
      return { logits, loss: labels && binaryCrossEntropyLoss(logits, labels) };
    }
  }
}

/** The loss that the shape of the labels asks for: one number a row, one label a row, or one bit a label. */
function labelLoss(logits: tf.Tensor, labels: tf.Tensor): tf.Scalar {
  if (labels.dtype === "float32" && logits.size === labels.size && logits.shape.at(-1) === 1) {
    return meanSquaredErrorLoss(logits, labels);
  }
  if (labels.rank === logits.rank) return binaryCrossEntropyLoss(logits, labels);
  return crossEntropyLoss(logits, labels, { whenAllIgnored: "nan" });
}

function inputsOf(args: NamedTensors): LukeInputs {
  return defined({
    wordIds: args["input_ids"],
    inputEmbeddings: args["inputs_embeds"],
    wordMask: args["attention_mask"],
    wordSegmentIds: args["token_type_ids"],
    wordPositionIds: args["position_ids"],
    entityIds: args["entity_ids"],
    entityPositionIds: args["entity_position_ids"],
    entityMask: args["entity_attention_mask"],
    entitySegmentIds: args["entity_token_type_ids"],
  }) as LukeInputs;
}

/** [batch, choices, …] → [batch · choices, …], labels excepted. */
function flattenChoices(args: NamedTensors): NamedTensors {
  const entries = Object.entries(args).map(([name, tensor]): [string, tf.Tensor] => {
    if (name === "labels") return [name, tensor];
    const [batch = 0, choices = 0, ...rest] = tensor.shape;
    return [name, tf.reshape(tensor, [batch * choices, ...rest])];
  });
  return Object.fromEntries(entries);
}

function choicesOf(args: NamedTensors): number {
  return need(args["input_ids"] ?? args["inputs_embeds"]).shape[1]!;
}

function numbered(name: string, tensors: readonly (tf.Tensor | undefined)[]): Fields {
  return Object.fromEntries(tensors.map((tensor, i) => [`${name}.${i}`, tensor]));
}

function defined(fields: Fields): { [name: string]: tf.Tensor } {
  const entries = Object.entries(fields).filter(
    (entry): entry is [string, tf.Tensor] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

function need<T>(value: T | undefined): T {
  if (value === undefined)
    throw new TypeError("This head needs entities, spans or a pooler that were not given");
  return value;
}
