import { characterToByte } from "./byte-alphabet.ts";

/** The text of tokens in the byte alphabet; with `spaced`, added tokens are set off with single spaces. */
export function decodeTokens(
  tokens: readonly { readonly text: string; readonly added: boolean }[],
  spaced: boolean,
): string {
  const parts: string[] = [];
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) parts.push(utf8.decode(Uint8Array.from(bytes)));
    bytes = [];
  };
  for (const { text, added } of tokens) {
    if (added) {
      flush();
      parts.push(text);
    } else {
      appendBytes(text, bytes);
    }
  }
  flush();
  return parts.join(spaced ? " " : "");
}

const utf8: TextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A character outside the alphabet (of a special token with a name of its own) stands for its own UTF-8. */
function appendBytes(token: string, bytes: number[]): void {
  for (const character of token) {
    const byte = characterToByte[character.codePointAt(0)!] ?? -1;
    if (byte >= 0) bytes.push(byte);
    else bytes.push(...new TextEncoder().encode(character));
  }
}
