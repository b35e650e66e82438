/** Our side where a process or thread of its own is wanted: encodes its texts when told to, and says how long it took. */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { loadTokenizer } from "@lukejs/tokenizer/node";

const [folder, file]: string[] = parentPort === null ? process.argv.slice(2) : workerData;
const tokenizer = await loadTokenizer(folder!);
const texts: string[] = JSON.parse(readFileSync(file!, "utf8"));
const share =
  parentPort === null ? texts : texts.filter((_, index) => index % workerData[3] === workerData[2]);

function encode(): { seconds: number; result: number } {
  const started = performance.now();
  let result = 0;
  for (const text of share) result += tokenizer.encode(text).ids.length;
  return { seconds: (performance.now() - started) / 1000, result };
}

if (parentPort === null) {
  console.log(JSON.stringify(encode()));
} else {
  parentPort.on("message", () => parentPort!.postMessage(encode()));
  parentPort.postMessage("ready");
}
