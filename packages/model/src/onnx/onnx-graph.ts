import type { Tensor } from "@tensorflow/tfjs-core";
import { bytesField, floatField, numberField, textField } from "./protobuf.ts";

export type OnnxElement = "float32" | "int64";

/** The numbers by which ONNX names element types. */
const elements: Readonly<Record<OnnxElement, number>> = { float32: 1, int64: 7 };

/** A size, or the name of an axis whose size the input decides. */
export type OnnxAxis = number | string;

/** Parameters of the graph: taken from a tensor when the file is written. */
export interface OnnxWeights {
  readonly name: string;
  readonly tensor: Tensor;
  /** Stored with its two axes exchanged: checkpoints keep [out, in], MatMul takes [in, out]. */
  readonly transposed: boolean;
}

type Attribute = number | string | readonly number[] | { readonly float: number };

/**
 * A graph under construction. Each method adds one thing and returns the name of its value, so that a model is written
 * as the expressions it is made of.
 */
export class OnnxGraph {
  readonly weights: OnnxWeights[] = [];
  /** Encoded fields of the GraphProto, all but the weights. */
  readonly fields: Uint8Array[] = [];
  readonly #constants = new Set<string>();
  readonly #named = new Set<string>();
  #nodes = 0;

  input(name: string, element: OnnxElement, axes: readonly OnnxAxis[]): string {
    this.fields.push(bytesField(11, valueInfo(name, element, axes)));
    return name;
  }

  /** Gives a value the name that the model's users see. */
  output(name: string, value: string, axes: readonly OnnxAxis[]): void {
    this.fields.push(this.#node("Identity", [value], name, {}));
    this.fields.push(bytesField(12, valueInfo(name, "float32", axes)));
  }

  /** One operator of opset 17 with one result. */
  node(op: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    const output = `${op.toLowerCase()}_${this.#nodes++}`;
    this.fields.push(this.#node(op, inputs, output, attributes));
    return output;
  }

  parameter(name: string, tensor: Tensor, transposed = false): string {
    const stored = transposed ? `${name}.transposed` : name;
    if (!this.#named.has(stored)) this.weights.push({ name: stored, tensor, transposed });
    this.#named.add(stored);
    return stored;
  }

  /** Whole numbers, as a list or as one scalar. */
  integers(values: number | readonly number[]): string {
    const list = typeof values === "number" ? [values] : values;
    return this.#constant(
      `integers_${String(values).replaceAll(",", "_")}${list === values ? "_list" : ""}`,
      [
        ...(list === values ? [numberField(1, list.length)] : []),
        numberField(2, elements.int64),
        ...list.map((value) => numberField(7, value)),
      ],
    );
  }

  float(value: number): string {
    return this.#constant(`float_${value}`, [numberField(2, elements.float32), floatField(4, value)]);
  }

  #constant(name: string, fields: readonly Uint8Array[]): string {
    if (!this.#constants.has(name)) this.fields.push(bytesField(5, ...fields, textField(8, name)));
    this.#constants.add(name);
    return name;
  }

  #node(
    op: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, Attribute>>,
  ): Uint8Array {
    return bytesField(
      1,
      ...inputs.map((name) => textField(1, name)),
      textField(2, output),
      textField(3, output),
      textField(4, op),
      ...Object.entries(attributes).map(([name, value]) =>
        bytesField(5, textField(1, name), ...attribute(value)),
      ),
    );
  }
}

/** The fields of an AttributeProto: its value and its type. */
function attribute(value: Attribute): Uint8Array[] {
  if (typeof value === "number") return [numberField(3, value), numberField(20, 2)];
  if (typeof value === "string") return [textField(4, value), numberField(20, 3)];
  if ("float" in value) return [floatField(2, value.float), numberField(20, 1)];
  return [...value.map((item) => numberField(8, item)), numberField(20, 7)];
}

function valueInfo(name: string, element: OnnxElement, axes: readonly OnnxAxis[]): Uint8Array {
  const dims = axes.map((axis) =>
    bytesField(1, typeof axis === "number" ? numberField(1, axis) : textField(2, axis)),
  );
  const tensorType = bytesField(1, numberField(1, elements[element]), bytesField(2, ...dims));
  return new Uint8Array([...textField(1, name), ...bytesField(2, tensorType)]);
}
