/** A link to an article. `paragraph.text.slice(start, end)` is the mention; offsets in UTF-16 code units. */
export interface Link {
  /** Target as the wiki writes it, without section; redirects are not resolved here. */
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

export interface Paragraph {
  readonly text: string;
  /** In the order of the text; they do not overlap. */
  readonly links: readonly Link[];
  /** Whether it stands before the first heading. */
  readonly abstract: boolean;
  /** The nearest heading above it. */
  readonly section?: string;
}
