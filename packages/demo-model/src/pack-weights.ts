import { decodeSafetensors, encodeSafetensors, type TensorData } from "@lukejs/safetensors";

/** A row of more than this many numbers is stored in 8 bits. */
const shortest = 16;

/**
 * Weights of a safetensors file in a quarter of the room: each row of a matrix as integers from -127 to 127, four to a
 * word, with a scale of its own, which its largest number decides; vectors stay as they are. The metadata `shapes` says
 * which tensors these are.
 */
export function packWeights(bytes: Uint8Array, source: string): Uint8Array<ArrayBuffer> {
  const { tensors, metadata } = decodeSafetensors(bytes, source);
  const packed = new Map<string, TensorData>();
  const shapes: Record<string, readonly number[]> = {};
  for (const [name, tensor] of tensors) {
    const { dtype, shape, values } = tensor;
    const columns = shape.at(-1) ?? 0;
    if (dtype !== "float32" || shape.length < 2 || columns < shortest) {
      packed.set(name, tensor);
      continue;
    }
    const rows = values.length / columns;
    const scales = new Float32Array(rows);
    const integers = new Int8Array(Math.ceil(values.length / 4) * 4);
    for (let row = 0; row < rows; row++) {
      const from = values.subarray(row * columns, (row + 1) * columns);
      const largest = from.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      scales[row] = largest / 127;
      if (largest === 0) continue;
      for (let i = 0; i < columns; i++) integers[row * columns + i] = Math.round(from[i]! / scales[row]!);
    }
    shapes[name] = shape;
    const words = new Int32Array(integers.buffer);
    packed.set(name, { dtype: "int32", shape: [words.length], values: words });
    packed.set(scaleOf(name), { dtype: "float32", shape: [rows], values: scales });
  }
  return owned(encodeSafetensors(packed, { ...metadata, shapes: JSON.stringify(shapes) }));
}

/**
 * The safetensors file, in float32, of what {@link packWeights} made.
 *
 * @throws LukeError SFT002 where `bytes` are no safetensors file
 */
export function unpackWeights(bytes: Uint8Array, source: string): Uint8Array<ArrayBuffer> {
  const { tensors, metadata } = decodeSafetensors(bytes, source);
  const { shapes: described = "{}", ...rest } = metadata;
  const shapes = JSON.parse(described) as Record<string, readonly number[]>;
  const whole = new Map<string, TensorData>();
  for (const [name, tensor] of tensors) {
    const shape = shapes[name];
    if (shape === undefined) {
      if (!(name.endsWith(scaleOf("")) && name.slice(0, -scaleOf("").length) in shapes))
        whole.set(name, tensor);
      continue;
    }
    const integers = new Int8Array(tensor.values.buffer, tensor.values.byteOffset);
    const scales = tensors.get(scaleOf(name))!.values;
    const columns = shape.at(-1)!;
    const values = new Float32Array(scales.length * columns);
    for (let i = 0; i < values.length; i++) values[i] = integers[i]! * scales[Math.floor(i / columns)]!;
    whole.set(name, { dtype: "float32", shape, values });
  }
  return owned(encodeSafetensors(whole, rest));
}

const scaleOf = (name: string): string => `${name}.scale`;

/** `encodeSafetensors` answers bytes that have their buffer for themselves. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
