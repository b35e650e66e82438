import * as tf from "@tensorflow/tfjs-core";
import { gelu } from "./gelu.ts";
import { geluTanh } from "./gelu-tanh.ts";

/** Activations by name; `gelu` is exact, with erf. */
export type Activation = "gelu" | "geluTanh" | "relu" | "tanh";

const activations: Record<Activation, (x: tf.Tensor) => tf.Tensor> = {
  gelu,
  geluTanh,
  relu: (x) => tf.relu(x),
  tanh: (x) => tf.tanh(x),
};

/** The activation of this name: a function of a tensor that keeps its shape. */
export function activation(name: Activation): (x: tf.Tensor) => tf.Tensor {
  return activations[name];
}
