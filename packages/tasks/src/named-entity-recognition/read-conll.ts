import { cannotReadRow } from "../fine-tuning/errors.ts";
import { isJsonLines, type ReadOptions, readSome } from "../fine-tuning/parse-rows.ts";
import { readNamesInText } from "./read-names-in-text.ts";
import { type NameSpan, spansOfTags } from "./spans-of-tags.ts";

export interface NerSentence {
  readonly words: readonly string[];
  /** As the file has them. */
  readonly tags: readonly string[];
  readonly spans: readonly NameSpan[];
}

/** Sentences that give each other context. */
export interface NerDocument {
  /** As data of one's own names it. */
  readonly id?: string;
  readonly sentences: readonly NerSentence[];
}

/**
 * Columns as in CoNLL-2003: a word first and its tag last, a blank line after a sentence, -DOCSTART- before a
 * document (paper §4.3). Tags are IOB1, IOB2 or BIOES. In a file without -DOCSTART- each sentence is a document.
 * Data of one's own is JSON, a sentence or document a line ({@link readNamesInText}).
 *
 * @throws LukeError TSK201 naming file and line, TSK204 when there is no sentence.
 */
export function readConll(text: string, file: string, options: ReadOptions = {}): NerDocument[] {
  return readSome(file, options, (told) =>
    isJsonLines(text) || /^\s*\[\s*\{/.test(text)
      ? readNamesInText(text, file, told)
      : readColumns(text, file, told),
  );
}

function readColumns(text: string, file: string, options: ReadOptions): NerDocument[] {
  const documents: NerSentence[][] = [];
  let sentences: NerSentence[] = [];
  let words: string[] = [];
  let tags: string[] = [];
  let marked = false;
  const endSentence = (): void => {
    if (words.length > 0) sentences.push({ words, tags, spans: spansOfTags(tags) });
    [words, tags] = [[], []];
  };
  const endDocument = (): void => {
    endSentence();
    if (sentences.length > 0) documents.push(sentences);
    sentences = [];
  };
  const refuse = (i: number, wanted: string): void => {
    const error = cannotReadRow(file, `line ${i + 1}`, wanted);
    if (options.onBadRow === undefined) throw error;
    options.onBadRow(error);
  };
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") {
      endSentence();
      continue;
    }
    // A word may be white space of its own kind, so only the separators of the format are cut.
    const columns = line.includes("\t") ? line.split("\t") : line.trimEnd().split(/ +/);
    if (columns[0] === "-DOCSTART-") {
      marked = true;
      endDocument();
      continue;
    }
    const tag = columns.at(-1)!.trim();
    if (columns.length < 2) {
      refuse(i, `wanted a word and a tag, found one column ("${line}")`);
      continue;
    }
    if (!/^(O|[BIESLU]-.+)$/.test(tag)) {
      refuse(i, `wanted a tag like O, B-PER or I-PER in the last column, found "${tag}"`);
      continue;
    }
    words.push(columns[0]!);
    tags.push(tag);
  }
  endDocument();
  const all = marked ? documents : documents.flat().map((sentence) => [sentence]);
  return all.map((document) => ({ sentences: document }));
}
