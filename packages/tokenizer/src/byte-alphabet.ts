/**
 * The alphabet of byte-level BPE (GPT-2, RoBERTa): one printable character for each of the 256 bytes.
 *
 * Bytes that print in Latin-1 stand for themselves; the 68 others get U+0100, U+0101, … in order, so a space
 * is "Ġ" (U+0120) and a newline "Ċ" (U+010A).
 */

/** The character (UTF-16 unit) that stands for each byte: [256]. */
export const byteToCharacter: Uint16Array = makeAlphabet();

/** The byte a character stands for: [0x144], -1 where it stands for none. */
export const characterToByte: Int16Array = invert(byteToCharacter);

/** Whether every character of a token stands for a byte. */
export function isInAlphabet(token: string): boolean {
  for (let index = 0; index < token.length; index++) {
    if (!(characterToByte[token.charCodeAt(index)]! >= 0)) return false;
  }
  return true;
}

function makeAlphabet(): Uint16Array {
  const characters = new Uint16Array(256);
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const prints = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xff && byte !== 0xad);
    characters[byte] = prints ? byte : next++;
  }
  return characters;
}

function invert(characters: Uint16Array): Int16Array {
  const bytes = new Int16Array(0x144).fill(-1);
  characters.forEach((character, byte) => {
    bytes[character] = byte;
  });
  return bytes;
}
