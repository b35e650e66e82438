/**
 * For every word id 1 where a token begins a word, 0 where it continues one. As in the original for RoBERTa:
 * a token begins a word if it decodes to something with a leading space (raw `Ġ`), or if its first raw
 * character is punctuation (ASCII symbols that BERT counts, or Unicode P*).
 */
export function wordStartTable(tokenizer: {
  readonly vocabSize: number;
  tokenOf(id: number): string | undefined;
}): Uint8Array {
  return Uint8Array.from({ length: tokenizer.vocabSize }, (_, id) => {
    const token = tokenizer.tokenOf(id) ?? "";
    return token.startsWith("Ġ") ||
      /^[\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e\p{P}]/u.test(token)
      ? 1
      : 0;
  });
}

/**
 * The units that masking takes or leaves, as lists of indices into `wordIds`; `<s>` and `</s>` belong to none.
 * Without a table each word token is a unit of its own (subword masking).
 */
export function wordGroups(wordIds: Int32Array, wordStarts: Uint8Array | undefined): number[][] {
  const groups: number[][] = [];
  for (let i = 1; i < wordIds.length - 1; i++) {
    const continues = wordStarts !== undefined && wordStarts[wordIds[i]!] === 0;
    if (continues && groups.length > 0) groups.at(-1)!.push(i);
    else groups.push([i]);
  }
  return groups;
}
