import type { Paragraph } from "./paragraph.ts";

/** An article. */
export interface Page {
  readonly id: number;
  readonly revision: number;
  readonly title: string;
  readonly disambiguation: boolean;
  readonly paragraphs: readonly Paragraph[];
}

/** A title that leads to another. */
export interface Redirect {
  readonly id: number;
  readonly title: string;
  /** As the page says, without section; it may be a redirect itself. */
  readonly target: string;
}
