import { entityTyping } from "@lukejs/tasks";
import { checkObject, checkSpan, checkText, mentionOf } from "../check-input.ts";
import { labelScores, sigmoid } from "../label-scores.ts";
import type { LabelScore, Mention, Pipeline, TextSpan } from "../pipeline.ts";
import { definePipeline, type PipelineDefinition } from "./define-pipeline.ts";

/** A text, and where in it the mention is. */
export interface EntityTypingInput extends TextSpan {
  readonly text: string;
}

/** The mention with its types. */
export interface EntityTypingOutput extends Mention {
  /** The types it has, each with its own probability of more than one half, best first. */
  readonly labels: readonly LabelScore[];
  /** All types, best first. */
  readonly scores: readonly LabelScore[];
}

/** Types of a mention in its sentence (paper §4.1). */
export type EntityTypingPipeline = Pipeline<EntityTypingInput, EntityTypingOutput>;

const name = "entity-typing";

/** Which types a mention has (paper §4.1). */
export const entityTypingPipeline: PipelineDefinition<EntityTypingInput, EntityTypingOutput> = definePipeline(
  name,
  entityTyping(),
  {
    examples(input: EntityTypingInput) {
      checkObject(name, input, "{ text, start, end }");
      checkText(name, "text", input.text);
      checkSpan(name, "start and end", input, input.text);
      return [{ text: input.text, start: input.start, end: input.end, labels: [] }];
    },
    output(input, [prediction], labels): EntityTypingOutput {
      const scores = labelScores(labels, Float64Array.from(prediction!.logits, sigmoid));
      const chosen = scores.filter(({ score }) => score > 0.5);
      return { ...mentionOf(input.text, input), labels: chosen, scores };
    },
  },
);
