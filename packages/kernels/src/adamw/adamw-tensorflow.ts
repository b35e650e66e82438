import * as tf from "@tensorflow/tfjs-core";
import type { NativeBackend, NativeTensor } from "../native-backend.ts";
import type { AdamWCoefficients, AdamWMoments } from "./adamw-update.ts";

/** Three of TensorFlow's variables, through which every update goes: its Adam works on variables only. */
type Resources = readonly [variable: number, first: number, second: number];

const resources = new WeakMap<object, Resources>();

/**
 * TensorFlow's own Adam, in place. Its `epsilon` is inside of our `root`, and its powers of the betas are given as 0:
 * the corrections are in `rate` and `root`.
 */
export function adamWTensorflow(
  backend: NativeBackend,
  variable: tf.Variable,
  moments: AdamWMoments,
  gradient: tf.Tensor,
  { beta1, beta2, rate, root, epsilon, before, after }: AdamWCoefficients,
): void {
  const { binding } = backend;
  const dtype = { name: "dtype", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const type = { name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const flag = (name: string) => ({ name, type: binding.TF_ATTR_BOOL, value: false });
  const handles = resourcesOf(backend);
  const written = [variable, moments.first, moments.second];
  const scalars = [0, 0, rate / root, beta1, beta2, epsilon / root, before, after].map((value) =>
    binding.createTensor([], binding.TF_FLOAT, Float32Array.of(value)),
  );
  const times = (id: number, factor: number): NativeTensor =>
    binding.executeOp("Mul", [type], [id, factor], 1)[0]!;
  try {
    for (const [i, tensor] of written.entries()) {
      const given = backend.getInputTensorIds([tensor])[0]!;
      const scaled = i === 0 && before !== 1 ? times(given, scalars[6]!).id : given;
      binding.executeOp("AssignVariableOp", [dtype, flag("validate_shape")], [handles[i]!, scaled], 0);
      // The variable of TensorFlow is now the only owner, so that the update needs no copy of it.
      if (scaled !== given) binding.deleteTensor(scaled);
      if (ownsMemory(backend, tensor)) release(backend, tensor);
    }
    const [g] = backend.getInputTensorIds([gradient]);
    binding.executeOp(
      "ResourceApplyAdam",
      [type, flag("use_locking"), flag("use_nesterov")],
      [...handles, ...scalars.slice(0, 6), g!],
      0,
    );
    for (const [i, tensor] of written.entries()) {
      let [updated] = binding.executeOp("ReadVariableOp", [dtype], [handles[i]!], 1) as [NativeTensor];
      if (i === 0 && after !== 1) {
        const scaled = times(updated.id, scalars[7]!);
        binding.deleteTensor(updated.id);
        updated = scaled;
      }
      if (ownsMemory(backend, tensor)) backend.tensorMap.get(tensor.dataId).id = updated.id;
      else tf.tidy(() => tensor.assign(backend.createOutputTensor(updated) as tf.Tensor));
    }
  } finally {
    for (const id of scalars) binding.deleteTensor(id);
  }
}

/** Whether no clone sees what is written into this tensor. */
function ownsMemory(backend: NativeBackend, tensor: tf.Tensor): boolean {
  return backend.refCount(tensor.dataId) === 1;
}

function release(backend: NativeBackend, tensor: tf.Tensor): void {
  const data = backend.tensorMap.get(tensor.dataId);
  backend.binding.deleteTensor(data.id);
  data.id = -1;
}

function resourcesOf(backend: NativeBackend): Resources {
  const known = resources.get(backend);
  if (known !== undefined) return known;
  const { binding } = backend;
  const make = (): number =>
    binding.executeOp(
      "VarHandleOp",
      [
        { name: "dtype", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
        { name: "shape", type: binding.TF_ATTR_SHAPE, value: [] },
        { name: "container", type: binding.TF_ATTR_STRING, value: "" },
        { name: "shared_name", type: binding.TF_ATTR_STRING, value: `lukeAdamW${serial++}` },
      ],
      [],
      1,
    )[0]!.id;
  const made: Resources = [make(), make(), make()];
  resources.set(backend, made);
  return made;
}

let serial = 0;
