import { byteToCharacter } from "../src/byte-alphabet.ts";
import type { BpeFiles } from "../src/byte-level-bpe.ts";

const merges = ["l o", "lo w", "e r", "Ġ low"];

/** RoBERTa's layout with four merges: <s> <pad> </s> <unk>, the alphabet, low, er, …, <mask>. */
export const smallFiles: BpeFiles = {
  vocab: Object.fromEntries(
    [
      "<s>",
      "<pad>",
      "</s>",
      "<unk>",
      ...Array.from(byteToCharacter, (character) => String.fromCharCode(character)).sort(),
      ...merges.map((merge) => merge.replace(" ", "")),
      "<mask>",
    ].map((token, id) => [token, id]),
  ),
  merges,
};
