/**
 * How inputs are built where the paper, its code and transformers differ; docs/paper-map.md lists the differences.
 *
 * - `published`: as the code that gave the published numbers. Words of their own mark mentions, candidates and the gap;
 *   candidates of names have up to 16 word tokens; pieces of a text are trimmed and follow a space each; brackets of the
 *   treebank become round ones; a passage's line breaks are spaces.
 * - `paper`: as the text of the paper has it. No marking words, the text as it stands; candidates of names have up to 16 words,
 *   and are read at the first token of their first and last word.
 * - `hf`: as the tokenizer of transformers and its fine-tuned checkpoints. Marking words, in a text as it stands, with a space
 *   only where it has one; words of named entity recognition follow a space each.
 */
export type TaskPreset = "published" | "paper" | "hf";

/** Every {@link TaskPreset}, the default first. */
export const taskPresets: readonly TaskPreset[] = ["published", "paper", "hf"];
