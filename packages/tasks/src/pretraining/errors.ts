import { LukeError } from "@lukejs/errors";

export function noExamples(folder: string): LukeError {
  return new LukeError({
    code: "TSK101",
    message: `Cannot read pretraining examples from "${folder}": wanted examples.json and its shards, found none`,
    hint: "Build them first, or check the path.",
  });
}

export function wrongShard(path: string, wanted: string, found: string, cause?: unknown): LukeError {
  return new LukeError({
    code: "TSK102",
    message: `Cannot read the pretraining shard "${path}": wanted ${wanted}, found ${found}`,
    hint: "The file is damaged or incomplete: build the examples again.",
    cause,
  });
}

export function wrongManifest(path: string, found: string): LukeError {
  return new LukeError({
    code: "TSK103",
    message: `Cannot read "${path}": wanted the description of pretraining examples, version 1, found ${found}`,
    hint: "Build the examples again with this version.",
  });
}

export function wrongExampleFile(path: string, wanted: string, found: string, cause?: unknown): LukeError {
  return new LukeError({
    code: "TSK106",
    message: `Cannot read the examples in "${path}": wanted ${wanted}, found ${found}`,
    hint: "Delete train.rows and train.index: they are made again from the shards.",
    cause,
  });
}

export function wordsOutsideVocabulary(id: number, vocabSize: number): LukeError {
  return new LukeError({
    code: "TSK104",
    message: `Cannot pretrain on these examples: word id ${id} is outside the model's vocabulary of ${vocabSize}`,
    hint: "Build the examples with the tokenizer that the model has.",
  });
}

export function entitiesOutsideVocabulary(id: number, entityVocabSize: number): LukeError {
  return new LukeError({
    code: "TSK105",
    message: `Cannot pretrain on these examples: entity id ${id} is outside the model's entity vocabulary of ${entityVocabSize}`,
    hint: "Build the examples with the entity vocabulary that the model has.",
  });
}
