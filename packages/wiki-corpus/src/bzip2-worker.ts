import { closeSync, openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import Bunzip from "seek-bzip";

const { path, taken, window } = workerData as { path: string; taken: Int32Array; window: number };
const chunkLength = 1 << 18;

const file = openSync(path, "r");
const input = Buffer.alloc(1 << 18);
let inputAt = 0;
let inputEnd = 0;
let ended = false;
let chunk = new Uint8Array(chunkLength);
let chunkAt = 0;
let sent = 0;

function fill(): void {
  inputEnd = readSync(file, input, 0, input.length, null);
  inputAt = 0;
  ended = inputEnd === 0;
}

function send(): void {
  if (chunkAt === 0) return;
  for (let done = Atomics.load(taken, 0); sent - done >= window; done = Atomics.load(taken, 0)) {
    Atomics.wait(taken, 0, done);
  }
  parentPort!.postMessage(chunk.subarray(0, chunkAt), [chunk.buffer]);
  sent++;
  chunk = new Uint8Array(chunkLength);
  chunkAt = 0;
}

const source = {
  readByte(): number {
    if (inputAt === inputEnd) fill();
    if (ended) throw new Error("unexpected end of file");
    return input[inputAt++]!;
  },
  read(buffer: Uint8Array, offset: number, length: number): number {
    let done = 0;
    for (; done < length && !source.eof(); done++) buffer[offset + done] = input[inputAt++]!;
    return done;
  },
  eof(): boolean {
    if (inputAt === inputEnd && !ended) fill();
    return ended;
  },
};
const sink = {
  writeByte(byte: number): void {
    chunk[chunkAt++] = byte;
    if (chunkAt === chunkLength) send();
  },
};

try {
  Bunzip.decode(source, sink, true);
  send();
  parentPort!.postMessage("end");
} catch (error) {
  send();
  parentPort!.postMessage({ error: error instanceof Error ? error.message : String(error) });
} finally {
  closeSync(file);
}
