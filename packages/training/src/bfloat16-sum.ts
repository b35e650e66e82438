/** What adding up in bfloat16 asks of a transport; every rank's arrays have the same lengths. */
export interface Bfloat16Transport {
  /** Sends the k-th of `size` equal pieces to rank k, and receives as many: all-to-all. */
  exchange(from: Uint16Array, to: Uint16Array): Promise<void>;
  /** Receives the pieces of all ranks, in order of the ranks: all-gather. */
  gather(from: Uint16Array, to: Uint16Array): Promise<void>;
}

/**
 * Adds up arrays over the ranks with bfloat16 on the wire, in place: each rank adds one piece of all arrays in
 * float32 and sends the rounded sum to all. Twice the array travels, at 2 bytes a number, as in a ring all-reduce.
 */
export async function bfloat16Sum(
  values: Float32Array,
  size: number,
  transport: Bfloat16Transport,
): Promise<void> {
  const piece = Math.ceil(values.length / size);
  const sent = new Uint16Array(piece * size);
  toBfloat16(values, sent);
  const received = new Uint16Array(piece * size);
  await transport.exchange(sent, received);
  const sums = new Float32Array(piece);
  const one = new Float32Array(piece);
  for (let rank = 0; rank < size; rank++) {
    fromBfloat16(received.subarray(rank * piece, (rank + 1) * piece), one);
    for (let i = 0; i < piece; i++) sums[i]! += one[i]!;
  }
  const summed = new Uint16Array(piece);
  toBfloat16(sums, summed);
  await transport.gather(summed, received);
  fromBfloat16(received.subarray(0, values.length), values);
}

/** The upper half of each float32, rounded to the nearest, ties to even; NaN stays NaN. */
export function toBfloat16(values: Float32Array, into: Uint16Array): void {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i++) {
    const word = bits[i]!;
    const noNumber = (word & 0x7fffffff) > 0x7f800000;
    into[i] = noNumber ? (word >>> 16) | 0x40 : (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
  }
}

export function fromBfloat16(halves: Uint16Array, into: Float32Array): void {
  const bits = new Uint32Array(into.buffer, into.byteOffset, into.length);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16;
}
