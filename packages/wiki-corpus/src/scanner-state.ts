import { type BracketMatches, matchBrackets } from "./match-brackets.ts";
import { NextIndex } from "./next-index.ts";
import { ParagraphBuilder, type Suspended } from "./paragraph-builder.ts";
import type { ScanOptions } from "./scan-wikitext.ts";
import type { TemplatePiece } from "./template-pieces.ts";
import { codesOf } from "./text-codes.ts";
import type { WikiRules } from "./wiki-rules.ts";

/** What is being read: when `limit` is reached the frame ends, and reading goes on at `resume`. */
export type Frame = { limit: number; readonly resume: number } & (
  | { readonly kind: "link"; readonly title: string | undefined; readonly linksBefore: number }
  | { readonly kind: "template"; readonly pieces: readonly TemplatePiece[]; next: number }
  | { readonly kind: "heading" }
  | { readonly kind: "table" }
  | { readonly kind: "caption"; readonly suspended: Suspended }
);

/** What the readers of the single constructs share while one page is scanned. */
export class ScannerState {
  readonly text: string;
  /** The code units of the text, two zeros behind them; valid, as the matches are, until the next state is made. */
  readonly codes: Uint16Array;
  readonly wiki: WikiRules;
  readonly options: ScanOptions;
  readonly matches: BracketMatches;
  readonly builder: ParagraphBuilder = new ParagraphBuilder();
  readonly droppedTemplates: Map<string, number> = new Map();
  readonly newline: NextIndex;
  readonly tagEnd: NextIndex;
  readonly #frames: Frame[] = [];
  /** Where the innermost frame ends. */
  limit: number;
  openLinks = 0;
  openCaptions = 0;
  /** Tables that are read, not left out. */
  openTables = 0;
  /** In the line of a table's header, whose cells "!!" divides. */
  inHeaderRow = false;
  /** What stands in `<ref>`s that are kept. */
  readonly references: string[] = [];
  /** `[http://… label` whose `]` is still to come on this line. */
  openExternalLinks = 0;
  atLineStart = true;
  /** Inside a table that is never closed: its lines are left out. */
  inBrokenTable = false;
  disambiguation = false;
  /** Up to where the apostrophes of the line have been counted, and the run that gives one up. */
  apostropheLineEnd = -1;
  apostropheRun = -1;

  constructor(text: string, wiki: WikiRules, options: ScanOptions) {
    this.text = text;
    this.wiki = wiki;
    this.options = options;
    this.codes = codesOf(text);
    this.matches = matchBrackets(text, this.codes);
    this.limit = text.length;
    this.newline = new NextIndex(text, "\n");
    this.tagEnd = new NextIndex(text, ">");
  }

  get frame(): Frame | undefined {
    return this.#frames[this.#frames.length - 1];
  }

  push(frame: Frame): void {
    this.#frames.push(frame);
    this.limit = frame.limit;
  }

  pop(): void {
    this.#frames.pop();
    this.limit = this.frame?.limit ?? this.text.length;
  }

  /** End of the line at `i`, not beyond the innermost frame. */
  lineEnd(i: number): number {
    const end = this.newline.from(i);
    return end < 0 || end > this.limit ? this.limit : end;
  }

  /** A new paragraph, or a space inside a mention. */
  breakParagraph(): void {
    if (this.openLinks > 0) this.builder.space();
    else this.builder.flush();
  }
}
