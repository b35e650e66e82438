import { closeHoles } from "./close-holes.ts";
import type { Link, Paragraph } from "./paragraph.ts";
import { narrowTextOf } from "./text-codes.ts";

const SPACE = 32;
const letterOrDigit = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  if (/[a-z0-9]/i.test(String.fromCharCode(code))) letterOrDigit[code] = 1;
}

/** Used by one builder after the other. */
let pool = new Uint16Array(1 << 16);

/**
 * Collects text and links into paragraphs; runs of white space become one space, paragraphs have none at their ends.
 * A builder is valid until the next one is made: they write to the same memory.
 */
export class ParagraphBuilder {
  readonly paragraphs: Paragraph[] = [];
  links: Link[] = [];
  /** Starts of the mentions being read, outermost first: white space at their very beginning is moved before them. */
  readonly mentionStarts: number[] = [];
  /** Set where something is left out of the paragraph. */
  hasHoles = false;
  /** Where the paragraph begins and ends in the pool; suspended ones lie before it. */
  #begin = 0;
  #end = 0;
  #last = SPACE;
  #abstract = true;
  #section: string | undefined;

  get length(): number {
    return this.#end - this.#begin;
  }

  /** Length without a space at the end. */
  get trimmedLength(): number {
    return this.#last === SPACE && this.#end > this.#begin ? this.length - 1 : this.length;
  }

  /** Appends text that holds no run of white space and does not begin with any. */
  text(text: string): void {
    const { length } = text;
    if (length === 0) return;
    const codes = roomFor(this.#end + length);
    for (let i = 0; i < length; i++) codes[this.#end++] = text.charCodeAt(i);
    this.#last = codes[this.#end - 1]!;
  }

  /**
   * Appends the characters from `from` on that are not special, and single spaces between them; returns where they end.
   *
   * @param special by code below 256: 1 where the character is
   */
  ordinary(source: Uint16Array, from: number, limit: number, special: Uint8Array): number {
    const codes = roomFor(this.#end + limit - from);
    let end = this.#end;
    let i = from;
    for (; i < limit; i++) {
      const c = source[i]!;
      if (c < 256 && special[c] === 1) {
        if (c !== SPACE || i === from || i + 1 >= limit) break;
        const next = source[i + 1]!;
        if (next < 256 && special[next] === 1) break;
      }
      codes[end++] = c;
    }
    if (i > from) this.#last = source[i - 1]!;
    this.#end = end;
    return i;
  }

  /** Appends any text: every run of white space becomes one space. */
  anyText(text: string): void {
    const parts = text.split(/\s+/);
    for (const [i, part] of parts.entries()) {
      if (i > 0) this.space();
      this.text(part);
    }
  }

  space(): void {
    if (this.#last === SPACE) return;
    const { length } = this;
    for (let i = this.mentionStarts.length - 1; this.mentionStarts[i] === length; i--)
      this.mentionStarts[i]!++;
    roomFor(this.#end + 1)[this.#end++] = SPACE;
    this.#last = SPACE;
  }

  /** Ends the paragraph; one without a letter or digit is dropped. */
  flush(): void {
    if (this.#end > this.#begin && this.#hasLetterOrDigit()) {
      let text = this.#text();
      let links = this.links;
      if (this.hasHoles && text.includes(" (")) ({ text, links } = closeHoles(text, links));
      this.paragraphs.push({
        text,
        links,
        abstract: this.#abstract,
        ...(this.#section === undefined ? {} : { section: this.#section }),
      });
    }
    this.hasHoles = false;
    this.#empty();
  }

  /** Ends a heading: its text becomes the section of what follows. */
  heading(): void {
    const title = this.#text();
    this.#abstract = false;
    if (title !== "") this.#section = title;
    this.#empty();
  }

  /** Sets the current paragraph aside and begins another, for a caption in its middle. */
  suspend(): Suspended {
    const suspended = { begin: this.#begin, last: this.#last, links: this.links };
    this.#begin = this.#end;
    this.#empty();
    return suspended;
  }

  /** Goes on with the paragraph set aside last. */
  restore(suspended: Suspended): void {
    this.#end = this.#begin;
    this.#begin = suspended.begin;
    this.#last = suspended.last;
    this.links = suspended.links;
  }

  #text(): string {
    return narrowTextOf(pool, this.#begin, this.#begin + this.trimmedLength);
  }

  #hasLetterOrDigit(): boolean {
    for (let i = this.#begin; i < this.#end; i++) {
      const code = pool[i]!;
      if (code > 127) return /[\p{L}\p{N}]/u.test(this.#text());
      if (letterOrDigit[code] === 1) return true;
    }
    return false;
  }

  #empty(): void {
    this.#end = this.#begin;
    this.#last = SPACE;
    this.links = [];
  }
}

export interface Suspended {
  readonly begin: number;
  readonly last: number;
  readonly links: Link[];
}

/** The pool, large enough for so many code units. */
function roomFor(length: number): Uint16Array {
  if (length > pool.length) {
    const larger = new Uint16Array(Math.max(length, 2 * pool.length));
    larger.set(pool);
    pool = larger;
  }
  return pool;
}
