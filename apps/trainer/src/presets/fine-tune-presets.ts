/**
 * Run configs of `luke finetune` by name, one for each task. What they say nothing of has the paper's values (Table 12).
 *
 *     luke finetune TASK published --set model=luke-large --set train=… --set dev=… --set test=… --set out=runs/task
 *
 * - `published`, `paper` and `hf`: learning rate, batch and epochs of Table 11, inputs as the preset of the same name builds
 *   them. For LUKE-large the paper says 10 minutes for entity typing, 190 for relations and 203 for names on one V100, 92 and
 *   42 minutes on eight for the two kinds of questions, and these scores on the development sets: 78.5, 72.0, 97.1 and
 *   95.0 F1, 90.8 exact match for cloze questions. None of these runs has been made here.
 * - `reduced`: for a machine of two cores and 8 GB, with LUKE-base: texts of 128 words (256 of questions), names of up to 8 words,
 *   micro-batches of 1024 tokens, embeddings of words frozen, layers computed again for the gradient.
 *   `--plan` says what it takes there.
 */
import { publishedRuns } from "../reproduce/published-runs.ts";
import type { FineTuneConfig } from "../run/fine-tune-config.ts";

export type FineTunePreset = Partial<FineTuneConfig>;

export const fineTunePresetNames = ["published", "paper", "hf", "reduced"] as const;

const questions: ReadonlySet<string> = new Set(["cloze", "question-answering"]);

/** @param task - one of the five; undefined for a name that is no preset */
export function fineTunePreset(task: string, name: string): FineTunePreset | undefined {
  const published: FineTunePreset = { preset: "published", ...publishedRuns[task]?.settings };
  switch (name as (typeof fineTunePresetNames)[number]) {
    case "published":
      return published;
    case "paper":
      // "Early stopping based on performance on the development set" (Appendix B), for all tasks.
      return { ...published, preset: "paper", keep: "best" };
    case "hf":
      return { ...published, preset: "hf", ...(task === "question-answering" ? { maxWords: 384 } : {}) };
    case "reduced":
      return {
        ...published,
        maxWords: questions.has(task) ? 256 : 128,
        ...(task === "named-entity-recognition" ? { maxSpanLength: 8 } : {}),
        maxTokens: 1024,
        recompute: true,
        freeze: ["embeddings.word"],
      };
    default:
      return undefined;
  }
}
