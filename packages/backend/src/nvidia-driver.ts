import { existsSync, readFileSync } from "node:fs";

/**
 * The version of the NVIDIA driver, or undefined where there is none or `CUDA_VISIBLE_DEVICES` hides every GPU.
 * Starts no process.
 */
export function nvidiaDriver(): string | undefined {
  if (["", "-1"].includes(process.env["CUDA_VISIBLE_DEVICES"]?.trim() ?? "all")) return undefined;
  if (existsSync("/proc/driver/nvidia/version")) {
    const text = readFileSync("/proc/driver/nvidia/version", "utf8");
    return /Module\s+(?:for \S+\s+)?(\d[\d.]*)/.exec(text)?.[1] ?? "unknown";
  }
  return existsSync("/dev/nvidiactl") || existsSync("/dev/dxg") ? "unknown" : undefined;
}
