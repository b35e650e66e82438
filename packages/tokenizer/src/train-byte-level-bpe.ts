import { byteToCharacter } from "./byte-alphabet.ts";
import type { BpeFiles } from "./byte-level-bpe.ts";
import { countWords } from "./count-words.ts";
import { PairQueue } from "./pair-queue.ts";
import { PairTable } from "./pair-table.ts";
import { robertaSpecialTokens } from "./special-tokens.ts";
import { TrainingWords } from "./training-words.ts";

export interface TrainingProgress {
  /** "read" counts UTF-16 units of text, without a known total; "merge" counts tokens of the vocabulary. */
  readonly stage: "read" | "merge";
  readonly done: number;
  readonly total?: number;
}

export interface BpeTrainingOptions {
  /** Rows of the vocabulary, special tokens and the 256 bytes included. */
  readonly vocabSize: number;
  /** Pairs that occur less often are not merged; 2. */
  readonly minFrequency?: number;
  /** `<mask>` becomes the last id, the others the first ones, in this order; RoBERTa's five. */
  readonly specialTokens?: readonly string[];
  readonly onProgress?: (progress: TrainingProgress) => void;
}

/**
 * Learns a byte-level BPE from texts: the merges that Hugging Face's ByteLevelBPETokenizer learns.
 *
 * The most frequent pair of neighbours within words is merged, of equally frequent ones that with the lower
 * ids, until the vocabulary is full or no pair is frequent enough. The same texts, in any order, give the
 * same files. Ids are laid out as RoBERTa's: `<s>` `<pad>` `</s>` `<unk>`, the bytes, the merges, `<mask>`.
 *
 * @throws RangeError if vocabSize has no room for the special tokens and the 256 bytes
 */
export async function trainByteLevelBpe(
  texts: Iterable<string> | AsyncIterable<string>,
  options: BpeTrainingOptions,
): Promise<BpeFiles> {
  const { vocabSize, minFrequency = 2, onProgress } = options;
  const specialTokens = [...new Set(options.specialTokens ?? Object.values(robertaSpecialTokens))];
  const smallest = specialTokens.length + 256;
  if (!Number.isInteger(vocabSize) || vocabSize < smallest) {
    throw new RangeError(
      `Cannot train a tokenizer: vocabSize is ${vocabSize}, expected an integer of at least ${smallest} (${specialTokens.length} special tokens and 256 bytes)`,
    );
  }

  let read = 0;
  const wordCounts = await countWords(texts, (length) => {
    read += length;
    onProgress?.({ stage: "read", done: read });
  });

  // Symbols are numbered as the reference does while it trains (it breaks ties by them): special tokens,
  // the byte characters by code point, then what is merged.
  const characters = Array.from(byteToCharacter, (character) => String.fromCharCode(character));
  const tokens = [...new Set([...specialTokens, ...characters.toSorted()])];
  const symbolOf = new Map(tokens.map((token, symbol) => [token, symbol]));
  const byteSymbols = Int32Array.from(characters, (character) => symbolOf.get(character)!);
  const merges = learnMerges(new TrainingWords(wordCounts, byteSymbols), {
    tokens,
    symbolOf,
    vocabSize,
    minFrequency,
    onMerge: (done) => onProgress?.({ stage: "merge", done, total: vocabSize }),
  });

  const last = tokens.filter((token) => token === robertaSpecialTokens.mask && specialTokens.includes(token));
  const inOrder = [...tokens.filter((token) => !last.includes(token)), ...last];
  return { vocab: Object.fromEntries(inOrder.map((token, id) => [token, id])), merges };
}

/** Extends `tokens` and `symbolOf` until the vocabulary is full; returns the merges as "left right". */
function learnMerges(
  words: TrainingWords,
  { tokens, symbolOf, vocabSize, minFrequency, onMerge }: LearnOptions,
): string[] {
  const pairs = new PairTable(1 << 14);
  const counts: number[] = []; // by number of the pair
  const queue = new PairQueue();
  let found = new Map<number, number[]>(); // pair → words in which it is new
  const count = (left: number, right: number, word: number, by: number): void => {
    const pair = pairs.add(left, right);
    counts[pair] = (counts[pair] ?? 0) + by * words.counts[word]!;
    if (by < 0) return;
    const list = found.get(pair);
    if (list === undefined) found.set(pair, [word]);
    else if (list.at(-1) !== word) list.push(word);
  };
  const queueFound = (): void => {
    for (const [pair, list] of found) {
      if (counts[pair]! <= 0) continue;
      queue.push({
        pair,
        left: pairs.left(pair),
        right: pairs.right(pair),
        count: counts[pair]!,
        words: list,
      });
    }
    found = new Map();
  };

  words.forEachPair((left, right, word) => count(left, right, word, 1));
  queueFound();
  const merges: string[] = [];
  while (tokens.length < vocabSize) {
    const top = queue.pop();
    if (top === undefined) break;
    if (top.count !== counts[top.pair]) {
      top.count = counts[top.pair]!; // other merges have taken some of its places since
      queue.push(top);
      continue;
    }
    if (top.count < 1 || top.count < minFrequency) break;
    const { left, right } = top;
    const token = tokens[left]! + tokens[right]!;
    let merged = symbolOf.get(token); // known if other parts make the same string
    if (merged === undefined) {
      merged = tokens.push(token) - 1;
      symbolOf.set(token, merged);
    }
    merges.push(`${tokens[left]} ${tokens[right]}`);
    for (const word of top.words) {
      words.merge(word, [left, right, merged], (first, second, by) => count(first, second, word, by));
    }
    queueFound();
    onMerge(tokens.length);
  }
  return merges;
}

interface LearnOptions {
  readonly tokens: string[];
  readonly symbolOf: Map<string, number>;
  readonly vocabSize: number;
  readonly minFrequency: number;
  readonly onMerge: (numTokens: number) => void;
}
