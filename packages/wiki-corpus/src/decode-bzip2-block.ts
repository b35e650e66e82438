/** One block of bzip2 to bytes, by the module that assembly/bzip2.ts compiles to: one instance a thread. */
import { bzip2Wasm } from "./bzip2.wasm.ts";
import type { Bzip2Block } from "./bzip2-blocks.ts";

interface Bzip2Module {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly input: { readonly value: number };
  readonly inputLength: { readonly value: number };
  readonly output: { readonly value: number };
  prepare(): void;
  transform(begin: number, stop: number): number;
  expand(): number;
}

/** What the module answers instead of a length. */
const complaints: Readonly<Record<number, string>> = {
  [-1]: "unexpected end of the block",
  [-2]: "randomised blocks of bzip2 0.9 are not supported",
  [-3]: "the first byte lies outside the block",
  [-4]: "wrong number of tables",
  [-5]: "no such table",
  [-6]: "wrong length of a code",
  [-7]: "no such code",
  [-8]: "the block is too long",
  [-9]: "the block has no end",
  [-10]: "wrong checksum",
};

let started: Bzip2Module | undefined;

/**
 * Decodes a block, in this thread.
 *
 * @throws Error where it is cut off or damaged
 */
export function decodeBzip2Block({ bytes, bit, endBit, cutOff }: Bzip2Block): Buffer {
  if (cutOff) throw new Error("unexpected end of file");
  started ??= start();
  const { memory, input, inputLength, output, transform, expand } = started;
  // Sixteen bytes behind the block may be looked at.
  const room = inputLength.value - 16;
  new Uint8Array(memory.buffer).set(bytes.subarray(0, room), input.value);
  checked(transform(bit + 48, Math.min(endBit, 8 * room)));
  const pieces: Buffer[] = [];
  for (let count = checked(expand()); count > 0; count = checked(expand())) {
    pieces.push(Buffer.from(Buffer.from(memory.buffer, output.value, count)));
  }
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}

function start(): Bzip2Module {
  const module = new WebAssembly.Module(Buffer.from(bzip2Wasm, "base64"));
  const exported = new WebAssembly.Instance(module, {}).exports as unknown as Bzip2Module;
  exported.prepare();
  return exported;
}

/** @throws Error where the answer is no length */
function checked(answer: number): number {
  if (answer < 0) throw new Error(complaints[answer] ?? "damaged");
  return answer;
}
