/** What a report shows; the same data stands beside the page as report.json. */
export interface ReportData {
  readonly title: string;
  /** One line under the title: machine, backend, commit. */
  readonly subtitle: string;
  /** What had to be reached, and whether it was. */
  readonly checks: readonly { readonly text: string; readonly passed: boolean }[];
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly stages: readonly StageTime[];
  readonly pretraining: PretrainingReport;
  readonly tasks: readonly TaskReport[];
}

export interface StageTime {
  readonly name: string;
  readonly seconds: number;
  readonly skipped: boolean;
}

export interface PretrainingReport {
  /** Training losses by step; stages of training follow each other on one axis. */
  readonly curves: readonly Curve[];
  /** Steps at which a stage begins. */
  readonly stageStarts: readonly { readonly step: number; readonly name: string }[];
  /** Held-out figures in per cent. */
  readonly scores: readonly ScoreRow[];
  readonly examples: readonly HighlightedText[];
}

export interface TaskReport {
  readonly name: string;
  readonly metric: string;
  /** In per cent. */
  readonly score: number;
  readonly majority: number;
  readonly nameLookup: number;
  readonly details: readonly ScoreRow[];
  readonly curves: readonly Curve[];
  readonly examples: readonly HighlightedText[];
}

export interface ScoreRow {
  readonly name: string;
  readonly value: string;
}

export interface Curve {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** A text with marked spans; offsets are UTF-16 code units, spans are in order and do not overlap. */
export interface HighlightedText {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** What was asked and answered, in a line. */
  readonly note?: string;
  /** Whether the prediction is what was wanted; absent where nothing was. */
  readonly right?: boolean;
}

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** Right and wrong predictions, gold that was missed, and what is merely pointed at. */
  readonly tone: "right" | "wrong" | "missed" | "neutral";
}

/** What a report says of a run's predictions besides the scores. */
export interface Analysis {
  /** Examples, or sentences of documents. */
  readonly examples: number;
  readonly wrong: number;
  /** Some of the wrong ones, in their text. */
  readonly errors: readonly HighlightedText[];
  readonly kinds: readonly KindRow[];
  /** `rows[gold][predicted]` counts. */
  readonly confusion?: { readonly labels: readonly string[]; readonly rows: readonly (readonly number[])[] };
}

/** Figures of one label, or of one kind of question; percentages are 0..100. */
export interface KindRow {
  readonly name: string;
  /** How often it is wanted. */
  readonly gold: number;
  readonly found?: number;
  readonly precision?: number;
  readonly recall?: number;
  readonly f1?: number;
  readonly exactMatch?: number;
}
