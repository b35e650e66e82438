/** What example building reads: a page of any corpus. A wiki-corpus Page happens to be one. Offsets are UTF-16 code units. */
export interface PretrainingPage {
  readonly title: string;
  readonly paragraphs: readonly {
    readonly text: string;
    /** `text.slice(start, end)` is the mention of the entity `title`. */
    readonly links: readonly { readonly title: string; readonly start: number; readonly end: number }[];
    /** Whether the paragraph stands before the first heading. */
    readonly abstract?: boolean;
  }[];
}

/** Cuts text into sentences, in order and without overlap; offsets are UTF-16 code units. */
export type SentenceSplitter = (text: string) => readonly { readonly start: number; readonly end: number }[];

/** The part of a word tokenizer that example building needs; a RobertaTokenizer is one. */
export interface WordEncoder {
  readonly bosId: number;
  readonly eosId: number;
  encode(
    text: string,
    options: { readonly addSpecialTokens: false; readonly addPrefixSpace: boolean },
  ): { readonly ids: Int32Array };
}

/** The part of an entity vocabulary that example building needs. */
export interface EntityIndex {
  readonly unkId: number;
  idOf(title: string): number | undefined;
}
