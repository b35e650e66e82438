/** Prepares the native runtime before a job or the tests; what is missing is one line, and wasm serves instead. */

import { type SetUpProgress, setUpRuntime } from "../packages/backend/src/index.ts";
import { LukeError } from "../packages/errors/src/index.ts";
import { opLibrarySources } from "../packages/kernels/src/node.ts";

const terminal = process.stderr.isTTY === true;
let shown = "";

function show({ stage, message, bytes, totalBytes }: SetUpProgress): void {
  const share =
    bytes !== undefined && totalBytes !== undefined ? ` ${Math.floor((100 * bytes) / totalBytes)} %` : "";
  const line = `luke: ${stage} ${message}`;
  if (terminal) process.stderr.write(`\r${line}${share}\u001b[K`);
  else if (line !== shown) process.stderr.write(`${line}\n`);
  shown = line;
}

const chosen = process.env["LUKE_BACKEND"] ?? "auto";
if (chosen !== "wasm" && chosen !== "cpu") {
  try {
    const { runtime, skipped, opLibraries, seconds } = await setUpRuntime({
      opLibraries: [opLibrarySources()],
      onProgress: show,
    });
    if (terminal && shown !== "") process.stderr.write("\r\u001b[K");
    if (!skipped) {
      const { tensorflow, device } = runtime.manifest;
      process.stderr.write(
        `luke: TensorFlow ${tensorflow} (${device}) is ready in ${runtime.folder} (${seconds.toFixed(0)} s)\n`,
      );
    }
    for (const { name, reason } of opLibraries) {
      if (reason !== undefined)
        process.stderr.write(`luke: ${name} is not built, slower kernels serve: ${reason}\n`);
    }
  } catch (error) {
    if (!LukeError.isInstance(error)) throw error;
    if (terminal && shown !== "") process.stderr.write("\r\u001b[K");
    process.stderr.write(`luke: ${error.message}. ${error.hint ?? ""}\n`);
  }
}
