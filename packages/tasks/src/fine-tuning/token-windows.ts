import type { Stretch } from "./words-around.ts";

/** Windows of up to `size` tokens that begin every `stride` tokens and together cover all of them. */
export function tokenWindows(length: number, size: number, stride: number): Stretch[] {
  const step = Math.max(1, Math.min(stride, size));
  const windows: Stretch[] = [];
  for (let start = 0; ; start += step) {
    windows.push({ start, end: Math.min(length, start + size) });
    if (start + size >= length) return windows;
  }
}
