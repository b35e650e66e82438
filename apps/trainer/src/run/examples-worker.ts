/** A worker thread of example building: it is sent part numbers and answers with what it wrote. */
import { parentPort, workerData } from "node:worker_threads";
import { LukeError } from "@lukejs/errors";
import type { WrittenExamples } from "@lukejs/tasks/node";
import { type ExamplesJob, openExamplesJob } from "./examples-part.ts";

/** What the worker sends: pages read since its last message, a finished part, or why it failed. */
export type ExamplesMessage =
  | { readonly pages: number }
  | { readonly part: number; readonly written: WrittenExamples }
  | { readonly failed: { readonly code: string; readonly message: string; readonly hint?: string } };

const port = parentPort!;
const send = (message: ExamplesMessage): void => port.postMessage(message);
const job = openExamplesJob(workerData as ExamplesJob);

port.on("message", (part: number) => {
  let told = 0;
  const build = async () => {
    const opened = await job;
    const written = await opened.build(part, (pages) => {
      if (pages - told < 64) return;
      send({ pages: pages - told });
      told = pages;
    });
    send({ part, written });
  };
  build().catch((error: unknown) => {
    const { code, message, hint } = LukeError.isInstance(error)
      ? error
      : new LukeError({ code: "CLI000", message: String(error) });
    send({ failed: { code, message, ...(hint === undefined ? {} : { hint }) } });
  });
});
