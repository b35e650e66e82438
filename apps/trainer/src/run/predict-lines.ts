import { LukeError } from "@lukejs/errors";
import { lineInvalid } from "../errors.ts";

/** A pipeline of @lukejs/luke, whatever its input. */
export interface LinePipeline {
  (inputs: readonly unknown[]): Promise<unknown[]>;
  readonly task: string;
}

export interface PredictLinesOptions {
  /** Where the lines are from, for errors. */
  readonly source: string;
  /** `text`: a line is a text; `jsonl`: a JSON object with the fields of the pipeline's input. */
  readonly format: "text" | "jsonl";
  /** Lines answered together: 1 answers each as it comes. */
  readonly batch: number;
}

/** Tasks whose input may be a text alone. */
export const textTasks: ReadonlySet<string> = new Set([
  "named-entity-recognition",
  "fill-mask",
  "entity-linking",
]);

/**
 * Runs a pipeline on lines; blank ones are passed over. An "id" of an object is in its answer; a text is, where the
 * pipeline takes texts.
 *
 * @throws LukeError CLI010 for what is no JSON object, and what the pipeline throws, with the number of the line
 */
export async function* predictLines(
  pipeline: LinePipeline,
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
      for (const { where, input } of part) await pipeline([input]).catch((cause) => placed(where, cause));
      throw error;
    }
  };
  for await (const line of source) {
    const where = `${options.source}, line ${++number}`;
    if (line.trim() === "") continue;
    waiting.push({ where, ...inputOf(line, where, { format: options.format, task: pipeline.task }) });
    if (waiting.length >= options.batch) yield* await answer();
  }
  if (waiting.length > 0) yield* await answer();
}

function inputOf(
  line: string,
  where: string,
  { format, task }: { readonly format: "text" | "jsonl"; readonly task: string },
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
  if (!textTasks.has(task)) return { input, shown: named };
  const plain = task === "named-entity-recognition";
  return { input: plain ? input.text : input, shown: { ...named, text: input.text } };
}

function shownWith(part: readonly { readonly shown: object }[], outputs: readonly unknown[]): object[] {
  return outputs.map((output, i) => ({
    ...part[i]!.shown,
    ...(Array.isArray(output) ? { entities: output } : (output as object)),
  }));
}

function placed(where: string, cause: unknown): never {
  const known = LukeError.isInstance(cause);
  if (!known && !(cause instanceof TypeError) && !(cause instanceof RangeError)) throw cause;
  throw new LukeError({
    code: known ? cause.code : "CLI010",
    message: `${where}: ${cause.message}`,
    ...(known && cause.hint !== undefined ? { hint: cause.hint } : {}),
    cause,
  });
}
