import { numEntityRows, numWordRows, type SequenceLayout } from "@lukejs/attention";
import { dropoutHash } from "@lukejs/kernels";

/**
 * The key by which dropout knows each packed row: that of its text and its place there, words before entities. So a text
 * drops the same in any batch. [words + entities]
 *
 * @param textKeys - [texts]
 * @throws RangeError for another number of keys than of texts
 */
export function rowKeys(textKeys: Uint32Array, layout: SequenceLayout): Uint32Array {
  const { wordStarts, entityStarts } = layout;
  const texts = wordStarts.length - 1;
  if (textKeys.length !== texts) {
    throw new RangeError(`packedLuke: ${textKeys.length} dropout keys, expected ${texts}, one for each text`);
  }
  const numWords = numWordRows(layout);
  const keys = new Uint32Array(numWords + numEntityRows(layout));
  for (let text = 0; text < texts; text++) {
    const [key, firstWord, endWord] = [textKeys[text]!, wordStarts[text]!, wordStarts[text + 1]!];
    const [firstEntity, endEntity] = [entityStarts[text]!, entityStarts[text + 1]!];
    for (let row = firstWord; row < endWord; row++) keys[row] = dropoutHash(row - firstWord, key);
    for (let row = firstEntity; row < endEntity; row++) {
      keys[numWords + row] = dropoutHash(endWord - firstWord + row - firstEntity, key);
    }
  }
  return keys;
}
