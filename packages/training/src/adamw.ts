/**
 * AdamW over named parameters (paper, Appendix A). Moments belong to a name, not to a position, so the set of
 * parameters that have a gradient may change from update to update.
 */
import {
  type AdamWSettings,
  adamWUpdate,
  adamWUpdateRows,
  type ParameterTree,
  type RowGradient,
} from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { trainableVariables } from "./value-and-gradients.ts";

export interface AdamWOptions {
  /** 0.9 */
  readonly beta1?: number;
  /** 0.999 */
  readonly beta2?: number;
  /** 1e-6 */
  readonly epsilon?: number;
  /** 0.01 */
  readonly weightDecay?: number;
  /** False, as the published models were trained. */
  readonly biasCorrection?: boolean;
  /** Decay what the update gives, as the original code does, instead of what it starts from. */
  readonly decayAfter?: boolean;
  /** Which parameters decay: by default all but biases and normalizations. */
  readonly decays?: (name: string) => boolean;
  /** Which parameters are trained: by default all. */
  readonly trains?: (name: string) => boolean;
}

export interface AdamW {
  /** Updates the parameters in place; a parameter without a gradient stays as it is. Disposes no gradient. */
  apply(gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): void;
  /**
   * Updates the rows that were read, and leaves the others and their moments as they are ("lazy" AdamW). Disposes no
   * gradient.
   */
  applyRows(gradients: ReadonlyMap<string, RowGradient>, learningRate: number): void;
  /** Moments by parameter name, for those that have had a gradient. Owned by the optimizer. */
  readonly moments: ReadonlyMap<string, { readonly first: tf.Variable; readonly second: tf.Variable }>;
  /** Number of updates that each parameter has had. */
  readonly updates: ReadonlyMap<string, number>;
  /** Sets the state of one parameter; the tensors stay the caller's. */
  restore(name: string, first: tf.Tensor, second: tf.Tensor, updates: number): void;
  dispose(): void;
}

/** The parameters that decay: all but biases and the scales and shifts of normalizations. */
export function decaysByDefault(name: string): boolean {
  return !/(^|\.)(bias|norm\.scale|norm\.shift)$/.test(name);
}

/** AdamW (Loshchilov and Hutter, 2019) over the trainable variables of a tree; its moments are freed by `dispose`. */
export function createAdamW(params: ParameterTree, options: AdamWOptions = {}): AdamW {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-6, weightDecay = 0.01 } = options;
  const { biasCorrection = false, decayAfter = false, decays = decaysByDefault } = options;
  const variables = trainableVariables(params, options.trains);
  const moments = new Map<string, { first: tf.Variable; second: tf.Variable }>();
  const updates = new Map<string, number>();

  const momentsOf = (name: string, variable: tf.Variable) => {
    let found = moments.get(name);
    if (found === undefined) {
      found = { first: zeros(variable.shape), second: zeros(variable.shape) };
      moments.set(name, found);
    }
    return found;
  };

  const nextUpdate = (name: string, learningRate: number): AdamWSettings => {
    const step = (updates.get(name) ?? 0) + 1;
    updates.set(name, step);
    return {
      learningRate,
      beta1,
      beta2,
      epsilon,
      weightDecay: decays(name) ? weightDecay : 0,
      biasCorrection,
      step,
      decayAfter,
    };
  };

  return {
    moments,
    updates,
    apply(gradients, learningRate) {
      for (const [name, gradient] of gradients) {
        const variable = variables.get(name);
        if (variable === undefined) continue;
        adamWUpdate(variable, momentsOf(name, variable), gradient, nextUpdate(name, learningRate));
      }
    },
    applyRows(gradients, learningRate) {
      for (const [name, gradient] of gradients) {
        const variable = variables.get(name);
        if (variable === undefined) continue;
        adamWUpdateRows(variable, momentsOf(name, variable), gradient, nextUpdate(name, learningRate));
      }
    },
    restore(name, first, second, count) {
      const variable = variables.get(name);
      if (variable === undefined) throw new RangeError(`Cannot restore moments: "${name}" is not trained`);
      const own = momentsOf(name, variable);
      own.first.assign(first);
      own.second.assign(second);
      updates.set(name, count);
    },
    dispose() {
      for (const { first, second } of moments.values()) tf.dispose([first, second]);
      moments.clear();
      updates.clear();
    },
  };
}

function zeros(shape: number[]): tf.Variable {
  return tf.tidy(() => tf.variable(tf.fill(shape, 0), false));
}
