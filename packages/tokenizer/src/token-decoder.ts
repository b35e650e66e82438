import { characterToByte } from "./byte-alphabet.ts";

/**
 * Tokens in the byte alphabet → text, some at a time.
 *
 * Bytes that may be the start of a character wait for the rest of it; what can be no character is U+FFFD. An added
 * token ends the run of bytes before it. With `spaced`, added tokens are set off with single spaces.
 */
export class TokenDecoder {
  readonly #spaced: boolean;
  readonly #utf8: TextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #bytes: Uint8Array = new Uint8Array(256);
  #numBytes = 0;
  #text = "";
  #inRun = false; // of tokens that are bytes
  #isEmpty = true;

  constructor(spaced: boolean) {
    this.#spaced = spaced;
  }

  push(token: string, added: boolean): void {
    if (added || !this.#inRun) {
      if (this.#inRun) this.#text += this.#decode(false);
      if (this.#spaced && !this.#isEmpty) this.#text += " ";
    }
    this.#inRun = !added;
    this.#isEmpty = false;
    if (added) this.#text += token;
    else this.#append(token);
  }

  /** The text that is certain by now, and has not been taken yet. */
  take(): string {
    const text = this.#text + this.#decode(true);
    this.#text = "";
    return text;
  }

  /** What is left, with U+FFFD for a character cut off. The decoder starts anew. */
  end(): string {
    const text = this.#text + this.#decode(false);
    this.#text = "";
    this.#inRun = false;
    this.#isEmpty = true;
    return text;
  }

  #decode(stream: boolean): string {
    const text = this.#utf8.decode(this.#bytes.subarray(0, this.#numBytes), { stream });
    this.#numBytes = 0;
    return text;
  }

  /** A character outside the alphabet (of a special token with a name of its own) stands for its own UTF-8. */
  #append(token: string): void {
    this.#reserve(token.length * 3);
    for (let at = 0; at < token.length; at++) {
      const byte = characterToByte[token.charCodeAt(at)] ?? -1;
      if (byte >= 0) {
        this.#bytes[this.#numBytes++] = byte;
        continue;
      }
      const character = String.fromCodePoint(token.codePointAt(at)!);
      for (const own of new TextEncoder().encode(character)) this.#bytes[this.#numBytes++] = own;
      at += character.length - 1;
    }
  }

  #reserve(more: number): void {
    if (this.#numBytes + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#numBytes + more, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
