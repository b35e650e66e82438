import { parentPort, workerData } from "node:worker_threads";
import { buildPart, type PartRequest } from "./build-part.ts";
import type { ScanOptions } from "./scan-wikitext.ts";

parentPort!.on("message", (request: PartRequest) => {
  const part = buildPart(request, workerData as ScanOptions);
  const buffers = Object.values(part.files).map((bytes) => bytes.buffer as ArrayBuffer);
  parentPort!.postMessage(part, buffers);
});
