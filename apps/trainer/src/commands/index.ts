import type { AddCommand } from "../program.ts";
import { addCompletion } from "./completion.ts";
import { addConvert } from "./convert.ts";
import { addCorpus } from "./corpus.ts";
import { addDemo } from "./demo.ts";
import { addDoctor } from "./doctor.ts";
import { addEncode } from "./encode.ts";
import { addEvaluate } from "./evaluate.ts";
import { addExamples } from "./examples.ts";
import { addExperiments } from "./experiments.ts";
import { addFinetune } from "./finetune.ts";
import { addForward } from "./forward.ts";
import { addInit } from "./init.ts";
import { addInspect } from "./inspect.ts";
import { addMentions } from "./mentions.ts";
import { addPredict } from "./predict.ts";
import { addPretrain } from "./pretrain.ts";
import { addReport } from "./report.ts";
import { addReproduce } from "./reproduce.ts";
import { addSchema } from "./schema.ts";
import { addScore } from "./score.ts";
import { addSearch } from "./search.ts";
import { addSetup } from "./setup.ts";
import { addTokenizer } from "./tokenizer.ts";
import { addUpload } from "./upload.ts";
import { addValidate } from "./validate.ts";
import { addVocab } from "./vocab.ts";

/** Every command, in the order of `luke --help`: set-up, then the road of the data. */
export const commands: readonly AddCommand[] = [
  addSetup,
  addDoctor,
  addDemo,
  addCorpus,
  addVocab,
  addMentions,
  addTokenizer,
  addEncode,
  addExamples,
  addPretrain,
  addInit,
  addValidate,
  addFinetune,
  addSearch,
  addExperiments,
  addReproduce,
  addEvaluate,
  addPredict,
  addScore,
  addReport,
  addForward,
  addConvert,
  addInspect,
  addUpload,
  addSchema,
  addCompletion,
];
