import { modelTooShort } from "../fine-tuning/errors.ts";
import type {
  BuiltFeatures,
  EntityMention,
  FeatureContext,
  TaskFeatures,
} from "../fine-tuning/fine-tuning-task.ts";
import type { TaskPreset } from "../fine-tuning/task-preset.ts";
import { tokenWindows } from "../fine-tuning/token-windows.ts";
import { mentionPositions, type Stretch } from "../fine-tuning/words-around.ts";
import type { QuestionExample } from "./read-squad.ts";

export interface QuestionOptions {
  /** Word tokens of the question at most: 64. */
  readonly maxQuestion?: number;
  /** Word tokens between the starts of two windows over a passage: 128. */
  readonly stride?: number;
  /** Entities of a window at most: 128. */
  readonly maxEntities?: number;
}

/** One window over a passage. */
export interface QuestionFeatures extends TaskFeatures {
  /** Where the passage's words begin in `wordIds`. */
  readonly passageAt: number;
  /** Per word token of the window its place in the passage, UTF-16 code units. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Per word token 1 when this window shows it with the most context; only such a token may begin an answer. */
  readonly mostContext: Uint8Array;
  /** Word indices of the first answer; both 0 (`<s>`) when it is not in the window. */
  readonly answerStart: number;
  readonly answerEnd: number;
}

/**
 * `<s> question </s></s> passage </s>` in windows (paper §4.5), with the entities that `findMentions` names in
 * question and passage (Appendix C); without it, no entities.
 *
 * @throws LukeError TSK213 for a model that takes fewer than 16 words.
 */
export function buildQuestionFeatures(
  examples: readonly QuestionExample[],
  { tokenizer, maxWords, findMentions, preset = "published" }: FeatureContext,
  options: QuestionOptions = {},
): BuiltFeatures<QuestionFeatures> {
  if (maxWords < 16) throw modelTooShort(maxWords, 16);
  const { maxQuestion = 64, stride = 128, maxEntities = 128 } = options;
  const { bosId, eosId } = tokenizer;
  const counts = { questions: examples.length, windows: 0, windowsWithAnswer: 0, entities: 0 };
  const features: QuestionFeatures[] = [];
  for (const [index, example] of examples.entries()) {
    const asked = encode(tokenizer, example.question.trim(), preset);
    const question = [...asked.ids].slice(0, Math.min(maxQuestion, Math.floor(maxWords / 3)));
    const passage = encode(tokenizer, example.passage, preset);
    const mentions = (text: string): readonly EntityMention[] =>
      findMentions?.(text, { title: example.title }) ?? [];
    const inQuestion = mentions(example.question.trim());
    const inPassage = mentions(example.passage);
    const answer = example.answers[0];
    const answerTokens = answer === undefined ? undefined : tokensOf(passage, answer);
    const passageAt = question.length + 3;
    const windows = tokenWindows(passage.ids.length, maxWords - question.length - 4, stride);
    for (const window of windows) {
      const shift = passageAt - window.start;
      const holds = (tokens: Stretch | undefined): tokens is Stretch =>
        tokens !== undefined && tokens.start >= window.start && tokens.end <= window.end;
      const entities = [
        ...inQuestion.flatMap(({ entityId, ...span }) => {
          const tokens = tokensOf(asked, span);
          return tokens === undefined || tokens.end > question.length
            ? []
            : [{ entityId, start: tokens.start + 1, end: tokens.end + 1 }];
        }),
        ...inPassage.flatMap(({ entityId, ...span }) => {
          const tokens = tokensOf(passage, span);
          return holds(tokens) ? [{ entityId, start: tokens.start + shift, end: tokens.end + shift }] : [];
        }),
      ].slice(0, maxEntities);
      const answered = holds(answerTokens);
      if (answered) counts.windowsWithAnswer++;
      counts.entities += entities.length;
      features.push({
        example: index,
        wordIds: Int32Array.from([
          bosId,
          ...question,
          eosId,
          eosId,
          ...passage.ids.slice(window.start, window.end),
          eosId,
        ]),
        entityIds: Int32Array.from(entities, ({ entityId }) => entityId),
        entityPositions: entities.map(mentionPositions),
        passageAt,
        starts: passage.starts.slice(window.start, window.end),
        ends: passage.ends.slice(window.start, window.end),
        mostContext: mostContext(window, windows),
        answerStart: answered ? answerTokens.start + shift : 0,
        answerEnd: answered ? answerTokens.end - 1 + shift : 0,
      });
    }
  }
  counts.windows = features.length;
  return { features, counts };
}

type Tokens = ReturnType<FeatureContext["tokenizer"]["encode"]>;

/**
 * "hf": as it stands; else after a space, and for "published" word by word, so that spaces in a row and line breaks leave
 * no tokens.
 */
function encode(tokenizer: FeatureContext["tokenizer"], text: string, preset: TaskPreset): Tokens {
  const inOne = (piece: string): Tokens =>
    tokenizer.encode(piece, { addSpecialTokens: false, addPrefixSpace: preset !== "hf" });
  if (preset !== "published" || !/\s{2}|[^\S ]|^\s|\s$/.test(text)) return inOne(text);
  const words = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ index, ...inOne(word) }));
  const joined = (key: keyof Tokens): Int32Array =>
    Int32Array.from(words.flatMap((word) => [...word[key]].map((n) => (key === "ids" ? n : n + word.index))));
  return { ids: joined("ids"), starts: joined("starts"), ends: joined("ends") };
}

/** The tokens that touch a stretch of text; undefined when none does. */
function tokensOf({ starts, ends }: Tokens, span: Stretch): Stretch | undefined {
  let start = 0;
  while (start < ends.length && ends[start]! <= span.start) start++;
  let end = start;
  while (end < starts.length && starts[end]! < span.end) end++;
  return end > start ? { start, end } : undefined;
}

/** A token has the most context in the window where its distance to the nearer border is greatest; the first such. */
function mostContext(window: Stretch, windows: readonly Stretch[]): Uint8Array {
  return Uint8Array.from({ length: window.end - window.start }, (_, i) => {
    const token = window.start + i;
    let best: Stretch | undefined;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const other of windows) {
      if (token < other.start || token >= other.end) continue;
      const border = Math.min(token - other.start, other.end - 1 - token);
      const score = border + 0.01 * (other.end - other.start);
      if (score > bestScore) [best, bestScore] = [other, score];
    }
    return best === window ? 1 : 0;
  });
}
