import { LukeError } from "@lukejs/errors";

/** The texts of this package's errors, in one place. */

export function unknownPipeline(name: string, known: readonly string[]): LukeError {
  return new LukeError({
    code: "LUK001",
    message: `Cannot load a pipeline for "${name}", expected one of ${known.join(", ")}`,
    exitCode: 2,
  });
}

export function filesMissing(source: string, missing: readonly string[]): LukeError {
  return new LukeError({
    code: "LUK002",
    message: `Cannot load a pipeline from "${source}": it lacks ${missing.join(", ")}`,
    hint: "Wanted are the files of a Hugging Face folder: config.json, model.safetensors, vocab.json and merges.txt (mLUKE: sentencepiece.bpe.model).",
  });
}

export function otherTask(
  folder: string,
  models: {
    readonly task: string;
    readonly wanted: string;
    readonly found: string;
    readonly madeFor?: string | undefined;
  },
): LukeError {
  const { task, wanted, found, madeFor } = models;
  return new LukeError({
    code: "LUK003",
    message: `Cannot load "${folder}" for ${task}: it holds a ${found}, expected a ${wanted}`,
    hint:
      madeFor === undefined
        ? `Fine-tune a model on ${task}, or name the task that this one was made for.`
        : `It was made for ${madeFor}.`,
  });
}

export function noPipelineFor(folder: string, architecture: string, known: readonly string[]): LukeError {
  return new LukeError({
    code: "LUK004",
    message: `Cannot choose a pipeline for "${folder}": there is none for a ${architecture}`,
    hint: `There are pipelines for ${known.join(", ")}.`,
  });
}

export function filesDisagree(folder: string, problem: string): LukeError {
  return new LukeError({
    code: "LUK005",
    message: `Cannot load a pipeline from "${folder}": ${problem}`,
    hint: "config.json, the weights and the tokenizer must come from the same model.",
  });
}

export function textEmpty(task: string, field: string): LukeError {
  return new LukeError({
    code: "LUK006",
    message: `Cannot run ${task}: "${field}" is empty, expected a text with at least one character that is no space`,
  });
}

export function spanOutside(
  task: string,
  field: string,
  span: { readonly start: number; readonly end: number },
  length: number,
): LukeError {
  return new LukeError({
    code: "LUK007",
    message: `Cannot run ${task}: "${field}" is ${span.start}–${span.end}, expected 0 ≤ start < end ≤ ${length} (the length of the text)`,
    hint: "Offsets are UTF-16 code units: text.slice(start, end) is the mention.",
  });
}

export function inputInvalid(task: string, problem: string, hint?: string): LukeError {
  return new LukeError({
    code: "LUK008",
    message: `Cannot run ${task}: ${problem}`,
    ...(hint === undefined ? {} : { hint }),
  });
}

export function pipelineDisposed(task: string): LukeError {
  return new LukeError({
    code: "LUK009",
    message: `Cannot run ${task}: the pipeline has been disposed of`,
    hint: "Load it again.",
  });
}

export function configUnreadable(path: string, cause: unknown): LukeError {
  return new LukeError({
    code: "LUK010",
    message: `Cannot read the model configuration "${path}": ${cause instanceof Error ? cause.message : String(cause)}`,
    cause,
  });
}

export function downloadFailed(url: string, problem: string, cause?: unknown): LukeError {
  return new LukeError({
    code: "LUK011",
    message: `Cannot download "${url}": ${problem}`,
    hint: "Check the address and the connection; a page may read other hosts only where they allow it (CORS).",
    ...(cause === undefined ? {} : { cause }),
  });
}

export function readFailed(path: string, cause: unknown): LukeError {
  return new LukeError({
    code: "LUK012",
    message: `Cannot read "${path}": ${(cause as Error).message}`,
    cause,
  });
}

export function optionMissing(task: string, option: string, hint: string): LukeError {
  return new LukeError({
    code: "LUK013",
    message: `Cannot open a pipeline for ${task}: options.${option} is missing`,
    hint,
  });
}

export function modelTooBig(
  source: string,
  sizes: {
    readonly needed: number;
    readonly available: number;
    readonly where: string;
    /** The part of it that a single buffer would have to hold. */
    readonly tensor?: boolean;
    readonly fitting?: number | undefined;
  },
): LukeError {
  const { needed, available, where, tensor = false, fitting } = sizes;
  const message = tensor
    ? `its largest parameter takes ${gigabytes(needed)}, a buffer of ${where} holds ${gigabytes(available)}`
    : `a prediction takes about ${gigabytes(needed)}, ${where} has ${gigabytes(available)} left`;
  return new LukeError({
    code: "LUK014",
    message: `Cannot load a pipeline from "${source}": ${message}`,
    hint: [
      ...(fitting === undefined ? [] : [`With maxTokens: ${fitting} it fits.`]),
      tensor || where.startsWith("WebAssembly")
        ? 'Choose another backend ("native" where "luke setup" has run) or a smaller model.'
        : "Free memory, or take a smaller model.",
      "ignoreMemory: true tries it anyway.",
    ].join(" "),
  });
}

function gigabytes(bytes: number): string {
  return bytes >= 1e8 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toPrecision(2)} MB`;
}
