import { LukeError } from "@lukejs/errors";
import { disposeParameters } from "@lukejs/kernels";
import { type ArchitectureName, huggingFaceForward } from "@lukejs/model";
import { type LazyTensor, openCheckpoint, readSafetensors, writeSafetensors } from "@lukejs/model/node";
import * as tf from "@tensorflow/tfjs-core";
import { argumentsUnknown, forwardFailed } from "../errors.ts";

export interface ForwardOptions {
  /** The class whose head answers, instead of the one that config.json names. */
  readonly head?: ArchitectureName | undefined;
  readonly hiddenStates?: boolean | undefined;
  readonly attentions?: boolean | undefined;
}

type Rank = number | "any";

/** Keyword arguments of the reference's forward: their rank without choices, and whether they are whole numbers. */
const known: Readonly<Record<string, { readonly rank: Rank; readonly whole: boolean }>> = {
  input_ids: { rank: 2, whole: true },
  inputs_embeds: { rank: 3, whole: false },
  attention_mask: { rank: 2, whole: false },
  token_type_ids: { rank: 2, whole: true },
  position_ids: { rank: 2, whole: true },
  entity_ids: { rank: 2, whole: true },
  entity_attention_mask: { rank: 2, whole: false },
  entity_token_type_ids: { rank: 2, whole: true },
  entity_position_ids: { rank: 3, whole: true },
  entity_start_positions: { rank: 2, whole: true },
  entity_end_positions: { rank: 2, whole: true },
  labels: { rank: "any", whole: false },
  entity_labels: { rank: "any", whole: true },
  start_positions: { rank: 1, whole: true },
  end_positions: { rank: 1, whole: true },
};

/**
 * One forward pass of a checkpoint folder: reads a safetensors file of tensors named like the keyword arguments of the
 * reference's forward, writes its output fields. Scalars have shape []. Returns the shapes written.
 *
 * @throws LukeError MOD… what openCheckpoint and readSafetensors throw · CLI011 an unknown argument · CLI012 a missing
 *   argument, or one of a shape that does not fit
 */
export async function forwardFile(
  model: string,
  inputs: string,
  out: string,
  { head, hiddenStates, attentions }: ForwardOptions = {},
): Promise<Readonly<Record<string, readonly number[]>>> {
  const { tensors } = await readSafetensors(inputs);
  const checkpoint = await openCheckpoint(model, head === undefined ? {} : { architecture: head });
  checkArguments(inputs, tensors, checkpoint.architecture);
  const args = Object.fromEntries(
    [...tensors].map(([name, { values, shape, dtype }]) => [name, tf.tensor(values, [...shape], dtype)]),
  );
  let outputs: Readonly<Record<string, tf.Tensor>> = {};
  try {
    outputs = huggingFaceForward(checkpoint, args, { hiddenStates, attentions });
    const written = new Map<string, LazyTensor>();
    for (const [name, tensor] of Object.entries(outputs)) {
      const values = () => tensor.data() as Promise<Float32Array>;
      written.set(name, { dtype: "float32", shape: tensor.shape, values });
    }
    await writeSafetensors(out, written);
    return Object.fromEntries(Object.entries(outputs).map(([name, { shape }]) => [name, shape]));
  } catch (error) {
    if (LukeError.isInstance(error) || !(error instanceof Error)) throw error;
    throw forwardFailed(inputs, error.message, error);
  } finally {
    tf.dispose([...Object.values(args), ...Object.values(outputs)]);
    disposeParameters(checkpoint.params);
    disposeParameters(checkpoint.headParams);
  }
}

type Tensors = ReadonlyMap<string, { readonly shape: readonly number[]; readonly dtype: string }>;

function checkArguments(path: string, tensors: Tensors, architecture: ArchitectureName): void {
  const unknown = [...tensors.keys()].filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0) throw argumentsUnknown(path, unknown, Object.keys(known));
  const choices = architecture === "LukeForMultipleChoice" ? 1 : 0;
  for (const [name, { shape, dtype }] of tensors) {
    const { rank, whole } = known[name]!;
    const isLabel = name.endsWith("labels") || name === "start_positions" || name === "end_positions";
    const wanted = rank === "any" ? rank : isLabel ? rank : rank + choices;
    if (wanted !== "any" && shape.length !== wanted) {
      throw forwardFailed(path, `"${name}" has shape [${shape.join(", ")}], expected ${wanted} axes`);
    }
    if (whole && dtype !== "int32") throw forwardFailed(path, `"${name}" is ${dtype}, expected int32`);
  }
  const need = (name: string, why: string): void => {
    if (!tensors.has(name)) throw forwardFailed(path, `"${name}" is missing, ${why}`);
  };
  if (!tensors.has("inputs_embeds")) need("input_ids", "expected it or inputs_embeds");
  if (tensors.has("entity_ids")) need("entity_position_ids", "which goes with entity_ids");
  if (/^LukeForEntity/.test(architecture)) need("entity_ids", `which ${architecture} reads`);
  if (architecture === "LukeForEntitySpanClassification") {
    need("entity_start_positions", `which ${architecture} reads`);
    need("entity_end_positions", `which ${architecture} reads`);
  }
  checkSizes(path, tensors);
}

/** Arguments of one kind of token have that kind's first two axes. */
function checkSizes(path: string, tensors: Tensors): void {
  const words = tensors.get("input_ids") ?? tensors.get("inputs_embeds");
  const groups = {
    [tensors.has("input_ids") ? "input_ids" : "inputs_embeds"]: [
      "attention_mask",
      "token_type_ids",
      "position_ids",
    ],
    entity_ids: ["entity_attention_mask", "entity_token_type_ids", "entity_position_ids"],
  };
  for (const [leader, names] of Object.entries(groups)) {
    const size = tensors.get(leader)?.shape;
    if (size === undefined) continue;
    const batch = words!.shape[0];
    if (size[0] !== batch) {
      throw forwardFailed(path, `"${leader}" has ${size[0]} rows, expected ${batch} as the words have`);
    }
    const axes = leader === "inputs_embeds" ? size.length - 1 : size.length;
    for (const name of names) {
      const shape = tensors.get(name)?.shape;
      if (shape === undefined || size.slice(0, axes).every((length, axis) => shape[axis] === length))
        continue;
      throw forwardFailed(
        path,
        `"${name}" has shape [${shape.join(", ")}], "${leader}" has [${size.join(", ")}]`,
      );
    }
  }
}
