import { freemem, totalmem } from "node:os";

/**
 * Bytes that this process may still take: what the system could give now, within the limit of its container. On macOS,
 * whose count of free memory leaves out what it would give up at once, all of the memory.
 */
export function freeMemory(): number | undefined {
  const free = process.platform === "darwin" ? totalmem() : freemem();
  const limit = process.constrainedMemory?.() ?? 0;
  const limited = limit > 0 && limit < totalmem();
  return limited ? Math.min(free, Math.max(0, limit - process.memoryUsage.rss())) : free;
}
