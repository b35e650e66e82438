import { mentionsAsWords, type RelationExample, relationClassification } from "@lukejs/tasks";
import { checkObject, checkSpan, checkText, mentionOf } from "../check-input.ts";
import { inputInvalid } from "../errors.ts";
import { labelScores, softmax } from "../label-scores.ts";
import type { LabelScore, Mention, Pipeline, TextSpan } from "../pipeline.ts";
import { definePipeline, type PipelineDefinition } from "./define-pipeline.ts";

/** A text with two mentions that do not overlap: whose relation, and to what. */
export interface RelationExtractionInput {
  readonly text: string;
  /** The subject. */
  readonly head: TextSpan;
  /** The object. */
  readonly tail: TextSpan;
}

export interface RelationExtractionOutput extends LabelScore {
  readonly head: Mention;
  readonly tail: Mention;
  /** All relations, best first. */
  readonly scores: readonly LabelScore[];
}

/** The relation between two mentions (paper §4.2). */
export type RelationExtractionPipeline = Pipeline<RelationExtractionInput, RelationExtractionOutput>;

const name = "relation-extraction";

/** The relation of one mention to another, or none (paper §4.2). */
export const relationExtractionPipeline: PipelineDefinition<
  RelationExtractionInput,
  RelationExtractionOutput
> = definePipeline(name, relationClassification(), {
  examples(input: RelationExtractionInput): RelationExample[] {
    checkObject(name, input, "{ text, head, tail }");
    const { text, head, tail } = input;
    checkText(name, "text", text);
    checkSpan(name, "head", head, text);
    checkSpan(name, "tail", tail, text);
    if (head.start < tail.end && tail.start < head.end) {
      throw inputInvalid(
        name,
        `head ${head.start}–${head.end} and tail ${tail.start}–${tail.end} overlap, expected two separate mentions`,
      );
    }
    return [{ id: "", label: "", ...mentionsAsWords(text, head, tail) }];
  },
  output({ text, head, tail }, [prediction], labels): RelationExtractionOutput {
    const scores = labelScores(labels, softmax(prediction!.logits));
    return { head: mentionOf(text, head), tail: mentionOf(text, tail), ...scores[0]!, scores };
  },
});
