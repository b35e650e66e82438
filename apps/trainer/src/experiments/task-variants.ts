import type { FineTuneConfig } from "../run/fine-tune-config.ts";

/** What the experiment on the five tasks compares with LUKE as it is. */
export interface TaskVariant {
  readonly name: string;
  readonly title: string;
  /** Which of the pretrained models it starts from. */
  readonly start: "links" | "shuffled links";
  readonly settings: Partial<FineTuneConfig>;
}

export const taskVariants: readonly TaskVariant[] = [
  { name: "luke", title: "LUKE", start: "links", settings: {} },
  // The paper's Table 7.
  {
    name: "attention",
    title: "original attention",
    start: "links",
    settings: { entityAwareAttention: false },
  },
  // The paper's Table 6; beyond its two tasks the same weights with a head on the words.
  { name: "words", title: "no entity inputs", start: "links", settings: { entityInputs: false } },
  { name: "shuffled", title: "shuffled links", start: "shuffled links", settings: {} },
  { name: "scratch", title: "no pretraining", start: "links", settings: { initial: "random" } },
];
