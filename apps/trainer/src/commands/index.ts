import type { AddCommand } from "../program.ts";
import { addCorpus } from "./corpus.ts";
import { addDoctor } from "./doctor.ts";
import { addExamples } from "./examples.ts";
import { addMentions } from "./mentions.ts";
import { addPretrain } from "./pretrain.ts";
import { addSetup } from "./setup.ts";
import { addTokenizer } from "./tokenizer.ts";
import { addVocab } from "./vocab.ts";

/** Every command, in the order of `luke --help`: set-up, then the road of the data. */
export const commands: readonly AddCommand[] = [
  addSetup,
  addDoctor,
  addCorpus,
  addVocab,
  addMentions,
  addTokenizer,
  addExamples,
  addPretrain,
];
