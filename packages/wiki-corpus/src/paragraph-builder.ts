import { closeHoles } from "./close-holes.ts";
import type { Link, Paragraph } from "./paragraph.ts";

const SPACE = 32;

/** Collects text and links into paragraphs; runs of white space become one space, paragraphs have none at their ends. */
export class ParagraphBuilder {
  readonly paragraphs: Paragraph[] = [];
  links: Link[] = [];
  /** Starts of the mentions being read, outermost first: white space at their very beginning is moved before them. */
  readonly mentionStarts: number[] = [];
  /** Set where something is left out of the paragraph. */
  hasHoles = false;
  #text = "";
  #last = SPACE;
  #abstract = true;
  #section: string | undefined;

  get length(): number {
    return this.#text.length;
  }

  /** Length without a space at the end. */
  get trimmedLength(): number {
    return this.#last === SPACE && this.#text.length > 0 ? this.#text.length - 1 : this.#text.length;
  }

  /** Appends text that holds no run of white space and does not begin with any. */
  text(text: string): void {
    if (text === "") return;
    this.#text += text;
    this.#last = text.charCodeAt(text.length - 1);
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
    const length = this.#text.length;
    for (let i = this.mentionStarts.length - 1; this.mentionStarts[i] === length; i--)
      this.mentionStarts[i]!++;
    this.#text += " ";
    this.#last = SPACE;
  }

  /** Ends the paragraph; one without a letter or digit is dropped. */
  flush(): void {
    let text = this.#text.slice(0, this.trimmedLength);
    let links = this.links;
    if (this.hasHoles && text.includes(" (")) ({ text, links } = closeHoles(text, links));
    if (/[\p{L}\p{N}]/u.test(text)) {
      this.paragraphs.push({
        text,
        links,
        abstract: this.#abstract,
        ...(this.#section === undefined ? {} : { section: this.#section }),
      });
    }
    this.hasHoles = false;
    this.restore({ text: "", last: SPACE, links: [] });
  }

  /** Ends a heading: its text becomes the section of what follows. */
  heading(): void {
    const title = this.#text.slice(0, this.trimmedLength);
    this.#abstract = false;
    if (title !== "") this.#section = title;
    this.restore({ text: "", last: SPACE, links: [] });
  }

  /** Sets the current paragraph aside and begins another, for a caption in its middle. */
  suspend(): Suspended {
    const suspended = { text: this.#text, last: this.#last, links: this.links };
    this.restore({ text: "", last: SPACE, links: [] });
    return suspended;
  }

  restore(suspended: Suspended): void {
    this.#text = suspended.text;
    this.#last = suspended.last;
    this.links = suspended.links;
  }
}

export interface Suspended {
  readonly text: string;
  readonly last: number;
  readonly links: Link[];
}
