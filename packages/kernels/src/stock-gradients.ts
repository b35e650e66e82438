/**
 * Gradients of the stock TensorFlow.js operations that our models use. tfjs-core alone has none in Node; the registry
 * is global, so whatever the application registered before stays.
 */
import * as tf from "@tensorflow/tfjs-core";
import { segmentSum } from "./rows/segment-sum.ts";

type Gradients = tf.GradConfig["gradFunc"];
type Attributes = tf.NamedAttrMap;

const one = (dy: tf.Tensor | tf.Tensor[]): tf.Tensor => (Array.isArray(dy) ? dy[0]! : dy);

/** Sums `gradient` over the axes along which an operand of `shape` was broadcast. */
function unbroadcast(gradient: tf.Tensor, shape: readonly number[]): tf.Tensor {
  if (gradient.shape.join() === shape.join()) return gradient;
  const extra = gradient.rank - shape.length;
  const axes = gradient.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < extra || (shape[axis - extra] === 1 && gradient.shape[axis] !== 1));
  const summed = axes.length === 0 ? gradient : tf.sum(gradient, axes);
  return tf.reshape(summed, [...shape]);
}

/** Gives a reduced gradient its lost axes back and repeats it along them. */
function expandReduced(dy: tf.Tensor, shape: readonly number[], axis: unknown): tf.Tensor {
  const axes =
    axis === undefined || axis === null
      ? shape.map((_, i) => i)
      : [axis as number | number[]].flat().map((a) => (a < 0 ? a + shape.length : a));
  const kept = shape.map((size, i) => (axes.includes(i) ? 1 : size));
  return tf.mul(tf.reshape(dy, kept), tf.ones([...shape]));
}

function register(
  kernelName: string,
  saved: { inputs?: string[]; outputs?: boolean },
  gradFunc: Gradients,
): void {
  if (tf.getGradient(kernelName) !== undefined) return;
  tf.registerGradient({
    kernelName,
    ...(saved.inputs === undefined ? {} : { inputsToSave: saved.inputs }),
    ...(saved.outputs === true ? { outputsToSave: [true] } : {}),
    gradFunc,
  });
}

const ab = { inputs: ["a", "b"] };
const x = { inputs: ["x"] };

register(tf.Add, ab, (dy, [a, b]) => ({
  a: () => unbroadcast(one(dy), a!.shape),
  b: () => unbroadcast(one(dy), b!.shape),
}));
register(tf.Sub, ab, (dy, [a, b]) => ({
  a: () => unbroadcast(one(dy), a!.shape),
  b: () => unbroadcast(tf.neg(one(dy)), b!.shape),
}));
register(tf.Multiply, ab, (dy, [a, b]) => ({
  a: () => unbroadcast(tf.mul(one(dy), b!), a!.shape),
  b: () => unbroadcast(tf.mul(one(dy), a!), b!.shape),
}));
register(tf.RealDiv, ab, (dy, [a, b]) => ({
  a: () => unbroadcast(tf.div(one(dy), b!), a!.shape),
  b: () => unbroadcast(tf.neg(tf.div(tf.mul(one(dy), a!), tf.square(b!))), b!.shape),
}));
register(tf.Maximum, ab, (dy, [a, b]) => ({
  a: () => unbroadcast(tf.mul(one(dy), tf.cast(tf.greaterEqual(a!, b!), "float32")), a!.shape),
  b: () => unbroadcast(tf.mul(one(dy), tf.cast(tf.less(a!, b!), "float32")), b!.shape),
}));
register(tf.BatchMatMul, ab, (dy, [a, b], attributes) => {
  const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
  const d = one(dy);
  const mm = (p: tf.Tensor, q: tf.Tensor, tp: boolean, tq: boolean): tf.Tensor => tf.matMul(p, q, tp, tq);
  if (!transposeA && !transposeB) return { a: () => mm(d, b!, false, true), b: () => mm(a!, d, true, false) };
  if (!transposeA && transposeB) return { a: () => mm(d, b!, false, false), b: () => mm(d, a!, true, false) };
  if (transposeA && !transposeB) return { a: () => mm(b!, d, false, true), b: () => mm(a!, d, false, false) };
  return { a: () => mm(b!, d, true, true), b: () => mm(d, a!, true, true) };
});
register(tf.Neg, {}, (dy) => ({ x: () => tf.neg(one(dy)) }));
register(tf.Identity, {}, (dy) => ({ x: () => one(dy) }));
register(tf.Cast, {}, (dy) => ({ x: () => tf.cast(one(dy), "float32") }));
register(tf.Reshape, x, (dy, [input]) => ({ x: () => tf.reshape(one(dy), input!.shape) }));
register(tf.ExpandDims, { inputs: ["input"] }, (dy, [input]) => ({
  input: () => tf.reshape(one(dy), input!.shape),
}));
register(tf.Transpose, {}, (dy, _saved, attributes) => {
  const perm = (attributes as unknown as { perm: number[] }).perm;
  const inverse = perm.map((_, axis) => perm.indexOf(axis));
  return { x: () => tf.transpose(one(dy), inverse) };
});
register(tf.Slice, x, (dy, [input], attributes) => {
  const { begin, size } = attributes as unknown as { begin: number[]; size: number[] };
  const pads = input!.shape.map((length, axis): [number, number] => {
    const from = begin[axis] ?? 0;
    const taken = size[axis] === undefined || size[axis] === -1 ? length - from : size[axis]!;
    return [from, length - from - taken];
  });
  return { x: () => tf.pad(one(dy), pads) };
});
register(tf.PadV2, x, (dy, [input], attributes) => {
  const { paddings } = attributes as unknown as { paddings: [number, number][] };
  return {
    x: () =>
      tf.slice(
        one(dy),
        paddings.map(([before]) => before),
        input!.shape,
      ),
  };
});
if (tf.getGradient(tf.Concat) === undefined) {
  tf.registerGradient({
    kernelName: tf.Concat,
    saveAllInputs: true,
    gradFunc: (dy, saved, attributes: Attributes) => {
      const raw = (attributes as unknown as { axis: number }).axis;
      const axis = raw < 0 ? raw + saved[0]!.rank : raw;
      const gradients: Record<string, () => tf.Tensor> = {};
      let from = 0;
      for (const [i, { shape }] of saved.entries()) {
        const begin = shape.map((_, at) => (at === axis ? from : 0));
        gradients[i] = () => tf.slice(one(dy), begin, shape);
        from += shape[axis]!;
      }
      return gradients;
    },
  });
}
if (tf.getGradient(tf.Pack) === undefined) {
  tf.registerGradient({
    kernelName: tf.Pack,
    saveAllInputs: true,
    gradFunc: (dy, _saved, attributes: Attributes) => {
      const { axis } = attributes as unknown as { axis: number };
      return Object.fromEntries(tf.unstack(one(dy), axis).map((part, i) => [i, () => part]));
    },
  });
}
register(tf.SplitV, {}, (dys, _saved, attributes) => {
  const { axis } = attributes as unknown as { axis: number };
  return { x: () => tf.concat([dys].flat(), axis) };
});
register(tf.Sum, x, (dy, [input], attributes) => ({
  x: () => expandReduced(one(dy), input!.shape, attributes["axis"]),
}));
register(tf.Mean, x, (dy, [input], attributes) => ({
  x: () =>
    tf.div(expandReduced(one(dy), input!.shape, attributes["axis"]), tf.scalar(input!.size / one(dy).size)),
}));
register(tf.Square, x, (dy, [input]) => ({ x: () => tf.mul(one(dy), tf.mul(input!, tf.scalar(2))) }));
register(tf.Sqrt, { outputs: true }, (dy, [y]) => ({ x: () => tf.div(one(dy), tf.mul(y!, tf.scalar(2))) }));
register(tf.Rsqrt, { outputs: true }, (dy, [y]) => ({
  x: () => tf.mul(one(dy), tf.mul(tf.scalar(-0.5), tf.mul(y!, tf.square(y!)))),
}));
register(tf.Exp, { outputs: true }, (dy, [y]) => ({ x: () => tf.mul(one(dy), y!) }));
register(tf.Log, x, (dy, [input]) => ({ x: () => tf.div(one(dy), input!) }));
register(tf.Abs, x, (dy, [input]) => ({ x: () => tf.mul(one(dy), tf.sign(input!)) }));
register(tf.Tanh, { outputs: true }, (dy, [y]) => ({
  x: () => tf.mul(one(dy), tf.sub(tf.scalar(1), tf.square(y!))),
}));
register(tf.Sigmoid, { outputs: true }, (dy, [y]) => ({
  x: () => tf.mul(one(dy), tf.mul(y!, tf.sub(tf.scalar(1), y!))),
}));
register(tf.Softplus, x, (dy, [input]) => ({ x: () => tf.mul(one(dy), tf.sigmoid(input!)) }));
register(tf.Relu, x, (dy, [input]) => ({
  x: () => tf.mul(one(dy), tf.cast(tf.greater(input!, tf.scalar(0)), "float32")),
}));
register(tf.Erf, x, (dy, [input]) => ({
  x: () => tf.mul(one(dy), tf.mul(tf.scalar(2 / Math.sqrt(Math.PI)), tf.exp(tf.neg(tf.square(input!))))),
}));
register(tf.Softmax, { outputs: true }, (dy, [y]) => ({
  logits: () => {
    const weighted = tf.mul(one(dy), y!);
    return tf.sub(weighted, tf.mul(tf.sum(weighted, y!.rank - 1, true), y!));
  },
}));
register(tf.Select, { inputs: ["condition"] }, (dy, [condition]) => ({
  condition: () => tf.cast(tf.zerosLike(condition!), "float32"),
  t: () => tf.mul(one(dy), tf.cast(condition!, "float32")),
  e: () => tf.mul(one(dy), tf.cast(tf.logicalNot(condition!), "float32")),
}));
register(tf.Tile, x, (dy, [input], attributes) => {
  const { reps } = attributes as unknown as { reps: number[] };
  return {
    x: () => {
      const split = input!.shape.flatMap((size, axis) => [reps[axis]!, size]);
      return tf.sum(
        tf.reshape(one(dy), split),
        input!.shape.map((_, axis) => axis * 2),
      );
    },
  };
});
register(tf.GatherV2, { inputs: ["x", "indices"] }, (dy, [input, indices], attributes) => {
  const { axis, batchDims } = attributes as unknown as { axis: number; batchDims: number };
  if (batchDims !== 0) throw new RangeError(`The gradient of gather has no batchDims, found ${batchDims}`);
  return {
    x: () => {
      // The gathered axes go first, as rows; their sums by id go back to where the axis was.
      const { shape, rank } = input!;
      const at = axis < 0 ? axis + rank : axis;
      const gathered = indices!.rank;
      const d = one(dy);
      const taken = d.shape.map((_, i) => i).filter((i) => i >= at && i < at + gathered);
      const others = d.shape.map((_, i) => i).filter((i) => !taken.includes(i));
      const rest = shape.filter((_, i) => i !== at);
      const columns = rest.reduce((product, length) => product * length, 1);
      const rows = tf.reshape(tf.transpose(d, [...taken, ...others]), [indices!.size, columns]);
      const sums = tf.reshape(
        segmentSum(rows as tf.Tensor2D, tf.reshape(indices!, [indices!.size]), shape[at]!),
        [shape[at]!, ...rest],
      );
      const back = shape.map((_, i) => (i === at ? 0 : i < at ? i + 1 : i));
      return tf.transpose(sums, back);
    },
    indices: () => tf.zerosLike(indices!),
  };
});
