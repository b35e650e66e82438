import type { CallOptions, Mention, TextSpan } from "./pipeline.ts";
import type { RelationExtractionPipeline } from "./pipelines/relation-extraction-pipeline.ts";

export interface RelationsOptions extends CallOptions {
  /** The label that says there is none: "no_relation". */
  readonly none?: string;
  /** Relations less probable are left out: 0. */
  readonly minScore?: number;
}

/** A relation between two of the mentions, by their places in the list. */
export interface FoundRelation {
  readonly head: number;
  readonly tail: number;
  readonly label: string;
  readonly score: number;
}

/**
 * The relations between all pairs of mentions of a text, best first: those given, or found by another pipeline. Pairs
 * that overlap or have the same words are passed over; of the two ways between two mentions the more probable one stays.
 *
 * @throws LukeError LUK006, LUK007, LUK008 from the pipeline
 */
export async function relationsBetween(
  extract: RelationExtractionPipeline,
  text: string,
  mentions: readonly TextSpan[],
  { none = "no_relation", minScore = 0, signal }: RelationsOptions = {},
): Promise<FoundRelation[]> {
  const spans = mentions.map(({ start, end }): Mention => ({ start, end, text: text.slice(start, end) }));
  const pairs = spans.flatMap((head, i) =>
    spans.flatMap((tail, j) =>
      head.text === tail.text || (head.start < tail.end && tail.start < head.end)
        ? []
        : [{ head: i, tail: j }],
    ),
  );
  const answers = await extract(
    pairs.map(({ head, tail }) => ({ text, head: spans[head]!, tail: spans[tail]! })),
    { signal },
  );
  const all = pairs.flatMap((pair, i): FoundRelation[] => {
    const { label, score } = answers[i]!;
    return label === none || score < minScore ? [] : [{ ...pair, label, score }];
  });
  return all
    .filter(
      ({ head, tail, score }) =>
        !all.some((other) => other.head === tail && other.tail === head && other.score > score),
    )
    .sort((a, b) => b.score - a.score);
}
