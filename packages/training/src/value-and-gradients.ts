import {
  collectRowGradients,
  flattenParameters,
  type ParameterTree,
  type RowGradient,
  variableGradients,
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
  const names = new Map<string, string>();
  const variables: tf.Variable[] = [];
  const tables: tf.Variable[] = [];
  for (const [name, variable] of trainableVariables(params, trains)) {
    names.set(variable.name, name);
    (rowWise(name) ? tables : variables).push(variable);
  }
  if (names.size === 0) throw nothingToTrain();

  const values = new Map<string, tf.Scalar>();
  // Where a micro-batch reads nothing that is trained, its loss still counts: this is what it depends on.
  const anchor = tf.tidy(() => tf.variable(tf.scalar(0)));
  const differentiate = (standIns: readonly tf.Variable[]) =>
    variableGradients(() => {
      const result = fn(params);
      if (result instanceof tf.Tensor) return tf.add(result, anchor);
      for (const [name, scalar] of Object.entries(result)) {
        if (name !== "loss") values.set(name, tf.keep(scalar === result.loss ? tf.clone(scalar) : scalar));
      }
      return tf.add(result.loss, anchor);
    }, [...variables, ...standIns, anchor]);
  let found: ReturnType<typeof collectRowGradients<ReturnType<typeof differentiate>>>;
  try {
    found = collectRowGradients(tables, differentiate);
  } finally {
    anchor.dispose();
  }
  const { value, grads } = found.result;
  const gradients = new Map<string, tf.Tensor>();
  for (const [variable, gradient] of Object.entries(grads)) {
    const name = names.get(variable);
    if (gradient != null && name !== undefined) gradients.set(name, gradient);
    else gradient?.dispose();
  }
  const rowGradients = new Map(
    [...found.gradients].map(([table, gradient]) => [names.get(table.name)!, gradient]),
  );
  return { values: new Map([["loss", value as tf.Scalar], ...values]), gradients, rowGradients };
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
