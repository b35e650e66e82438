import { gelu, geluTanh } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { ActivationName } from "./config/luke-config.ts";

/** The activation of the feed-forward layers, by the name the configuration gives. Same shape as `x`. */
export function activate<T extends tf.Tensor>(name: ActivationName, x: T): T {
  switch (name) {
    case "gelu":
      return gelu(x) as T;
    case "gelu_new":
    case "gelu_fast":
    case "gelu_pytorch_tanh":
      return geluTanh(x) as T;
    case "relu":
      return tf.relu(x);
    case "tanh":
      return tf.tanh(x);
  }
}
