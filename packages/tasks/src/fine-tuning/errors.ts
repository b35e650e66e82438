import { LukeError } from "@lukejs/errors";

/** Where in a file something stands, in words; or how to find out, which may take reading the file again. */
export type Place = string | (() => string);

export function cannotReadRow(file: string, where: Place, wanted: string, cause?: unknown): LukeError {
  return new LukeError({
    code: "TSK201",
    message: `Cannot read "${file}": ${typeof where === "string" ? where : where()}: ${wanted}`,
    hint: "Correct this row, or check that the file has the format that the task reads.",
    cause,
  });
}

export function cannotReadJson(file: string, where: string, cause: unknown): LukeError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new LukeError({
    code: "TSK202",
    message: `Cannot read "${file}": ${where}: wanted JSON, found ${reason}`,
    hint: "The file may be cut off or of another format.",
    cause,
  });
}

export function cannotOpenDataset(file: string, cause: unknown): LukeError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new LukeError({ code: "TSK203", message: `Cannot open the dataset "${file}": ${reason}`, cause });
}

export function noExamplesInFile(file: string): LukeError {
  return new LukeError({
    code: "TSK204",
    message: `Cannot read "${file}": wanted at least one example, found none`,
  });
}

export function unknownMarker(name: string): LukeError {
  return new LukeError({
    code: "TSK211",
    message: `Cannot build features: the tokenizer does not know the marker "${name}"`,
    hint: "Add the task's markers to the tokenizer and their rows to the model first.",
  });
}

export function unknownLabel(label: string, known: readonly string[]): LukeError {
  return new LukeError({
    code: "TSK212",
    message: `Cannot train on the label "${label}": the task has ${known.length} labels (${known.slice(0, 12).join(", ")}${known.length > 12 ? ", …" : ""})`,
    hint: "Take the labels from the training data.",
  });
}

export function nothingToScore(what: string): LukeError {
  return new LukeError({
    code: "TSK231",
    message: `Cannot score: wanted at least one of the ${what}, found none`,
  });
}

export function noAnswersToCompare(id: string): LukeError {
  return new LukeError({
    code: "TSK232",
    message: `Cannot score question "${id}": wanted at least one right answer, found none`,
  });
}

export function modelTooShort(maxWords: number, wanted: number): LukeError {
  return new LukeError({
    code: "TSK213",
    message: `Cannot build features: the model takes ${maxWords} words, this task needs at least ${wanted}`,
  });
}
