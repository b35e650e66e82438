import { LukeError } from "@lukejs/errors";

/** The texts of this package's errors, TOK001 and up. */

export function missingSpecialToken(role: string, token: string): LukeError {
  return new LukeError({
    code: "TOK001",
    message: `Cannot make a tokenizer: the vocabulary has no ${JSON.stringify(token)}, wanted as its ${role} token`,
    hint: "Use the vocab.json that belongs to the checkpoint, or name the token in options.specialTokens",
  });
}

export function malformedMerge(where: string, line: number, found: string): LukeError {
  const fields = found.split(" ").length;
  return new LukeError({
    code: "TOK002",
    message: `Cannot load merges from ${where}: line ${line} has ${fields} ${fields === 1 ? "field" : "fields"}, expected 2 non-empty ones (${shown(found)})`,
    hint: 'Each line is "left right" with one space; only the first line may be a "#version" header',
  });
}

export function mergeOfUnknownCharacter(where: string, line: number, found: string): LukeError {
  return new LukeError({
    code: "TOK003",
    message: `Cannot load merges from ${where}: line ${line} (${shown(found)}) has a character outside the 256 of the byte alphabet`,
    hint: "Is this the merges.txt of a byte-level BPE (RoBERTa, GPT-2)?",
  });
}

export function invalidTokenId(token: string, found: unknown): LukeError {
  return new LukeError({
    code: "TOK004",
    message: `Cannot load the vocabulary: the id of ${shown(token)} is ${shown(found)}, expected an integer from 0 to 2147483647`,
    hint: "vocab.json is one object of token → id",
  });
}

export function duplicateTokenId(id: number, first: string, second: string): LukeError {
  return new LukeError({
    code: "TOK005",
    message: `Cannot load the vocabulary: id ${id} belongs to both ${shown(first)} and ${shown(second)}`,
    hint: "Every token needs an id of its own; look for a line that was edited or added twice",
  });
}

export function missingFile(path: string, cause: unknown): LukeError {
  return new LukeError({
    code: "TOK006",
    message: `Cannot load a tokenizer: ${JSON.stringify(path)} cannot be read`,
    hint: "The folder must hold vocab.json and merges.txt, or for mLUKE sentencepiece.bpe.model",
    cause,
  });
}

export function invalidJson(path: string, wanted: string, cause?: unknown): LukeError {
  const detail = cause instanceof Error ? `: ${cause.message}` : "";
  return new LukeError({
    code: "TOK007",
    message: `Cannot load a tokenizer: ${JSON.stringify(path)} is not ${wanted}${detail}`,
    hint: "The file may be truncated; fetch or save it again",
    cause,
  });
}

export function unknownTokenId(id: number, index: number, vocabSize: number): LukeError {
  return new LukeError({
    code: "TOK008",
    message: `Cannot decode: id ${id} at index ${index} is not in the vocabulary (ids below ${vocabSize})`,
    hint: "Were these ids made with another tokenizer?",
  });
}

export function missingEntityToken(role: string, token: string): LukeError {
  return new LukeError({
    code: "TOK010",
    message: `Cannot make a LukeTokenizer: the entity vocabulary has no ${JSON.stringify(token)}, wanted as its ${role} entity`,
    hint: "Use the entity vocabulary that belongs to the checkpoint; [MASK2] is needed only for pairs of entities",
  });
}

export function unknownTask(found: unknown, tasks: readonly string[]): LukeError {
  return new LukeError({
    code: "TOK011",
    message: `Cannot make a LukeTokenizer: the task is ${shown(found)}, expected ${tasks.join(", ")} or none`,
    hint: "Leave the task out to encode words with entities whose titles are known, or masked",
  });
}

export function invalidSpan(
  name: string,
  index: number,
  span: readonly [number, number],
  [wanted, hint]: readonly [string, string?],
): LukeError {
  return new LukeError({
    code: "TOK012",
    message: `Cannot encode: ${name}[${index}] is ${shown(span)}, expected ${wanted}`,
    hint:
      hint ?? "Spans are [start, end) in UTF-16 code units, so that text.slice(start, end) is the mention",
  });
}

export function wrongNumberOfSpans(task: string, found: number | undefined, wanted: string): LukeError {
  return new LukeError({
    code: "TOK013",
    message: `Cannot encode for ${task}: ${found === undefined ? "there are no entity spans" : `there are ${found} entity spans`}, expected ${wanted}`,
    hint: "Give entitySpans: [[start, end], …] in UTF-16 code units",
  });
}

export function wrongNumberOfEntities(name: string, found: number, wanted: number): LukeError {
  return new LukeError({
    code: "TOK014",
    message: `Cannot encode: ${name} names ${found} entities, expected ${wanted}, one for each span`,
    hint: "Leave the titles out to have each entity as [MASK]",
  });
}

export function invalidArgument(name: string, found: unknown, wanted: string): LukeError {
  return new LukeError({
    code: "TOK015",
    message: `Cannot encode: ${name} is ${shown(found)}, expected ${wanted}`,
  });
}

export function cannotTruncate(
  strategy: string,
  [first, second]: readonly [number, number?],
  room: number,
): LukeError {
  const found =
    second === undefined ? `one text of ${first} tokens` : `texts of ${first} and ${second} tokens`;
  return new LukeError({
    code: "TOK016",
    message: `Cannot truncate with ${strategy}: maxLength leaves room for ${Math.max(0, room)} tokens of text, found ${found}`,
    hint: "Raise maxLength (special tokens count), or take another strategy",
  });
}

export function windowTooSmall(size: number, stride: number): LukeError {
  return new LukeError({
    code: "TOK017",
    message: `Cannot cut into windows: stride is ${stride}, expected an integer from 0 to ${size - 1}, as maxLength leaves room for ${size} tokens of text`,
    hint: "A window must be larger than what it shares with the one before it; special tokens count",
  });
}

export function unsupportedTokenizer(where: string, part: string, found: unknown, wanted: string): LukeError {
  return new LukeError({
    code: "TOK018",
    message: `Cannot load a tokenizer from ${where}: ${part} is ${shown(found)}, expected ${wanted}`,
    hint: "Only byte-level BPE (RoBERTa, GPT-2) can be read",
  });
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
