import * as tf from "@tensorflow/tfjs-core";
import { wantsPlainKernels } from "./environment-variable.ts";
import { hasOpLibrary } from "./native/op-library.ts";

/** Whether a bias, dropout and a residual of `x` are one pass with what follows them on the active backend. */
export function fusesPasses(x: tf.Tensor): boolean {
  return tf.getBackend() === "webgpu" ? x.size > 0 && !wantsPlainKernels() : hasOpLibrary();
}
