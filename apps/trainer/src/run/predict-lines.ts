import { LukeError } from "@lukejs/errors";
import type { Pipeline } from "@lukejs/luke";
import { lineInvalid } from "../errors.ts";

export interface PredictLinesOptions {
  /** Where the lines are from, for errors. */
  readonly source: string;
  /** `text`: a line is a text; `jsonl`: a JSON object with the fields of the pipeline's input. */
  readonly format: "text" | "jsonl";
  /** Whether the pipeline takes a text as it is. */
  readonly takesText: boolean;
  /** Lines answered together: 1 answers each as it comes. */
  readonly batch: number;
}

/**
 * Runs a pipeline on lines; blank ones are passed over. An "id" of an object is in its answer; a text is, where the
 * pipeline takes texts.
 *
 * @throws LukeError CLI010 for what is no JSON object, and what the pipeline throws, with the number of the line
 */
export async function* predictLines(
  pipeline: Pipeline<unknown, unknown>,
  source: AsyncIterable<string> | Iterable<string>,
  options: PredictLinesOptions,
): AsyncGenerator<object> {
  let number = 0;
  let waiting: { readonly where: string; readonly input: unknown; readonly shown: object }[] = [];
  const answer = async (): Promise<object[]> => {
    const part = waiting;
    waiting = [];
    try {
      return shownWith(part, await pipeline(part.map(({ input }) => input)));
    } catch (error) {
      // Whose fault it is shows when each is alone.
      for (const { where, input } of part) await pipeline(input).catch((cause) => placed(where, cause));
      throw error;
    }
  };
  for await (const line of source) {
    const where = `${options.source}, line ${++number}`;
    if (line.trim() === "") continue;
    waiting.push({ where, ...inputOf(line, where, options) });
    if (waiting.length >= options.batch) yield* await answer();
  }
  if (waiting.length > 0) yield* await answer();
}

function inputOf(
  line: string,
  where: string,
  { format, takesText }: PredictLinesOptions,
): { input: unknown; shown: object } {
  if (format === "text") return { input: line, shown: { text: line } };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw lineInvalid(where, `a JSON object (${(cause as Error).message})`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw lineInvalid(where, `a JSON object, found ${line.slice(0, 60)}`);
  }
  const { id, ...input } = value as { readonly id?: unknown; readonly text?: unknown };
  const named = id === undefined ? {} : { id };
  // A pipeline of plain texts takes objects of nothing else.
  const only = takesText && Object.keys(input).length === 1 && typeof input.text === "string";
  return {
    input: only ? input.text : input,
    shown: takesText && typeof input.text === "string" ? { ...named, text: input.text } : named,
  };
}

function shownWith(part: readonly { readonly shown: object }[], outputs: readonly unknown[]): object[] {
  return outputs.map((output, i) => ({
    ...part[i]!.shown,
    ...(Array.isArray(output) ? { entities: output } : (output as object)),
  }));
}

function placed(where: string, cause: unknown): never {
  if (LukeError.isInstance(cause)) {
    throw new LukeError({
      code: cause.code,
      message: `${where}: ${cause.message}`,
      ...(cause.hint === undefined ? {} : { hint: cause.hint }),
      cause,
    });
  }
  if (cause instanceof TypeError || cause instanceof RangeError) throw lineInvalid(where, cause.message);
  throw cause;
}
