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
  /**
   * What the limit counts: words where one is given and for the preset "paper", else word tokens, as the published code has
   * it.
   */
  readonly spanUnit?: "words" | "tokens";
  /** Candidates that one forward pass takes: 128, or 1024 where sentences share it. More are shared among several passes. */
  readonly maxSpansPerForward?: number;
  /**
   * Whether one forward pass takes the candidates of several sentences of a document: false. Faster by what the context
   * costs. The candidates attend to many others: a model that was trained without loses several points of F1 by it.
   */
  readonly sharedContext?: boolean;
}

/** Words of a sentence, end exclusive. */
export interface Candidate extends Stretch {
  readonly sentence: number;
}

/** Candidates of one sentence, or of several that share the pass; `example` is their document. */
export interface NerFeatures extends TaskFeatures {
  readonly spans: readonly Candidate[];
  /** `[entities]`: number of the label, 0 = no name, -1 = a label that the head lacks. */
  readonly labels: Int32Array;
}

/** The label of a candidate that is no name. */
export const noName = "O";

/**
 * Every stretch of up to 16 words or word tokens of a sentence as a [MASK] entity, with the document around it as context
 * (paper §4.3). A sentence longer than the model is cut into overlapping windows. Gold names that no candidate
 * covers are counted as dropped; they still count in recall. The state of its last word is that of the word's last token, for
 * the preset "paper" of its first, as everywhere where a word has one.
 *
 * @throws LukeError TSK213 for a model that takes fewer than 8 words.
 */
export function buildNerFeatures(
  documents: readonly NerDocument[],
  context: FeatureContext,
  options: NerOptions = {},
): BuiltFeatures<NerFeatures> {
  const { tokenizer, maxWords, labels } = context;
  const { preset = "published" } = context;
  const { sharedContext = context.sharedContext ?? false } = options;
  const { maxSpansPerForward = sharedContext ? 1024 : 128 } = options;
  const givenLength = context.maxSpanLength ?? options.maxSpanLength;
  const maxSpanLength = givenLength ?? 16;
  const { spanUnit = givenLength !== undefined || preset === "paper" ? "words" : "tokens" } = options;
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
    const tokens = documentTokens(document, tokenizer, limit, preset);
    const labelsOf = document.sentences.map((sentence) => goldLabels(sentence, labels));
    const stretches: SentenceStretch[] = [];
    for (const [number, sentence] of document.sentences.entries()) {
      const starts = tokens.wordStarts[number]!;
      const lengths = sentence.words.map((_, i) => starts[i + 1]! - starts[i]!);
      const windows = sentenceWindows(lengths, limit, maxSpanLength);
      const seen = new Set<string>();
      counts.sentences++;
      if (windows.length > 1) counts.splitSentences++;
      for (const window of windows) {
        const spans = candidates(window, starts, maxSpanLength, spanUnit)
          .filter(({ start, end }) => {
            const key = `${start} ${end}`;
            return !seen.has(key) && seen.add(key);
          })
          .map((span) => ({ sentence: number, ...span }));
        counts.candidates += spans.length;
        stretches.push({ spans, start: starts[window.start]!, end: starts[window.end]! });
      }
      for (const { start, end, label } of sentence.spans) {
        if (!labels.includes(label)) counts.unknownLabels++;
        if (seen.has(`${start} ${end}`)) counts.goldKept++;
        else counts.goldDropped++;
      }
    }
    // In a document longer than the model, half of it is left for context.
    const longest = tokens.ids.length <= limit ? limit : limit / 2;
    for (const group of sharedContext ? neighbours(stretches, longest, maxSpansPerForward) : stretches) {
      const context = withContext(tokens, group, limit);
      const wordIds = Int32Array.from([tokenizer.bosId, ...context.ids, tokenizer.eosId]);
      for (const spans of equalParts(group.spans, maxSpansPerForward)) {
        const places = spans.map(({ sentence, start, end }) => {
          const starts = tokens.wordStarts[sentence]!;
          const at = (word: number): number => starts[word]! - context.first + 1;
          return { start: at(start), end: at(end), lastWord: at(end - 1) };
        });
        features.push({
          example,
          spans,
          wordIds,
          entityIds: new Int32Array(spans.length).fill(maskEntityId),
          entityPositions: places.map(mentionPositions),
          entityStarts: Int32Array.from(places, ({ start }) => start),
          entityEnds: Int32Array.from(places, ({ end, lastWord }) =>
            preset === "paper" ? lastWord : end - 1,
          ),
          labels: Int32Array.from(
            spans,
            ({ sentence, start, end }) => labelsOf[sentence]!.get(`${start} ${end}`) ?? 0,
          ),
        });
      }
    }
  }
  return { features, counts };
}

/** Tokens of a document, a sentence or a window of one, with its candidates. */
interface SentenceStretch extends Stretch {
  readonly spans: readonly Candidate[];
}

/** Joins stretches in a row up to `longest` tokens, as long as one pass takes their candidates. */
function neighbours(
  stretches: readonly SentenceStretch[],
  longest: number,
  maxSpans: number,
): SentenceStretch[] {
  const joined: SentenceStretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    const fits =
      last !== undefined &&
      stretch.end - last.start <= longest &&
      last.spans.length + stretch.spans.length <= maxSpans;
    if (fits) {
      joined.pop();
      joined.push({ start: last.start, end: stretch.end, spans: [...last.spans, ...stretch.spans] });
    } else joined.push(stretch);
  }
  return joined;
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
