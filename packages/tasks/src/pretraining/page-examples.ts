import { type HeldOut, isHeldOut } from "./held-out.ts";
import { encodeLinkedSentence, type LinkedSentence } from "./linked-sentence.ts";
import type { EntityIndex, PretrainingPage, SentenceSplitter, WordEncoder } from "./pretraining-page.ts";

/** Settings of example building; the defaults are the paper's (Appendix A) and the original's. */
export interface ExampleOptions {
  readonly splitSentences: SentenceSplitter;
  /** Word tokens per example, `<s>` and `</s>` included: 512. */
  readonly maxWords?: number;
  /** Entities per example: 128. */
  readonly maxEntities?: number;
  /** Positions per mention: 30; a longer mention keeps its first ones. */
  readonly maxMention?: number;
  /** Shorter sentences (in word tokens) are dropped: 5. */
  readonly minSentenceWords?: number;
  /** Longer sentences are dropped: what fits into an example, `maxWords` - 2. */
  readonly maxSentenceWords?: number;
  /** Only what stands before the first heading: false. */
  readonly abstractsOnly?: boolean;
  /** Keep examples without any entity: false. */
  readonly keepWithoutEntities?: boolean;
  /** Links to titles outside the vocabulary become the entity [UNK] (as published) or plain text. */
  readonly unknownEntities?: "unk" | "skip";
  /** Follows redirects; titles are looked up as they come without it. */
  readonly resolveTitle?: (title: string) => string;
  readonly heldOut?: HeldOut;
}

/** One packed example: `<s>` sentences `</s>`, and its entities by position. */
export interface PackedExample {
  readonly wordIds: Int32Array;
  readonly entityIds: Int32Array;
  /** Index of each mention's first word token; `<s>` is 0. */
  readonly entityStarts: Int32Array;
  /** Positions of each mention, at most `maxMention`. */
  readonly entityLengths: Int32Array;
}

/**
 * The examples of one page, as the original builds them: sentences shorter than five or longer than 510 word
 * tokens are dropped; the others are packed greedily in order, across paragraphs and never across pages.
 */
export function pageExamples(
  page: PretrainingPage,
  tokenizer: WordEncoder,
  entities: EntityIndex,
  options: ExampleOptions,
): { train: PackedExample[]; heldOut: PackedExample[] } {
  const { maxWords = 512, minSentenceWords = 5, heldOut } = options;
  const maxSentenceWords = Math.min(options.maxSentenceWords ?? maxWords - 2, maxWords - 2);
  const train: LinkedSentence[] = [];
  const kept: LinkedSentence[] = [];
  const holdPage = heldOut?.by === "page" && isHeldOut(heldOut.fraction, page.title);
  for (const [p, paragraph] of page.paragraphs.entries()) {
    if (options.abstractsOnly === true && paragraph.abstract !== true) continue;
    for (const { text, links, start } of linkedSentences(paragraph, entities, options)) {
      const sentence = encodeLinkedSentence(text, links, tokenizer);
      const length = sentence.wordIds.length;
      if (length < minSentenceWords || length > maxSentenceWords) continue;
      const hold =
        holdPage || (heldOut?.by === "sentence" && isHeldOut(heldOut.fraction, page.title, p, start));
      (hold ? kept : train).push(sentence);
    }
  }
  return { train: pack(train, tokenizer, options), heldOut: pack(kept, tokenizer, options) };
}

/** Sentences of a paragraph with the links that lie wholly inside; other links stay plain text. */
function* linkedSentences(
  paragraph: PretrainingPage["paragraphs"][number],
  entities: EntityIndex,
  options: ExampleOptions,
): Generator<{ text: string; start: number; links: { entityId: number; start: number; end: number }[] }> {
  const resolve = options.resolveTitle ?? ((title: string) => title);
  const sorted = [...paragraph.links].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const sentence of options.splitSentences(paragraph.text.trimEnd())) {
    const links: { entityId: number; start: number; end: number }[] = [];
    let free = sentence.start;
    for (const link of sorted) {
      if (link.start < free || link.end > sentence.end || link.end <= link.start) continue;
      const known = entities.idOf(resolve(link.title));
      if (known === undefined && options.unknownEntities === "skip") continue;
      links.push({
        entityId: known ?? entities.unkId,
        start: link.start - sentence.start,
        end: link.end - sentence.start,
      });
      free = link.end;
    }
    yield { text: paragraph.text.slice(sentence.start, sentence.end), start: sentence.start, links };
  }
}

function pack(
  sentences: readonly LinkedSentence[],
  tokenizer: WordEncoder,
  options: ExampleOptions,
): PackedExample[] {
  const { maxWords = 512, maxEntities = 128, maxMention = 30, keepWithoutEntities = false } = options;
  const examples: PackedExample[] = [];
  let words: number[] = [tokenizer.bosId];
  let links: { entityId: number; start: number; length: number }[] = [];
  const flush = () => {
    if (words.length > 1 && (links.length > 0 || keepWithoutEntities)) {
      const some = links.slice(0, maxEntities);
      examples.push({
        wordIds: Int32Array.from([...words, tokenizer.eosId]),
        entityIds: Int32Array.from(some, (link) => link.entityId),
        entityStarts: Int32Array.from(some, (link) => link.start),
        entityLengths: Int32Array.from(some, (link) => Math.min(link.length, maxMention)),
      });
    }
    words = [tokenizer.bosId];
    links = [];
  };
  for (const sentence of sentences) {
    if (words.length + sentence.wordIds.length > maxWords - 1) flush();
    const offset = words.length;
    for (const id of sentence.wordIds) words.push(id);
    for (const link of sentence.links) links.push({ ...link, start: link.start + offset });
  }
  flush();
  return examples;
}
