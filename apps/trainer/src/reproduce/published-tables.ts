/** The result tables of the paper as data: what it reports, and which of the rows a run here can give again. */
import type { FineTuneConfig } from "../run/fine-tune-config.ts";

export interface PublishedColumn {
  readonly title: string;
  readonly task: string;
  /** Where a figure of ours comes from; "hidden" test sets are scored by their makers alone. */
  readonly split: "dev" | "test" | "hidden";
  readonly figure: "precision" | "recall" | "f1" | "exactMatch";
}

/** The checkpoint that a row starts from: LUKE, RoBERTa as LUKE's folder, or RoBERTa trained further on Wikipedia. */
export type StartingPoint = "luke" | "roberta" | "control";

export interface PublishedRow {
  readonly title: string;
  /** In the order of the columns; undefined where the paper has none. */
  readonly values: readonly (number | undefined)[];
  /** Absent for rows that the paper cites from others and that are no model of this project. */
  readonly start?: StartingPoint;
  readonly settings?: Partial<FineTuneConfig>;
  /** What is not as in the paper. */
  readonly note?: string;
}

export interface PublishedTable {
  readonly number: number;
  readonly title: string;
  readonly columns: readonly PublishedColumn[];
  readonly rows: readonly PublishedRow[];
}

const words = { entityInputs: false };
const ownHead =
  "the paper cites this row; here RoBERTa with a head of this project on the words before the mentions";
const prf = (task: string): PublishedColumn[] => [
  { title: "precision", task, split: "test", figure: "precision" },
  { title: "recall", task, split: "test", figure: "recall" },
  { title: "F1", task, split: "test", figure: "f1" },
];
const answers = (task: string): PublishedColumn[] => [
  { title: "dev EM", task, split: "dev", figure: "exactMatch" },
  { title: "dev F1", task, split: "dev", figure: "f1" },
  { title: "test EM", task, split: "hidden", figure: "exactMatch" },
  { title: "test F1", task, split: "hidden", figure: "f1" },
];
const conll: PublishedColumn = {
  title: "CoNLL-2003 test F1",
  task: "named-entity-recognition",
  split: "test",
  figure: "f1",
};
const devOf = (title: string, task: string): PublishedColumn[] => [
  { title: `${title} dev EM`, task, split: "dev", figure: "exactMatch" },
  { title: `${title} dev F1`, task, split: "dev", figure: "f1" },
];
const squad = devOf("SQuAD", "question-answering");

export const publishedTables: readonly PublishedTable[] = [
  {
    number: 1,
    title: "Entity typing, Open Entity",
    columns: prf("entity-typing"),
    rows: [
      { title: "UFET", values: [77.4, 60.6, 68.0] },
      { title: "BERT", values: [76.4, 71.0, 73.6] },
      { title: "ERNIE", values: [78.4, 72.9, 75.6] },
      { title: "KEPLER", values: [77.2, 74.2, 75.7] },
      { title: "KnowBERT", values: [78.6, 73.7, 76.1] },
      { title: "K-Adapter", values: [79.3, 75.8, 77.5] },
      { title: "RoBERTa", values: [77.6, 75.0, 76.2], start: "roberta", settings: words, note: ownHead },
      { title: "LUKE", values: [79.9, 76.6, 78.2], start: "luke" },
    ],
  },
  {
    number: 2,
    title: "Relation classification, TACRED",
    columns: prf("relation-classification"),
    rows: [
      { title: "KEPLER", values: [70.4, 73.0, 71.7] },
      { title: "K-Adapter", values: [68.9, 75.4, 72.0] },
      { title: "RoBERTa", values: [70.2, 72.4, 71.3], start: "roberta", settings: words, note: ownHead },
      { title: "LUKE", values: [70.4, 75.1, 72.7], start: "luke" },
    ],
  },
  {
    number: 3,
    title: "Named entity recognition, CoNLL-2003",
    columns: [{ ...conll, title: "F1" }],
    rows: [
      { title: "LSTM-CRF", values: [91.0] },
      { title: "ELMo", values: [92.2] },
      { title: "BERT", values: [92.8] },
      { title: "Akbik et al. (2018)", values: [93.1] },
      { title: "Baevski et al. (2019)", values: [93.5] },
      { title: "RoBERTa", values: [92.4], start: "roberta", settings: words },
      { title: "LUKE", values: [94.3], start: "luke" },
    ],
  },
  {
    number: 4,
    title: "Cloze-style question answering, ReCoRD",
    columns: answers("cloze"),
    rows: [
      { title: "XLNet+Verifier", values: [80.6, 82.1, 81.5, 82.7] },
      {
        title: "RoBERTa",
        values: [89.0, 89.5, undefined, undefined],
        start: "roberta",
        settings: words,
        note: ownHead,
      },
      { title: "RoBERTa (ensemble)", values: [undefined, undefined, 90.0, 90.6] },
      { title: "LUKE", values: [90.8, 91.4, 90.6, 91.2], start: "luke" },
    ],
  },
  {
    number: 5,
    title: "Extractive question answering, SQuAD 1.1",
    columns: answers("question-answering"),
    rows: [
      { title: "XLNet", values: [89.0, 94.5, 89.9, 95.1] },
      { title: "ALBERT", values: [89.3, 94.8, undefined, undefined] },
      { title: "RoBERTa", values: [88.9, 94.6, undefined, undefined], start: "roberta", settings: words },
      { title: "LUKE", values: [89.8, 95.0, 90.2, 95.4], start: "luke" },
    ],
  },
  {
    number: 6,
    title: "Entities as inputs",
    columns: [conll, ...squad],
    rows: [
      { title: "LUKE without entity inputs", values: [92.9, 89.2, 94.8], start: "luke", settings: words },
      { title: "LUKE", values: [94.3, 89.8, 95.0], start: "luke" },
    ],
  },
  {
    number: 7,
    title: "Entity-aware self-attention",
    columns: [
      { title: "Open Entity test F1", task: "entity-typing", split: "test", figure: "f1" },
      { title: "TACRED test F1", task: "relation-classification", split: "test", figure: "f1" },
      conll,
      ...devOf("ReCoRD", "cloze"),
      ...squad,
    ],
    rows: [
      {
        title: "original attention",
        values: [77.9, 72.2, 94.1, 90.1, 90.7, 89.2, 94.7],
        start: "luke",
        settings: { entityAwareAttention: false },
      },
      {
        title: "entity-aware attention",
        values: [78.2, 72.7, 94.3, 90.8, 91.4, 89.8, 95.0],
        start: "luke",
      },
    ],
  },
  {
    number: 8,
    title: "RoBERTa trained further on the same Wikipedia",
    columns: [conll, ...squad],
    rows: [
      {
        title: "RoBERTa with extra training",
        values: [92.5, 89.1, 94.7],
        start: "control",
        settings: words,
      },
      { title: "RoBERTa", values: [92.4, 88.9, 94.6], start: "roberta", settings: words },
      { title: "LUKE", values: [94.3, 89.8, 95.0], start: "luke" },
    ],
  },
];
