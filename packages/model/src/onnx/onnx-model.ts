import * as tf from "@tensorflow/tfjs-core";
import type { ArchitectureName } from "../config/architectures.ts";
import type { LukeModel } from "../luke-model.ts";
import { graphEncoder } from "./graph-encoder.ts";
import { graphHead } from "./graph-head.ts";
import { OnnxGraph, type OnnxWeights } from "./onnx-graph.ts";
import { bytesField, fieldStart, join, numberField, textField } from "./protobuf.ts";

/** One file holds less: a protocol buffer's length is an int32. */
export const onnxFileLimit: number = 2 ** 31 - 1;

export interface OnnxModelOptions {
  /** Name of the file with the weights, beside the model: for models beyond {@link onnxFileLimit}. Inside without it. */
  readonly weightsFile?: string | undefined;
}

/** An ONNX file in pieces, so that the weights are never in memory twice. */
export interface OnnxModel {
  /** Bytes of the model's own file. */
  readonly bytes: number;
  chunks(): AsyncGenerator<Uint8Array>;
  /** The weights' own file; nothing where they are inside. */
  weightChunks(): AsyncGenerator<Uint8Array>;
}

/**
 * A model and its head as ONNX (opset 17): inputs and outputs named as the reference's forward names them, batch, words,
 * entities and mention of any size, inference only. Ids are int64, as ONNX models of transformers have them.
 *
 * The file is written by fifty lines of our own (protobuf.ts): the format needs five kinds of fields, the writers on the
 * registry bring a general protocol buffers runtime and hold all weights in memory.
 *
 * @throws LukeError MOD020 for a head that has no ONNX form
 */
export function onnxModel(
  model: LukeModel & { readonly architecture: ArchitectureName },
  { weightsFile }: OnnxModelOptions = {},
): OnnxModel {
  const graph = new OnnxGraph();
  graphHead(graph, model, graphEncoder(graph, model));
  let offset = 0;
  const weights = graph.weights.map((entry) => {
    const bytes = 4 * entry.tensor.size;
    const at = offset;
    offset += aligned(bytes);
    const where =
      weightsFile === undefined ? undefined : { location: weightsFile, offset: at, length: bytes };
    return { entry, bytes, start: tensorStart(entry, bytes, where), inside: where === undefined };
  });
  const fields = join([...graph.fields, textField(2, model.architecture)]);
  const graphBytes = weights.reduce(
    (sum, { start, bytes, inside }) => sum + start.length + (inside ? bytes : 0),
    fields.length,
  );
  const head = join([
    numberField(1, 8), // format version, of opset 17
    textField(2, "lukejs"),
    bytesField(8, numberField(2, 17)),
    fieldStart(7, graphBytes),
    fields,
  ]);
  return {
    bytes: head.length - fields.length + graphBytes,
    async *chunks() {
      yield head;
      for (const { entry, start, inside } of weights) {
        yield start;
        if (inside) yield await bytesOf(entry);
      }
    },
    async *weightChunks() {
      if (weightsFile === undefined) return;
      for (const { entry, bytes } of weights) {
        yield await bytesOf(entry);
        yield new Uint8Array(aligned(bytes) - bytes);
      }
    },
  };
}

interface WeightsPlace {
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

/** A TensorProto as a field of the graph, up to its raw bytes. */
function tensorStart(
  { name, tensor, transposed }: OnnxWeights,
  bytes: number,
  place: WeightsPlace | undefined,
): Uint8Array {
  const shape = transposed ? [...tensor.shape].reverse() : tensor.shape;
  const fields = [...shape.map((size) => numberField(1, size)), numberField(2, 1), textField(8, name)];
  if (place !== undefined) {
    const entries = Object.entries(place).map(([key, value]) =>
      bytesField(13, textField(1, key), textField(2, String(value))),
    );
    return bytesField(5, ...fields, ...entries, numberField(14, 1));
  }
  const start = join([...fields, fieldStart(9, bytes)]);
  return join([fieldStart(5, start.length + bytes), start]);
}

async function bytesOf({ tensor, transposed }: OnnxWeights): Promise<Uint8Array> {
  const stored = transposed ? tf.transpose(tensor) : tensor;
  const values = (await stored.data()) as Float32Array;
  if (transposed) stored.dispose();
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Weights begin at pages, so that a runtime can map the file. */
function aligned(bytes: number): number {
  return Math.ceil(bytes / 4096) * 4096;
}
