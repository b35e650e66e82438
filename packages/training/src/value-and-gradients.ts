import {
  collectRowGradients,
  differentiateInSteps,
  flattenParameters,
  type ParameterTree,
  type RowGradient,
} from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { nothingToTrain } from "./errors.ts";

/** A loss, and any other scalars to report beside it. */
export type LossValues = { readonly loss: tf.Scalar } & { readonly [name: string]: tf.Scalar };

export interface ValueAndGradients {
  /** `loss` and the other scalars that the function returned. */
  readonly values: Map<string, tf.Scalar>;
  /** By parameter name; a parameter that the loss does not depend on is absent. */
  readonly gradients: Map<string, tf.Tensor>;
  /** Of the tables that were asked for row by row, in the rows that were read. */
  readonly rowGradients: Map<string, RowGradient>;
}

/**
 * The value of a loss and its gradients for the variables of a parameter tree.
 * The tensors returned are the caller's.
 *
 * @param trains which parameters to differentiate by; the others are constants, and nothing is computed for them.
 * @param rowWise which tables of these are read by `gatherRows` alone and differentiated row by row: no gradient as
 *   large as the table is made.
 * @throws LukeError TRN001 when nothing is left to train.
 */
export function valueAndGradients<P extends ParameterTree>(
  params: P,
  fn: (params: P) => tf.Scalar | LossValues,
  trains: (name: string) => boolean = () => true,
  rowWise: (name: string) => boolean = () => false,
): ValueAndGradients {
  const gradients = new Map<string, tf.Tensor>();
  const steps = gradientSteps(params, fn, trains, rowWise);
  try {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return { ...value, gradients };
      gradients.set(value.name, value.gradient);
    }
  } catch (error) {
    tf.dispose([...gradients.values()]);
    throw error;
  }
}

/** A parameter's gradient to which nothing more is added; the caller's. */
export interface GradientStep {
  readonly name: string;
  readonly gradient: tf.Tensor;
}

/**
 * `valueAndGradients`, one dense gradient at a time while the backward pass goes on: first those of the layers next to the
 * loss. The caller may wait between two steps.
 */
export function* gradientSteps<P extends ParameterTree>(
  params: P,
  fn: (params: P) => tf.Scalar | LossValues,
  trains: (name: string) => boolean,
  rowWise: (name: string) => boolean,
): Generator<GradientStep, Omit<ValueAndGradients, "gradients">, void> {
  const names: string[] = [];
  const variables: tf.Variable[] = [];
  const tables = new Map<tf.Variable, string>();
  for (const [name, variable] of trainableVariables(params, trains)) {
    if (rowWise(name)) tables.set(variable, name);
    else variables[names.push(name) - 1] = variable;
  }
  if (variables.length + tables.size === 0) throw nothingToTrain();

  const values = new Map<string, tf.Scalar>();
  // Where a micro-batch reads nothing that is trained, its loss still counts: this is what it depends on.
  const anchor = tf.tidy(() => tf.variable(tf.scalar(0)));
  const loss = (): tf.Tensor => {
    const result = fn(params);
    if (result instanceof tf.Tensor) return tf.add(result, anchor);
    for (const [name, scalar] of Object.entries(result)) {
      if (name !== "loss") values.set(name, tf.keep(scalar === result.loss ? tf.clone(scalar) : scalar));
    }
    return tf.add(result.loss, anchor);
  };
  function* named(standIns: readonly tf.Variable[]): Generator<GradientStep, tf.Tensor, void> {
    const steps = differentiateInSteps(loss, [...variables, ...standIns, anchor]);
    try {
      for (;;) {
        const { done, value } = steps.next();
        if (done) return value;
        const name = names[value.index];
        if (name === undefined) value.gradient.dispose();
        else yield { name, gradient: value.gradient };
      }
    } finally {
      steps.return(anchor);
    }
  }
  try {
    const found = yield* collectRowGradients([...tables.keys()], named);
    const rowGradients = new Map(
      [...found.gradients].map(([table, gradient]) => [tables.get(table)!, gradient]),
    );
    return { values: new Map([["loss", found.result as tf.Scalar], ...values]), rowGradients };
  } catch (error) {
    tf.dispose([...values.values()]);
    throw error;
  } finally {
    anchor.dispose();
  }
}

/** The variables of a tree that are to be trained, by name; a variable that stands at two places is listed once. */
export function trainableVariables(
  params: ParameterTree,
  trains: (name: string) => boolean = () => true,
): Map<string, tf.Variable> {
  const found = new Map<string, tf.Variable>();
  const seen = new Set<tf.Tensor>();
  for (const [name, leaf] of flattenParameters(params)) {
    if (!(leaf instanceof tf.Variable) || seen.has(leaf) || !trains(name)) continue;
    seen.add(leaf);
    found.set(name, leaf);
  }
  return found;
}
