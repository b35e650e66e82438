/**
 * The way back through TensorFlow.js's tape, with less memory than its own: what an op kept is freed once its gradient is
 * there, and so are the gradients that went into it and whatever it made on the way. TensorFlow.js frees all of it only at
 * the end, which takes several times the memory of the way forward.
 */
import * as tf from "@tensorflow/tfjs-core";

/** What TensorFlow.js notes of an op while a gradient is asked for. */
interface TapeNode {
  readonly kernelName: string;
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  readonly outputs: readonly tf.Tensor[];
  readonly saved?: readonly tf.Tensor[];
  readonly gradient?: (dys: readonly (tf.Tensor | null)[]) => Readonly<Record<string, () => tf.Tensor>>;
}

/** The part of its engine that writes the tape. */
interface Taping {
  startTape(): void;
  endTape(): void;
  readonly state: { activeTape: readonly TapeNode[] | null; readonly gradientDepth: number };
}

export interface Differentiated {
  readonly value: tf.Tensor;
  /** One for each tensor asked for; undefined where the value does not depend on it. */
  readonly gradients: readonly (tf.Tensor | undefined)[];
}

/** A gradient to which nothing more is added. */
export interface FinalGradient {
  /** Place of its tensor among those asked for. */
  readonly index: number;
  /** Of the tensor's shape; the caller's. */
  readonly gradient: tf.Tensor;
}

/**
 * The value of a function and its gradients for some tensors, which the function reads. The tensors returned are the
 * caller's, or of the tidy around the call. Not to be called inside another gradient's way forward, whose tape it would end.
 *
 * @param dy what the value's gradient is; ones without it
 * @throws Error for an op without a gradient, RangeError for a gradient of another shape than its tensor
 */
export function differentiate(fn: () => tf.Tensor, xs: readonly tf.Tensor[], dy?: tf.Tensor): Differentiated {
  const gradients: (tf.Tensor | undefined)[] = xs.map(() => undefined);
  const steps = differentiateInSteps(fn, xs, dy);
  try {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return { value, gradients };
      gradients[value.index] = value.gradient;
    }
  } catch (error) {
    release(gradients.filter((gradient) => gradient !== undefined));
    throw error;
  }
}

/**
 * `differentiate`, one gradient at a time: each is given as soon as nothing more is added to it, those of the ops done last
 * first, while the way back to the others is still to be gone. So it can be added to others and freed, or sent to other
 * processes meanwhile; the caller may wait between two steps. Returns the value. A caller that stops early ends it with
 * `return()`, which frees what is kept.
 *
 * @throws as `differentiate`
 */
export function* differentiateInSteps(
  fn: () => tf.Tensor,
  xs: readonly tf.Tensor[],
  dy?: tf.Tensor,
): Generator<FinalGradient, tf.Tensor, void> {
  const engine = tf.engine() as unknown as Taping;
  const { state } = engine;
  const outer = state.activeTape;
  engine.startTape();
  let value: tf.Tensor;
  let tape: readonly TapeNode[];
  try {
    value = tf.keep(tf.tidy(fn));
  } finally {
    engine.endTape();
    tape = state.activeTape ?? [];
    state.activeTape = outer;
  }
  try {
    yield* wayBack(tape, value, xs, dy);
    return handedOver(value);
  } finally {
    if (!value.isDisposed) value.dispose();
    for (const { saved } of tape) release(saved);
  }
}

/** What was kept as a tensor of the scope that we were called in. */
function handedOver(kept: tf.Tensor): tf.Tensor {
  const tensor = tf.clone(kept);
  kept.dispose();
  return tensor;
}

function* wayBack(
  tape: readonly TapeNode[],
  value: tf.Tensor,
  xs: readonly tf.Tensor[],
  dy: tf.Tensor | undefined,
): Generator<FinalGradient, void, void> {
  const varies = new Set(xs.map(({ id }) => id));
  /** By the id of a tensor the first op that reads it: with that one's gradient its own is final. */
  const firstUse = new Map<number, number>();
  const made = new Set<number>();
  for (const [at, { inputs, outputs }] of tape.entries()) {
    const ids = Object.values(inputs).map(({ id }) => id);
    for (const id of ids) if (!firstUse.has(id)) firstUse.set(id, at);
    if (ids.some((id) => varies.has(id))) for (const { id } of outputs) varies.add(id);
    for (const { id } of outputs) made.add(id);
  }
  /** By the id of the tensor whose gradient it is. */
  const gradients = new Map<number, tf.Tensor>();
  function* final(at: number | undefined): Generator<FinalGradient, void, void> {
    for (const [index, { id }] of xs.entries()) {
      const gradient = firstUse.get(id) === at ? gradients.get(id) : undefined;
      if (gradient === undefined) continue;
      const own = tf.clone(gradient);
      if (!made.has(id)) dropped(id);
      yield { index, gradient: own };
    }
  }
  const dropped = (id: number): void => {
    gradients.get(id)?.dispose();
    gradients.delete(id);
  };
  try {
    if (varies.has(value.id))
      gradients.set(value.id, tf.keep(dy === undefined ? tf.onesLike(value) : tf.clone(dy)));
    yield* final(undefined);
    for (let at = tape.length - 1; at >= 0; at--) {
      const node = tape[at]!;
      const dys = node.outputs.map(({ id }) => gradients.get(id) ?? null);
      if (dys.some((one) => one !== null)) {
        for (const [id, gradient] of inputGradients(node, dys, varies)) {
          const sum = gradients.get(id);
          gradients.set(id, sum === undefined ? gradient : added(sum, gradient));
        }
      }
      release(node.saved);
      for (const { id } of node.outputs) dropped(id);
      yield* final(at);
    }
  } finally {
    for (const gradient of gradients.values()) gradient.dispose();
  }
}

/** The gradients of an op's inputs that vary, each a tensor of its own. */
function inputGradients(
  { kernelName, inputs, gradient, saved = [] }: TapeNode,
  dys: readonly (tf.Tensor | null)[],
  varies: ReadonlySet<number>,
): [id: number, gradient: tf.Tensor][] {
  const varying = Object.entries(inputs).filter(([, { id }]) => varies.has(id));
  if (varying.length === 0) return [];
  if (gradient === undefined) throw new Error(`differentiate: ${kernelName} has no gradient`);
  return tf.tidy(() => {
    const given = new Set<tf.Tensor | null>([...dys, ...saved]);
    const ofInputs = gradient(dys);
    return varying.map(([name, { id, shape }]): [number, tf.Tensor] => {
      const found = ofInputs[name]?.();
      if (found === undefined) throw new Error(`differentiate: ${kernelName} has no gradient for "${name}"`);
      if (!tf.util.arraysEqual(found.shape, shape)) {
        throw new RangeError(
          `differentiate: the gradient of ${kernelName} for "${name}" is [${found.shape}], expected [${shape}]`,
        );
      }
      // What was given ends here, and one tensor may be the gradient of two inputs.
      const own = given.has(found) ? tf.clone(found) : found;
      given.add(found);
      return [id, tf.keep(own)];
    });
  });
}

function added(sum: tf.Tensor, more: tf.Tensor): tf.Tensor {
  const total = tf.keep(tf.add(sum, more));
  tf.dispose([sum, more]);
  return total;
}

function release(tensors: readonly tf.Tensor[] = []): void {
  for (const tensor of tensors) if (!tensor.isDisposed) tensor.dispose();
}
