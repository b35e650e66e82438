/**
 * Several TensorFlow ops in a row as one kernel of ours. Working on handles, without a tensor of tfjs for each value
 * between, costs a tenth of the time around an op.
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { NativeBackend, NativeTensor, OpAttribute } from "./native-backend.ts";

export class NativeOps {
  readonly backend: NativeBackend;
  readonly #made: number[] = [];
  readonly #types: readonly OpAttribute[];

  private constructor(backend: NativeBackend) {
    this.backend = backend;
    const { binding } = backend;
    this.#types = [{ name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }];
  }

  /** Runs a kernel; the handles that it leaves in its result become tensors, all others are freed. */
  static run<Result extends readonly NativeTensor[]>(
    backend: unknown,
    kernel: (ops: NativeOps) => Result,
  ): tf.TensorInfo[] {
    return NativeOps.keep(backend, kernel).map((tensor) =>
      (backend as NativeBackend).createOutputTensor(tensor),
    );
  }

  /** As `run`, but what is left is handles still, the caller's to free. */
  static keep<Result extends readonly NativeTensor[]>(
    backend: unknown,
    kernel: (ops: NativeOps) => Result,
  ): Result {
    const ops = new NativeOps(backend as NativeBackend);
    const kept = new Set<number>();
    try {
      const result = kernel(ops);
      for (const { id } of result) kept.add(id);
      return result;
    } finally {
      for (const id of ops.#made) if (!kept.has(id)) ops.backend.binding.deleteTensor(id);
    }
  }

  /** A tensor of tfjs as an operand; its values move to the backend if they are not there. */
  of(tensor: tf.TensorInfo): number {
    return this.backend.getInputTensorIds([tensor])[0]!;
  }

  scalar(value: number): number {
    return this.upload([], Float32Array.of(value));
  }

  upload(shape: readonly number[], values: Float32Array): number {
    const { binding } = this.backend;
    const id = binding.createTensor(shape, binding.TF_FLOAT, values);
    this.#made.push(id);
    return id;
  }

  integers(...values: readonly number[]): number {
    return this.integerVector(Int32Array.from(values));
  }

  integer(value: number): number {
    const { binding } = this.backend;
    const id = binding.createTensor([], binding.TF_INT32, Int32Array.of(value));
    this.#made.push(id);
    return id;
  }

  integerVector(values: Int32Array): number {
    const { binding } = this.backend;
    const id = binding.createTensor([values.length], binding.TF_INT32, values);
    this.#made.push(id);
    return id;
  }

  floats(...values: readonly number[]): number {
    return this.upload([values.length], Float32Array.from(values));
  }

  /** An op of our library; what is undefined goes as a tensor without elements. */
  library(
    name: string,
    inputs: readonly (tf.TensorInfo | number | undefined)[],
    numOutputs: number,
  ): NativeTensor[] {
    const ids = inputs.map((input) =>
      input === undefined ? this.floats() : typeof input === "number" ? input : this.of(input),
    );
    const made = this.backend.binding.executeOp(name, [], ids, numOutputs);
    for (const { id } of made) this.#made.push(id);
    return made;
  }

  /** An op of float32 operands: Mul, Add, Sub, Square, Exp, Erf, Softmax, BiasAdd, … */
  call(name: string, ...inputs: readonly number[]): NativeTensor {
    return this.execute(name, this.#types, inputs);
  }

  reshape(x: number, shape: readonly number[]): NativeTensor {
    const { binding } = this.backend;
    const wanted = binding.createTensor([shape.length], binding.TF_INT32, Int32Array.from(shape));
    this.#made.push(wanted);
    const shapeType = { name: "Tshape", type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 };
    return this.execute("Reshape", [...this.#types, shapeType], [x, wanted]);
  }

  /** Of matrices. */
  matMul(a: number, b: number, transposeA = false, transposeB = false): NativeTensor {
    const type = this.backend.binding.TF_ATTR_BOOL;
    return this.execute(
      "MatMul",
      [
        ...this.#types,
        { name: "transpose_a", type, value: transposeA },
        { name: "transpose_b", type, value: transposeB },
      ],
      [a, b],
    );
  }

  /** Of a matrix. */
  transpose(x: number): NativeTensor {
    const { binding } = this.backend;
    const order = { name: "Tperm", type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 };
    return this.execute("Transpose", [...this.#types, order], [x, this.integers(1, 0)]);
  }

  /** Matrices below each other. */
  concatRows(parts: readonly number[]): NativeTensor {
    const { binding } = this.backend;
    const count = { name: "N", type: binding.TF_ATTR_INT, value: parts.length };
    const index = { name: "Tidx", type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 };
    return this.execute("ConcatV2", [...this.#types, count, index], [...parts, this.integer(0)]);
  }

  /** Rows of a matrix, from one on. */
  sliceRows(x: number, from: number, shape: readonly [rows: number, columns: number]): NativeTensor {
    const { binding } = this.backend;
    const index = { name: "Index", type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 };
    return this.execute(
      "Slice",
      [...this.#types, index],
      [x, this.integers(from, 0), this.integers(...shape)],
    );
  }

  /** Of equal leading axes. */
  batchMatMul(a: number, b: number, transposeA: boolean, transposeB: boolean): NativeTensor {
    const type = this.backend.binding.TF_ATTR_BOOL;
    return this.execute(
      "BatchMatMulV2",
      [
        ...this.#types,
        { name: "adj_x", type, value: transposeA },
        { name: "adj_y", type, value: transposeB },
      ],
      [a, b],
    );
  }

  /** The sum of tensors of one shape. */
  addAll(terms: readonly number[]): NativeTensor {
    const count = { name: "N", type: this.backend.binding.TF_ATTR_INT, value: terms.length };
    return this.execute("AddN", [...this.#types, count], terms);
  }

  /** Takes a handle out of what is freed at the end. */
  leave(tensor: NativeTensor): NativeTensor {
    this.#made.splice(this.#made.lastIndexOf(tensor.id), 1);
    return tensor;
  }

  execute(name: string, attributes: readonly OpAttribute[], inputs: readonly number[]): NativeTensor {
    const made = this.backend.binding.executeOp(name, attributes, inputs, 1)[0]!;
    this.#made.push(made.id);
    return made;
  }
}
