import * as tf from "@tensorflow/tfjs-core";
import { declareKernels } from "../define-op.ts";
import { wantsPlainKernels } from "../environment-variable.ts";
import { hasOpLibrary } from "../native/op-library.ts";
import type { NativeBackend } from "../native-backend.ts";
import { wasmHeap } from "../wasm/wasm-heap.ts";
import { adamWNative } from "./adamw-native.ts";
import { adamWPlain } from "./adamw-plain.ts";
import { adamWTensorflow } from "./adamw-tensorflow.ts";
import { adamWWasm } from "./adamw-wasm.ts";
import { adamWWebGpu } from "./adamw-web-gpu.ts";

// It updates variables, which ops of tfjs's registry cannot.
declareKernels("LukeAdamW", "wasm", "tensorflow", "native", "webgpu");

/** Running means of the gradient and of its square, each in the shape of the parameter; changed in place. */
export interface AdamWMoments {
  readonly first: tf.Variable;
  readonly second: tf.Variable;
}

export interface AdamWSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled: `p -= learningRate · weightDecay · p`. */
  readonly weightDecay: number;
  /** Divide the moments by `1 - betaᵗ`; the original LUKE does not. */
  readonly biasCorrection: boolean;
  /** Updates of this variable so far, this one included: 1, 2, … */
  readonly step: number;
  /** Decay after the update, as the original, instead of before it. */
  readonly decayAfter?: boolean;
}

/** The settings as the numbers of one formula: `p = (p·before - rate·first / (√second·root + epsilon))·after`. */
export interface AdamWCoefficients {
  readonly beta1: number;
  readonly beta2: number;
  readonly rate: number;
  readonly root: number;
  readonly epsilon: number;
  readonly before: number;
  readonly after: number;
}

/**
 * One step of AdamW on one variable and its moments, in place. All have the gradient's shape.
 *
 * @throws RangeError where a shape differs
 */
export function adamWUpdate(
  variable: tf.Variable,
  moments: AdamWMoments,
  gradient: tf.Tensor,
  settings: AdamWSettings,
): void {
  for (const [name, tensor] of Object.entries({ ...moments, gradient })) {
    if (tensor.dtype !== "float32") {
      throw new TypeError(`adamWUpdate: ${name} is of ${tensor.dtype}, expected float32`);
    }
    if (tensor.shape.join() !== variable.shape.join()) {
      throw new RangeError(
        `adamWUpdate: the variable is [${variable.shape}], ${name} is [${tensor.shape}], expected the same`,
      );
    }
  }
  const coefficients = coefficientsOf(settings);
  const heap = tf.getBackend() === "wasm" ? wasmHeap(tf.backend()) : null;
  if (heap !== null) adamWWasm(heap, variable, moments, gradient, coefficients);
  else if (tf.getBackend() === "tensorflow") {
    const update = hasOpLibrary() ? adamWNative : adamWTensorflow;
    update(tf.backend() as unknown as NativeBackend, variable, moments, gradient, coefficients);
  } else if (tf.getBackend() === "webgpu" && variable.size > 0 && !wantsPlainKernels()) {
    adamWWebGpu(variable, moments, gradient, coefficients);
  } else adamWPlain(variable, moments, gradient, coefficients);
}

function coefficientsOf(settings: AdamWSettings): AdamWCoefficients {
  const { learningRate, beta1, beta2, epsilon, weightDecay, biasCorrection, step, decayAfter } = settings;
  const decay = 1 - learningRate * weightDecay;
  return {
    beta1,
    beta2,
    epsilon,
    rate: biasCorrection ? learningRate / (1 - beta1 ** step) : learningRate,
    root: biasCorrection ? 1 / Math.sqrt(1 - beta2 ** step) : 1,
    before: decayAfter === true ? 1 : decay,
    after: decayAfter === true ? decay : 1,
  };
}
