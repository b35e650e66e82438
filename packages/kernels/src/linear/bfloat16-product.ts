/** Products of matrices in bfloat16 on the native backend, whose tensors of that kind tfjs does not know. */
import * as tf from "@tensorflow/tfjs-core";
import type { NativeBackend, NativeTensor } from "../native-backend.ts";
import type { NativeOps } from "../native-ops.ts";

/** TF_BFLOAT16 of TensorFlow's C API. */
const bfloat16 = 14;

/** A tensor's values in bfloat16, by the handle that they were taken from: an update leaves another handle. */
interface Rounded {
  readonly source: number;
  readonly id: number;
  readonly backend: NativeBackend;
}

/** Of variables: rounded once for each update. */
const ofVariables = new WeakMap<object, Rounded>();
/**
 * Of the last two other tensors, as many as a product has: queries, keys and values are made of the same states one
 * after the other.
 */
const recent: (Rounded & { readonly dataId: WeakRef<object> })[] = [];

const variables = new WeakSet<object>();
const orphans = new FinalizationRegistry<Rounded>(free);

/** Says that these values live long and are worth keeping in bfloat16. */
export function keepRounded(weight: tf.Tensor): void {
  if (weight instanceof tf.Variable) variables.add(weight.dataId);
}

/** The product of two matrices, in float32. */
export function bfloat16Product(
  ops: NativeOps,
  a: tf.Tensor,
  b: tf.Tensor,
  transposeA: boolean,
  transposeB: boolean,
): NativeTensor {
  const { binding } = ops.backend;
  const flag = binding.TF_ATTR_BOOL;
  const product = ops.execute(
    "MatMul",
    [
      { name: "T", type: binding.TF_ATTR_TYPE, value: bfloat16 },
      { name: "transpose_a", type: flag, value: transposeA },
      { name: "transpose_b", type: flag, value: transposeB },
    ],
    [rounded(ops, a), rounded(ops, b)],
  );
  return cast(ops, product.id, bfloat16, binding.TF_FLOAT);
}

function rounded(ops: NativeOps, x: tf.Tensor): number {
  const source = ops.of(x);
  const { dataId } = x;
  const { backend } = ops;
  const round = (): Rounded => {
    const { id } = ops.leave(cast(ops, source, backend.binding.TF_FLOAT, bfloat16));
    return { source, id, backend };
  };
  if (!variables.has(dataId)) {
    const at = recent.findIndex((other) => other.source === source && other.dataId.deref() === dataId);
    const found = at < 0 ? { ...round(), dataId: new WeakRef(dataId) } : recent.splice(at, 1)[0]!;
    recent.push(found); // the other operand of this product now drives out an older one
    if (recent.length > 2) free(recent.shift()!);
    return found.id;
  }
  const known = ofVariables.get(dataId);
  if (known?.source === source) return known.id;
  if (known !== undefined) {
    orphans.unregister(known);
    free(known);
  }
  const made = round();
  ofVariables.set(dataId, made);
  orphans.register(dataId, made, made);
  return made.id;
}

function cast(ops: NativeOps, id: number, from: number, to: number): NativeTensor {
  const type = ops.backend.binding.TF_ATTR_TYPE;
  return ops.execute(
    "Cast",
    [
      { name: "SrcT", type, value: from },
      { name: "DstT", type, value: to },
      { name: "Truncate", type: ops.backend.binding.TF_ATTR_BOOL, value: false },
    ],
    [id],
  );
}

function free({ backend, id }: Rounded): void {
  backend.binding.deleteTensor(id);
}
