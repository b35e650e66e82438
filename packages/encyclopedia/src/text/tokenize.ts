import type { Mention, Sentence } from "./sentence.ts";

export interface TokenizedMention {
  readonly mention: Mention;
  /** Token indices, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

const pattern = /'s-\p{L}+|(?:\p{L}\.)+|\b(?:Jr|Inc|St)\.|[\p{L}\p{N}]+(?:[-'’/][\p{L}\p{N}]+)*|'s|[^\s]/gu;

/** A sentence as tokens; mentions never share a token with the text around them. */
export function tokenize(sentence: Sentence): {
  readonly tokens: readonly string[];
  readonly mentions: readonly TokenizedMention[];
} {
  const tokens: string[] = [];
  const mentions: TokenizedMention[] = [];
  for (const piece of sentence) {
    const start = tokens.length;
    tokens.push(...((typeof piece === "string" ? piece : piece.text).match(pattern) ?? []));
    if (typeof piece !== "string") mentions.push({ mention: piece, start, end: tokens.length });
  }
  return { tokens, mentions };
}
