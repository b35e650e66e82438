import { type ExampleOptions, pageExamples } from "./page-examples.ts";
import { PretrainingExamples } from "./pretraining-examples.ts";
import type { EntityIndex, PretrainingPage, WordEncoder } from "./pretraining-page.ts";

export interface BuildOptions extends ExampleOptions {
  /** Called after each page with the number of pages read. */
  readonly onProgress?: (pages: number) => void;
  readonly signal?: AbortSignal;
}

/** Training examples and those held out for validation. */
export interface PretrainingSplits {
  readonly train: PretrainingExamples;
  readonly heldOut: PretrainingExamples;
}

/**
 * Builds all pretraining examples of a corpus (paper §3.3, Appendix A). The same pages in the same order give
 * the same examples. Returns to the event loop between pages.
 */
export async function buildPretrainingExamples(
  pages: AsyncIterable<PretrainingPage> | Iterable<PretrainingPage>,
  tokenizer: WordEncoder,
  entities: EntityIndex,
  options: BuildOptions,
): Promise<PretrainingSplits> {
  const train = new PretrainingExamples();
  const heldOut = new PretrainingExamples();
  let count = 0;
  for await (const page of pages) {
    options.signal?.throwIfAborted();
    const examples = pageExamples(page, tokenizer, entities, options);
    for (const example of examples.train) train.append(example);
    for (const example of examples.heldOut) heldOut.append(example);
    options.onProgress?.(++count);
  }
  return { train, heldOut };
}
