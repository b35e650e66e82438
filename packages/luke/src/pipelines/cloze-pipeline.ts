import { type ClozeExample, cloze } from "@lukejs/tasks";
import { checkObject, checkSpan, checkText, mentionOf } from "../check-input.ts";
import { inputInvalid } from "../errors.ts";
import { sigmoid } from "../label-scores.ts";
import type { Mention, Pipeline, TextSpan } from "../pipeline.ts";
import { definePipeline, type PipelineDefinition } from "./define-pipeline.ts";

export interface ClozeInput {
  /** A sentence with `@placeholder` once, where an entity is left out. */
  readonly query: string;
  readonly passage: string;
  /** The mentions in the passage that may fill the gap; they do not overlap. */
  readonly entities: readonly TextSpan[];
}

export interface ScoredMention extends Mention {
  readonly score: number;
}

/** The best mention, and all of them, best first; each score is a probability by itself. */
export interface ClozeOutput {
  readonly answer: ScoredMention;
  readonly candidates: readonly ScoredMention[];
}

/** Answers cloze queries: which entity of a passage fills the gap (paper §4.4). */
export type ClozePipeline = Pipeline<ClozeInput, ClozeOutput>;

const name = "cloze";
const gap = "@placeholder";

/** Which entity of a passage fills the gap in a sentence (paper §4.4). */
export const clozePipeline: PipelineDefinition<ClozeInput, ClozeOutput> = definePipeline(name, cloze(), {
  examples(input: ClozeInput): ClozeExample[] {
    checkObject(name, input, "{ query, passage, entities }");
    const { query, passage } = input;
    checkText(name, "query", query);
    checkText(name, "passage", passage);
    const gaps = query.split(gap).length - 1;
    if (gaps !== 1) throw inputInvalid(name, `the query has ${gap} ${gaps} times, expected once`);
    return [{ id: "", query, passage, entities: orderedEntities(input), answers: [], right: [] }];
  },
  output({ passage }, [prediction], _, [example]): ClozeOutput {
    const candidates = example!.entities
      .map((entity, i) => ({ ...mentionOf(passage, entity), score: sigmoid(prediction!.scores[i]!) }))
      .sort((a, b) => b.score - a.score);
    return { answer: candidates[0]!, candidates };
  },
});

function orderedEntities({ passage, entities }: ClozeInput): TextSpan[] {
  if (!Array.isArray(entities) || entities.length === 0) {
    throw inputInvalid(name, "there are no entities, expected at least one mention of the passage");
  }
  for (const [i, entity] of entities.entries()) checkSpan(name, `entities[${i}]`, entity, passage);
  const ordered = (entities as readonly TextSpan[]).toSorted((a, b) => a.start - b.start);
  for (const [i, { start, end }] of ordered.entries()) {
    const next = ordered[i + 1];
    if (next !== undefined && next.start < end) {
      throw inputInvalid(name, `the entities ${start}–${end} and ${next.start}–${next.end} overlap`);
    }
  }
  return ordered;
}
