/** Holds the models and computes, away from the page's own thread. The newest request of a kind ends those before it. */
import { demoModel } from "@lukejs/demo-model";
import { formatError } from "@lukejs/errors";
import {
  loadPipeline,
  type ModelContents,
  type NamedEntity,
  type Pipelines,
  type PipelineTask,
  relationsBetween,
} from "@lukejs/luke";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import wasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threadedSimd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import type { Answer, ModelToOpen, PageBackend, Request, TypedName } from "./messages.ts";
import { type AttentionReader, openAttention } from "./open-attention.ts";

/** Beyond them the pairs are too many to wait for. */
const namesWithTypes = 64;
const namesWithRelations = 8;

setWasmPaths({
  "tfjs-backend-wasm.wasm": wasm,
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": threadedSimd,
});

const pipelines: Partial<Pipelines> = {};
let reading = new AbortController();
let asking = new AbortController();
/** The files of the model whose attention is shown, the one for names if there is; and its reader, once asked for. */
let attended: string | ModelContents | undefined;
let reader: Promise<AttentionReader> | undefined;
let computes = "";
/** The names of the text that was read last. */
let known: { readonly text: string; readonly names: readonly NamedEntity[] } | undefined;
/** TensorFlow.js computes one thing at a time. */
let queue: Promise<void> = Promise.resolve();

addEventListener("message", ({ data }: MessageEvent<Request>) => {
  if (data.kind === "open" || data.kind === "read") reading.abort();
  if (data.kind === "open" || data.kind === "ask") asking.abort();
  const controller = new AbortController();
  if (data.kind === "read") reading = controller;
  if (data.kind === "ask") asking = controller;
  queue = queue.then(() => answer(data, controller.signal));
});

async function answer(request: Request, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  try {
    if (request.kind === "open") await open(request.models, request.backend);
    else if (request.kind === "attend") await attend(request, signal);
    else if (request.kind === "read") await read(request.text, request.run, signal);
    else await ask(request, signal);
  } catch (error) {
    if (!signal.aborted) post({ kind: "failed", message: formatError(error) });
  }
}

async function open(models: readonly ModelToOpen[], backend?: PageBackend): Promise<void> {
  const failures: string[] = [];
  for (const model of models) {
    try {
      computes = await openOne(model, backend);
    } catch (error) {
      failures.push(formatError(error)); // the others may do
    }
  }
  if (failures.length === models.length) return post({ kind: "failed", message: failures.join(" ") });
  known = undefined;
  post({ kind: "opened", tasks: Object.keys(pipelines) as PipelineTask[], backend: computes, failures });
}

/** Answers where it computes. */
async function openOne(model: ModelToOpen, backend?: PageBackend): Promise<string> {
  const source = isDemo(model) ? await demoModel(model.demo, model) : model;
  const pipeline = await loadPipeline(undefined, source, backend === undefined ? {} : { backend });
  const task = pipeline.task as PipelineTask;
  pipelines[task]?.dispose();
  Object.assign(pipelines, { [task]: pipeline });
  if (attended === undefined || task === "named-entity-recognition") {
    attended = source;
    void reader?.then((opened) => opened.dispose());
    reader = undefined;
  }
  return pipeline.backend;
}

function isDemo(model: ModelToOpen): model is Extract<ModelToOpen, { readonly baseUrl: string }> {
  return typeof model === "object" && typeof (model as { demo?: unknown }).demo === "string";
}

async function attend(
  { text, run }: Extract<Request, { kind: "attend" }>,
  signal: AbortSignal,
): Promise<void> {
  if (attended === undefined) return;
  const names = await namesOf(text, signal);
  reader ??= openAttention(attended);
  post({ kind: "attention", run, attention: await (await reader).read(text, names) });
}

async function read(text: string, run: number, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  const names = await namesOf(text, signal);
  const typing = pipelines["entity-typing"];
  const asked = names.slice(0, namesWithTypes).map(({ start, end }) => ({ text, start, end }));
  const types = typing === undefined || asked.length === 0 ? [] : await typing(asked, { signal });
  const typed: TypedName[] = names.map((name, i) => ({
    ...name,
    types: types[i]?.labels.map(({ label }) => label) ?? [],
  }));
  post({ kind: "names", run, names: typed, ms: performance.now() - started });
  const extract = pipelines["relation-extraction"];
  if (extract === undefined || names.length < 2) return;
  const some = names.slice(0, namesWithRelations);
  const relations = await relationsBetween(extract, text, some, { signal });
  post({ kind: "relations", run, relations, among: some.length, ms: performance.now() - started });
}

async function ask(
  { text, question, run }: Extract<Request, { kind: "ask" }>,
  signal: AbortSignal,
): Promise<void> {
  const started = performance.now();
  const found = question.includes("@placeholder")
    ? await fillGap(text, question, signal)
    : (await pipelines["question-answering"]?.({ question, passage: text }, { signal }))?.answer;
  const answer = found && { start: found.start, end: found.end, score: found.score };
  post({ kind: "answer", run, answer, ms: performance.now() - started });
}

async function fillGap(text: string, query: string, signal: AbortSignal) {
  const entities = await namesOf(text, signal);
  if (entities.length === 0) return undefined;
  return (await pipelines.cloze?.({ query, passage: text, entities }, { signal }))?.answer;
}

async function namesOf(text: string, signal: AbortSignal): Promise<readonly NamedEntity[]> {
  if (known?.text !== text)
    known = { text, names: (await pipelines["named-entity-recognition"]?.(text, { signal })) ?? [] };
  return known.names;
}

function post(message: Answer): void {
  postMessage(message);
}
