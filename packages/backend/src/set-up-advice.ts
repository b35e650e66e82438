import type { BackendInfo } from "./use-backend.ts";

/** The command that prepares the native runtime, as this user types it. */
export function setUpCommand(): string {
  return process.env["LUKE_SETUP_COMMAND"] ?? "npx --package @lukejs/trainer luke setup";
}

/** One line: what runs, what it costs, and the command that changes it. */
export function setUpAdvice(
  info: Pick<BackendInfo, "name" | "description">,
  reasons: readonly string[],
): string {
  const why = reasons.filter((reason) => !reason.includes("no NVIDIA driver")).at(-1) ?? reasons.at(-1) ?? "";
  const cost =
    info.name === "tensorflow"
      ? "slower than the GPU"
      : info.name === "wasm"
        ? "several times slower"
        : "very slow";
  return `running on ${info.description}, ${cost} (${why}); to change that: ${setUpCommand()}`;
}
