// A process of its own: `load.ts read|open FOLDER` reads the file of the weights, or opens the checkpoint; prints
// {"seconds", "peak" (bytes of resident memory above that before the work)}.
import { open } from "node:fs/promises";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { openCheckpoint } from "@lukejs/model/node";

const [what, folder] = process.argv.slice(2) as ["read" | "open", string];
await useBackend("native");
const before = process.resourceUsage().maxRSS * 1024;
const started = performance.now();
if (what === "open") await openCheckpoint(folder);
else {
  // As a reader has to that keeps what it reads: every byte into memory of its own.
  const file = await open(join(folder, "model.safetensors"));
  const { size } = await file.stat();
  const kept: Uint8Array[] = [];
  for (let at = 0; at < size; ) {
    const chunk = new Uint8Array(Math.min(1 << 26, size - at));
    at += (await file.read(chunk, 0, chunk.length, at)).bytesRead;
    kept.push(chunk);
  }
  await file.close();
}
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, peak: process.resourceUsage().maxRSS * 1024 - before }));
