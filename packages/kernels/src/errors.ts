import { LukeError } from "@lukejs/errors";

export function idOutOfRange(op: string, at: number, rows: number): LukeError {
  return new LukeError({
    code: "KER001",
    message: `${op}: the id at position ${at} is not in [0, ${rows})`,
    hint: "Look for ids of another vocabulary, or negative ids that should have been masked.",
  });
}

export function outOfMemory(shape: readonly number[], bytes: number): LukeError {
  return new LukeError({
    code: "KER002",
    message: `The wasm backend has no ${bytes} bytes left for a tensor of shape [${shape}]; its limit is 4 GiB`,
    hint: "Use smaller batches, or set up the native runtime.",
  });
}
