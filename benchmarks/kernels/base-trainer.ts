import { adamWUpdate, differentiateInSteps, flattenParameters, Random } from "@lukejs/kernels";
import { type LukeConfig, type LukeParams, type PackedInputs, packedLuke } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { config as base } from "./base-size.ts";

const settings = { learningRate: 1e-5, beta1: 0.9, beta2: 0.98, epsilon: 1e-6, weightDecay: 0.01 };

/** The sum of all words' states, waited for. */
export async function forward(params: LukeParams, inputs: PackedInputs): Promise<void> {
  const sum = tf.tidy(() => tf.sum(packedLuke(params, inputs, base).words));
  await sum.data();
  sum.dispose();
}

/**
 * Training steps of LUKE-base with dropout 0.1 and AdamW; the loss is the mean square of all states. A parameter is updated
 * as soon as its gradient is final, so that the gradients are never there all at once.
 */
export class BaseTrainer {
  readonly #params: LukeParams;
  readonly #variables: readonly tf.Variable[];
  readonly #moments: readonly { first: tf.Variable; second: tf.Variable }[];
  readonly #config: LukeConfig;
  readonly #recompute: boolean;
  #steps = 0;

  constructor(
    params: LukeParams,
    { recompute = false, config = base }: { readonly recompute?: boolean; readonly config?: LukeConfig } = {},
  ) {
    this.#params = params;
    this.#config = config;
    this.#recompute = recompute;
    this.#variables = [...flattenParameters(params).values()] as tf.Variable[];
    this.#moments = this.#variables.map((variable) => {
      const zeros = tf.fill(variable.shape, 0);
      const made = { first: tf.variable(zeros), second: tf.variable(zeros) };
      zeros.dispose();
      return made;
    });
  }

  async step(inputs: PackedInputs): Promise<void> {
    const step = ++this.#steps;
    const dropout = { hidden: 0.1, attention: 0.1, random: new Random(step) };
    const options = { dropout, recompute: this.#recompute };
    const loss = (): tf.Scalar => {
      const { words, entities } = packedLuke(this.#params, inputs, this.#config, options);
      return tf.mean(tf.square(tf.concat([words, entities], 0))) as tf.Scalar;
    };
    const gradients = differentiateInSteps(loss, this.#variables);
    for (;;) {
      const { done, value } = gradients.next();
      if (done) {
        await value.data();
        value.dispose();
        return;
      }
      const { index, gradient } = value;
      const update = { ...settings, biasCorrection: true, step };
      adamWUpdate(this.#variables[index]!, this.#moments[index]!, gradient, update);
      gradient.dispose();
    }
  }
}
