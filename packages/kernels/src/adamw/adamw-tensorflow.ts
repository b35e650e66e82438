import type * as tf from "@tensorflow/tfjs-core";
import type { NativeBackend } from "../native-backend.ts";
import { adamWPlain } from "./adamw-plain.ts";
import type { AdamWCoefficients, AdamWMoments } from "./adamw-update.ts";

export function adamWTensorflow(
  backend: unknown,
  variable: tf.Variable,
  moments: AdamWMoments,
  gradient: tf.Tensor,
  coefficients: AdamWCoefficients,
): void {
  void (backend as NativeBackend);
  adamWPlain(variable, moments, gradient, coefficients);
}
