import { LukeError } from "@lukejs/errors";

/** The texts of this package's errors, in one place. */

export function fileUnreadable(path: string, cause: unknown): LukeError {
  const missing = (cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
  return new LukeError({
    code: "SFT001",
    message: `Cannot read ${path}: ${missing ? "there is no such file" : String((cause as Error | undefined)?.message ?? cause)}`,
    cause,
  });
}

export function safetensorsInvalid(source: string, problem: string): LukeError {
  return new LukeError({
    code: "SFT002",
    message: `Cannot read ${source} as safetensors: ${problem}`,
    hint: "The file is damaged, was cut short, or is not a safetensors file.",
  });
}

export function dtypeUnsupported(source: string, name: string, dtype: string): LukeError {
  return new LukeError({
    code: "SFT003",
    message: `Cannot read tensor "${name}" of ${source}: dtype ${dtype}, expected F64, F32, F16, BF16, I64, I32 or smaller integers`,
  });
}

export function integerTooLarge(source: string, name: string, value: bigint): LukeError {
  return new LukeError({
    code: "SFT004",
    message: `Cannot read tensor "${name}" of ${source}: ${value} does not fit 32 bits`,
  });
}

export function rangeUnsupported(url: string, found: string): LukeError {
  return new LukeError({
    code: "SFT005",
    message: `Cannot read ${url}: expected an answer to a range request (206), found ${found}`,
    hint: "The server must answer range requests; otherwise download the file first.",
  });
}
