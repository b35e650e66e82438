import { modelTooShort } from "../fine-tuning/errors.ts";
import {
  type BuiltFeatures,
  type FeatureContext,
  maskEntityId,
  type TaskFeatures,
} from "../fine-tuning/fine-tuning-task.ts";
import { mentionPositions, type Stretch } from "../fine-tuning/words-around.ts";
import { type DocumentTokens, documentTokens } from "./document-tokens.ts";
import type { NerDocument, NerSentence } from "./read-conll.ts";
import { sentenceWindows } from "./sentence-windows.ts";

export interface NerOptions {
  /** Longest candidate: 16 (paper §4.3). */
  readonly maxSpanLength?: number;
  /** What the limit counts: words as the paper says, or word tokens as the published code. */
  readonly spanUnit?: "words" | "tokens";
  /** Candidates that one forward pass takes: 128. More are shared among several passes. */
  readonly maxSpansPerForward?: number;
}

/** Candidates of one sentence; `example` is its document. */
export interface NerFeatures extends TaskFeatures {
  readonly sentence: number;
  /** Words of the sentence, end exclusive. */
  readonly spans: readonly Stretch[];
  /** `[entities]`: number of the label, 0 = no name, -1 = a label that the head lacks. */
  readonly labels: Int32Array;
}

/** The label of a candidate that is no name. */
export const noName = "O";

/**
 * Every stretch of up to 16 words of a sentence as a [MASK] entity, with the document around it as context
 * (paper §4.3). A sentence longer than the model is cut into overlapping windows. Gold names that no candidate
 * covers are counted as dropped; they still count in recall.
 *
 * @throws LukeError TSK213 for a model that takes fewer than 8 words.
 */
export function buildNerFeatures(
  documents: readonly NerDocument[],
  context: FeatureContext,
  options: NerOptions = {},
): BuiltFeatures<NerFeatures> {
  const { tokenizer, maxWords, labels } = context;
  const { spanUnit = "words", maxSpansPerForward = 128 } = options;
  const maxSpanLength = context.maxSpanLength ?? options.maxSpanLength ?? 16;
  if (maxWords < 8) throw modelTooShort(maxWords, 8);
  const limit = maxWords - 2;
  const counts = {
    sentences: 0,
    splitSentences: 0,
    candidates: 0,
    goldKept: 0,
    goldDropped: 0,
    unknownLabels: 0,
  };
  const features: NerFeatures[] = [];
  for (const [example, document] of documents.entries()) {
    const tokens = documentTokens(document, tokenizer, limit);
    for (const [number, sentence] of document.sentences.entries()) {
      const starts = tokens.wordStarts[number]!;
      const lengths = sentence.words.map((_, i) => starts[i + 1]! - starts[i]!);
      const windows = sentenceWindows(lengths, limit, maxSpanLength);
      const labelOf = goldLabels(sentence, labels);
      const seen = new Set<string>();
      counts.sentences++;
      if (windows.length > 1) counts.splitSentences++;
      for (const window of windows) {
        const spans = candidates(window, starts, maxSpanLength, spanUnit).filter(({ start, end }) => {
          const key = `${start} ${end}`;
          return !seen.has(key) && seen.add(key);
        });
        counts.candidates += spans.length;
        const context = withContext(
          tokens,
          { start: starts[window.start]!, end: starts[window.end]! },
          limit,
        );
        const wordIds = Int32Array.from([tokenizer.bosId, ...context.ids, tokenizer.eosId]);
        for (const part of equalParts(spans, maxSpansPerForward)) {
          const places = part.map(({ start, end }) => ({
            start: starts[start]! - context.first + 1,
            end: starts[end]! - context.first + 1,
          }));
          features.push({
            example,
            sentence: number,
            spans: part,
            wordIds,
            entityIds: new Int32Array(part.length).fill(maskEntityId),
            entityPositions: places.map(mentionPositions),
            entityStarts: Int32Array.from(places, ({ start }) => start),
            entityEnds: Int32Array.from(places, ({ end }) => end - 1),
            labels: Int32Array.from(part, ({ start, end }) => labelOf.get(`${start} ${end}`) ?? 0),
          });
        }
      }
      for (const { start, end, label } of sentence.spans) {
        if (!labels.includes(label)) counts.unknownLabels++;
        if (seen.has(`${start} ${end}`)) counts.goldKept++;
        else counts.goldDropped++;
      }
    }
  }
  return { features, counts };
}

function goldLabels(sentence: NerSentence, labels: readonly string[]): Map<string, number> {
  return new Map(
    sentence.spans.map(({ start, end, label }) => [`${start} ${end}`, labels.indexOf(label)] as const),
  );
}

function candidates(
  window: Stretch,
  starts: readonly number[],
  longest: number,
  unit: "words" | "tokens",
): Stretch[] {
  const spans: Stretch[] = [];
  for (let start = window.start; start < window.end; start++) {
    for (let end = start + 1; end <= window.end; end++) {
      const length = unit === "words" ? end - start : starts[end]! - starts[start]!;
      if (length > longest) break;
      spans.push({ start, end });
    }
  }
  return spans;
}

/** The tokens of a window with as many around it as fit, half on each side; a short side gives its rest away. */
function withContext(
  { ids }: DocumentTokens,
  { start, end }: Stretch,
  limit: number,
): { ids: readonly number[]; first: number } {
  const room = limit - (end - start);
  const after = Math.min(ids.length - end, room - Math.min(start, Math.floor(room / 2)));
  const before = Math.min(start, room - after);
  return { ids: ids.slice(start - before, end + after), first: start - before };
}

function equalParts<Item>(items: readonly Item[], limit: number): Item[][] {
  const count = Math.ceil(items.length / limit);
  const size = Math.ceil(items.length / count);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size)).filter(
    (part) => part.length > 0,
  );
}
