import { printFixed } from "../fine-tuning/print-fixed.ts";

export interface ChunkFigures {
  /** Percentages, 0..100. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Chunks in the prediction. */
  readonly found: number;
  /** Chunks in the gold data. */
  readonly phrases: number;
  readonly correct: number;
}

export interface ChunkScores extends ChunkFigures {
  readonly tokens: number;
  /** Percentage of tokens with the right tag and type, those outside chunks included. */
  readonly accuracy: number;
  readonly types: ReadonlyMap<string, ChunkFigures>;
}

interface Tag {
  readonly position: string;
  readonly type: string;
}
const outside: Tag = { position: "O", type: "" };

/**
 * Chunk precision, recall and F1 by CoNLL's definition (paper §4.3): a chunk is right when its start, end and
 * type are. An I after O or after another type starts a chunk, so IOB1 and IOB2 score alike. Made for those two;
 * give it IOBES as `chunkTags(spansOfTags(…))`.
 *
 * @param gold - tags of the words, per sentence
 * @throws RangeError when a sentence has another number of predicted tags than of gold tags.
 */
export function scoreChunks(
  gold: readonly (readonly string[])[],
  predicted: readonly (readonly string[])[],
): ChunkScores {
  const counts = new Map<string, { correct: number; phrases: number; found: number }>();
  const countOf = (type: string) => {
    const found = counts.get(type) ?? { correct: 0, phrases: 0, found: 0 };
    counts.set(type, found);
    return found;
  };
  let tokens = 0;
  let rightTags = 0;
  /** The type of the chunk that both sides have been in since its start. */
  let open: string | undefined;
  let [lastGold, lastGuess] = [outside, outside];
  const step = (tag: Tag, guess: Tag, boundary: boolean): void => {
    const [goldEnds, guessEnds] = [endsChunk(lastGold, tag), endsChunk(lastGuess, guess)];
    if (open !== undefined) {
      if (goldEnds && guessEnds && lastGold.type === lastGuess.type) {
        countOf(open).correct++;
        open = undefined;
      } else if (goldEnds !== guessEnds || tag.type !== guess.type) open = undefined;
    }
    const [goldStarts, guessStarts] = [startsChunk(lastGold, tag), startsChunk(lastGuess, guess)];
    if (goldStarts && guessStarts && tag.type === guess.type) open = tag.type;
    if (goldStarts) countOf(tag.type).phrases++;
    if (guessStarts) countOf(guess.type).found++;
    if (!boundary) {
      tokens++;
      if (tag.position === guess.position && tag.type === guess.type) rightTags++;
    }
    [lastGold, lastGuess] = [tag, guess];
  };
  checkLengths(gold, predicted);
  for (const [i, tags] of gold.entries()) {
    for (const [j, tag] of tags.entries()) step(parseTag(tag), parseTag(predicted[i]![j]!), false);
    step(outside, outside, true);
  }
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const sum = (key: "correct" | "phrases" | "found"): number => rows.reduce((a, [, row]) => a + row[key], 0);
  return {
    ...figuresOf({ correct: sum("correct"), phrases: sum("phrases"), found: sum("found") }),
    tokens,
    accuracy: tokens === 0 ? 0 : (100 * rightTags) / tokens,
    types: new Map(rows.map(([type, row]) => [type, figuresOf(row)])),
  };
}

/** The scores as conlleval prints them. */
export function formatChunkScores(scores: ChunkScores): string {
  const percent = (value: number): string => printFixed(value, 2).padStart(6);
  const figures = ({ precision, recall, f1 }: ChunkFigures): string =>
    `precision: ${percent(precision)}%; recall: ${percent(recall)}%; FB1: ${percent(f1)}`;
  const { tokens, phrases, found, correct } = scores;
  const first = `processed ${tokens} tokens with ${phrases} phrases; found: ${found} phrases; correct: ${correct}.\n`;
  if (tokens === 0) return first;
  const rows = [...scores.types].map(([type, row]) => {
    const line = `${type.padStart(17)}: ${figures(row)}  ${row.found}\n`;
    // The official script lists an empty type once for each side that has it.
    return type === "" && row.phrases > 0 && row.found > 0 ? line + line : line;
  });
  return `${first}accuracy: ${percent(scores.accuracy)}%; ${figures(scores)}\n${rows.join("")}`;
}

/** "B-creative-work" is B and creative-work; a type "0" counts as none, as in the official script. */
function parseTag(tag: string): Tag {
  const dash = tag.indexOf("-");
  if (dash < 0) return { position: tag, type: "" };
  const type = tag.slice(dash + 1);
  return { position: tag.slice(0, dash), type: type === "0" ? "" : type };
}

const chunkEnds = new Set(["B B", "B O", "I B", "I O", "E E", "E I", "E O"]);
const chunkStarts = new Set(["B B", "I B", "O B", "O I", "E E", "E I", "O E"]);

function endsChunk(last: Tag, next: Tag): boolean {
  if (chunkEnds.has(`${last.position} ${next.position}`)) return true;
  if (last.position === "[" || last.position === "]") return true;
  return last.position !== "O" && last.position !== "." && last.type !== next.type;
}

function startsChunk(last: Tag, next: Tag): boolean {
  if (chunkStarts.has(`${last.position} ${next.position}`)) return true;
  if (next.position === "[" || next.position === "]") return true;
  return next.position !== "O" && next.position !== "." && last.type !== next.type;
}

function figuresOf(counts: { correct: number; phrases: number; found: number }): ChunkFigures {
  const { correct, phrases, found } = counts;
  const precision = found === 0 ? 0 : (100 * correct) / found;
  const recall = phrases === 0 ? 0 : (100 * correct) / phrases;
  const sum = precision + recall;
  return { precision, recall, f1: sum === 0 ? 0 : (2 * precision * recall) / sum, ...counts };
}

function checkLengths(gold: readonly (readonly string[])[], predicted: readonly (readonly string[])[]): void {
  if (gold.length !== predicted.length) {
    throw new RangeError(
      `Cannot score: ${predicted.length} predicted sentences, expected ${gold.length} as in the gold data`,
    );
  }
  for (const [i, tags] of gold.entries()) {
    if (predicted[i]!.length !== tags.length) {
      throw new RangeError(
        `Cannot score sentence ${i}: it has ${tags.length} words and ${predicted[i]!.length} predicted tags`,
      );
    }
  }
}
