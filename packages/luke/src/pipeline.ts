import { pipelineDisposed } from "./errors.ts";

/** A stretch of a text; UTF-16 code units, so that `text.slice(start, end)` is it. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A stretch of a text with what stands there. */
export interface Mention extends TextSpan {
  readonly text: string;
}

/** A label with its probability, 0..1. */
export interface LabelScore {
  readonly label: string;
  readonly score: number;
}

/**
 * A model with what turns texts into its input and its output into results. Call it with one input or a list.
 * It holds the model's tensors until it is disposed of, by `dispose()` or `using`.
 */
export interface Pipeline<Input, Output> {
  (input: Input): Promise<Output>;
  (inputs: readonly Input[]): Promise<Output[]>;
  readonly task: string;
  /** Labels of the model's head, in its order; empty where it has none. */
  readonly labels: readonly string[];
  /** What computes: "TensorFlow 2.21.0 on the CPU, 8 threads". */
  readonly backend: string;
  /** Frees the model, after the calls that run now. Doing it twice is no mistake. */
  dispose(): void;
  [Symbol.dispose](): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a pipeline consists of. */
export interface PipelineParts<Input, Output> {
  readonly task: string;
  readonly labels: readonly string[];
  readonly backend: string;
  readonly answer: (inputs: readonly Input[]) => Promise<Output[]>;
  /** Frees the model; called once. */
  readonly free: () => void;
}

/** Makes a pipeline of its parts. A call after the end is LUK009. */
export function createPipeline<Input, Output>(parts: PipelineParts<Input, Output>): Pipeline<Input, Output> {
  const { task, labels, backend, answer, free } = parts;
  let running = 0;
  let disposed = false;
  const call = async (input: Input | readonly Input[]): Promise<Output | Output[]> => {
    if (disposed) throw pipelineDisposed(task);
    running++;
    try {
      if (Array.isArray(input)) return input.length === 0 ? [] : await answer(input);
      return (await answer([input as Input]))[0]!;
    } finally {
      if (--running === 0 && disposed) free();
    }
  };
  const dispose = (): void => {
    if (disposed) return;
    disposed = true;
    if (running === 0) free();
  };
  return Object.assign(
    call as { (input: Input): Promise<Output>; (inputs: readonly Input[]): Promise<Output[]> },
    {
      task,
      labels,
      backend,
      dispose,
      [Symbol.dispose]: dispose,
      [Symbol.asyncDispose]: async (): Promise<void> => dispose(),
    },
  );
}
