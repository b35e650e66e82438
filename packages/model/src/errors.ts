import { LukeError } from "@lukejs/errors";

const shapeText = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

/** The first `limit` items on lines of their own, and how many more there are. */
function listed(items: readonly string[], limit = 5): string {
  const shown = items.slice(0, limit).map((item) => `\n  ${item}`);
  const rest = items.length - shown.length;
  return shown.join("") + (rest > 0 ? `\n  … and ${rest} more` : "");
}

/** One disagreement between a configuration and the weights beside it. */
export interface ShapeMismatch {
  readonly name: string;
  readonly expected: readonly number[];
  readonly found: readonly number[];
}

export function configInvalid(source: string, problems: readonly string[]): LukeError {
  return new LukeError({
    code: "MOD001",
    message: `Cannot read the model configuration ${source}:${listed(problems)}`,
    hint: 'A LUKE config.json has "model_type": "luke" and positive integer sizes.',
  });
}

export function modelTypeUnknown(
  source: string,
  found: unknown,
  known: readonly string[] = ["luke", "mluke"],
): LukeError {
  return new LukeError({
    code: "MOD002",
    message: `Cannot open ${source}: model_type is ${JSON.stringify(found) ?? "absent"}, expected ${known.map((type) => `"${type}"`).join(" or ")}`,
    hint: "Only LUKE and mLUKE folders can be opened; `luke convert --from roberta` makes one of a RoBERTa.",
  });
}

export function architectureUnknown(source: string, found: string, known: readonly string[]): LukeError {
  return new LukeError({
    code: "MOD003",
    message: `Cannot open ${source}: architecture "${found}", expected one of ${known.join(", ")}`,
    hint: 'Name the head in config.json ("architectures") or pass `architecture`.',
  });
}

export function tensorsMissing(source: string, names: readonly string[]): LukeError {
  return new LukeError({
    code: "MOD004",
    message: `Cannot load ${source}: ${names.length} tensors that the configuration asks for are not in the file:${listed(names)}`,
    hint: "config.json and the weights must come from the same model.",
  });
}

export function shapesDisagree(source: string, mismatches: readonly ShapeMismatch[]): LukeError {
  return new LukeError({
    code: "MOD005",
    message: `Cannot load ${source}: ${mismatches.length} tensors have another shape than config.json asks for:${listed(
      mismatches.map((m) => `${m.name}: found ${shapeText(m.found)}, expected ${shapeText(m.expected)}`),
    )}`,
    hint: "config.json and the weights must come from the same model.",
  });
}

export function fileUnreadable(path: string, cause: unknown): LukeError {
  const missing = (cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
  return new LukeError({
    code: "MOD006",
    message: `Cannot read ${path}: ${missing ? "there is no such file" : String((cause as Error | undefined)?.message ?? cause)}`,
    cause,
  });
}

export function weightsMissing(folder: string, looked: readonly string[]): LukeError {
  return new LukeError({
    code: "MOD007",
    message: `Cannot open the checkpoint ${folder}: it holds none of ${looked.join(", ")}`,
  });
}

export function pickleRefused(source: string, problem: string): LukeError {
  return new LukeError({
    code: "MOD011",
    message: `Cannot read ${source} as tensors: ${problem}`,
    hint: "Only tensors are read from .bin files; nothing in them is ever executed. Save the model as safetensors if you trust it.",
  });
}

export function folderUnwritable(path: string, cause: unknown): LukeError {
  return new LukeError({
    code: "MOD012",
    message: `Cannot save the checkpoint ${path}: ${String((cause as Error | undefined)?.message ?? cause)}`,
    cause,
  });
}

export function weightNotFinite(source: string, name: string, at: number, value: number): LukeError {
  return new LukeError({
    code: "MOD013",
    message: `Cannot load ${source}: tensor "${name}" holds ${value} at element ${at}`,
    hint: "A training run that diverged leaves such weights; pass `allowNonFinite` to look at them nevertheless.",
  });
}

export function memoryShort(source: string, needed: number, available: number | undefined): LukeError {
  const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(2)} GiB`;
  return new LukeError({
    code: "MOD014",
    message: `Cannot load ${source}: its weights need ${gib(needed)} of memory${
      available === undefined ? ", which could not be had" : `, available are ${gib(available)}`
    }`,
    hint: "Close other programs, take a smaller model, or one with a reduced entity table (`luke convert --lite`).",
  });
}

export function archiveRefused(source: string, problem: string): LukeError {
  return new LukeError({
    code: "MOD015",
    message: `Cannot read the archive ${source}: ${problem}`,
    hint: "An archive of the original holds pytorch_model.bin, metadata.json and entity_vocab.tsv or .jsonl.",
  });
}

export function downloadFailed(source: string, problem: string, cause?: unknown): LukeError {
  return new LukeError({
    code: "MOD016",
    message: `Cannot fetch ${source}: ${problem}`,
    hint: "What was downloaded is kept: the same call goes on from there.",
    cause,
  });
}

export function idOutOfRange(what: string, id: number, place: string, rows: number): LukeError {
  return new LukeError({
    code: "MOD017",
    message: `Cannot run the model: ${what} ${id} at ${place}, expected 0 to ${rows - 1}`,
    hint: "The tokenizer, the entity vocabulary and the model have to be of one checkpoint; ids of another have other meanings.",
  });
}

export function mentionBeyondText(position: number, place: string, words: number): LukeError {
  return new LukeError({
    code: "MOD018",
    message: `Cannot run the model: ${place} is mentioned by word ${position}, but its text has ${words} words`,
    hint: "Positions of a mention count the words of its own text from 0 (<s>); -1 is none.",
  });
}

export function uploadFailed(folder: string, repository: string, cause: unknown): LukeError {
  const { statusCode, message } = cause as { statusCode?: number; message?: string };
  return new LukeError({
    code: "MOD019",
    message: `Cannot upload ${folder} to ${repository}: ${message ?? String(cause)}`,
    hint:
      statusCode === 401 || statusCode === 403
        ? "The token has to be one that may write to this repository."
        : "Nothing was committed: the same call begins again, and files that the hub has are not sent twice.",
    cause,
  });
}

export function onnxUnsupported(architecture: string): LukeError {
  return new LukeError({
    code: "MOD020",
    message: `Cannot write ${architecture} as ONNX: expected a head whose inputs are [batch, words] and [batch, entities]`,
    hint: "Open the checkpoint as its encoder (LukeModel) and put the head on its outputs.",
  });
}
