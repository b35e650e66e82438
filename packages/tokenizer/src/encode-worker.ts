import { parentPort, workerData } from "node:worker_threads";
import { LukeError } from "@lukejs/errors";
import type { EncodeOptions } from "./encode-options.ts";
import type { EncodedChunk } from "./encoded-texts.ts";
import { loadTokenizer } from "./load-tokenizer.ts";
import type { RobertaTokenizerOptions } from "./roberta-options.ts";
import { TokenBuffer } from "./token-buffer.ts";

export interface EncodeWorkerData {
  readonly folder: string;
  readonly tokenizerOptions: RobertaTokenizerOptions;
}

export interface EncodeRequest {
  readonly texts: readonly string[];
  readonly options: EncodeOptions;
}

/** A LukeError loses its class on the way between threads: its parts are sent instead. */
export type EncodeReply =
  | { readonly chunk: EncodedChunk }
  | { readonly error: { code?: string; message: string; hint?: string | undefined } };

/** Kept from batch to batch. */
const out = new TokenBuffer();
const { folder, tokenizerOptions } = workerData as EncodeWorkerData;
const loading = loadTokenizer(folder, tokenizerOptions);
loading.catch(() => {}); // told with the first request

parentPort!.on("message", async ({ texts, options }: EncodeRequest) => {
  try {
    const tokenizer = await loading;
    out.length = 0;
    const bounds = new Int32Array(texts.length + 1);
    texts.forEach((text, index) => {
      tokenizer.encodeInto(text, options, out);
      bounds[index + 1] = out.length;
    });
    const chunk: EncodedChunk = { bounds, ...out.toEncoding() };
    const buffers = Object.values(chunk).map(({ buffer }) => buffer as ArrayBuffer);
    parentPort!.postMessage({ chunk } satisfies EncodeReply, buffers);
  } catch (error) {
    const { message } = error as Error;
    const own = LukeError.isInstance(error) ? { code: error.code, hint: error.hint } : {};
    parentPort!.postMessage({ error: { message, ...own } } satisfies EncodeReply);
  }
});
