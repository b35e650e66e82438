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

export interface CallOptions {
  /** Ends the call between two batches; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface StreamOptions extends CallOptions {
  /** Inputs that are read ahead and answered together: 16. */
  readonly batchSize?: number | undefined;
}

/**
 * A model with what turns texts into its input and its output into results. Call it with one input or a list, or
 * stream any number of them. It holds the model's tensors until it is disposed of, by `dispose()` or `using`.
 */
export interface Pipeline<Input, Output> {
  (input: Input, options?: CallOptions): Promise<Output>;
  (inputs: readonly Input[], options?: CallOptions): Promise<Output[]>;
  /** One answer for each input, in their order, as they come; what is held does not grow with their number. */
  stream(
    inputs: Iterable<Input> | AsyncIterable<Input>,
    options?: StreamOptions,
  ): AsyncGenerator<Output, void, undefined>;
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
  readonly answer: (inputs: readonly Input[], options: CallOptions) => Promise<Output[]>;
  /** Frees the model; called once. */
  readonly free: () => void;
}

/** Makes a pipeline of its parts. A call after the end is LUK009. */
export function createPipeline<Input, Output>(parts: PipelineParts<Input, Output>): Pipeline<Input, Output> {
  const { task, labels, backend, answer, free } = parts;
  let running = 0;
  let disposed = false;
  const begin = (): void => {
    if (disposed) throw pipelineDisposed(task);
    running++;
  };
  const end = (): void => {
    if (--running === 0 && disposed) free();
  };
  const call = async (
    input: Input | readonly Input[],
    options: CallOptions = {},
  ): Promise<Output | Output[]> => {
    begin();
    try {
      options.signal?.throwIfAborted();
      if (Array.isArray(input)) return input.length === 0 ? [] : await answer(input, options);
      return (await answer([input as Input], options))[0]!;
    } finally {
      end();
    }
  };
  async function* stream(
    inputs: Iterable<Input> | AsyncIterable<Input>,
    { batchSize = 16, ...options }: StreamOptions = {},
  ): AsyncGenerator<Output, void, undefined> {
    if (!(Number.isInteger(batchSize) && batchSize > 0)) {
      throw new RangeError(
        `Cannot run ${task}: batchSize is ${batchSize}, expected an integer of at least 1`,
      );
    }
    begin();
    try {
      let batch: Input[] = [];
      for await (const input of inputs) {
        options.signal?.throwIfAborted();
        if (batch.push(input) < batchSize) continue;
        yield* await answer(batch, options);
        batch = [];
      }
      if (batch.length > 0) yield* await answer(batch, options);
    } finally {
      end();
    }
  }
  const dispose = (): void => {
    if (disposed) return;
    disposed = true;
    if (running === 0) free();
  };
  return Object.assign(
    call as {
      (input: Input, options?: CallOptions): Promise<Output>;
      (inputs: readonly Input[], options?: CallOptions): Promise<Output[]>;
    },
    {
      stream,
      task,
      labels,
      backend,
      dispose,
      [Symbol.dispose]: dispose,
      [Symbol.asyncDispose]: async (): Promise<void> => dispose(),
    },
  );
}
