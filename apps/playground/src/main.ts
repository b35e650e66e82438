import type { DemoTask } from "@lukejs/demo-model";
import type { PipelineTask } from "@lukejs/luke";
import { attentionPicture } from "./attention-picture.ts";
import { droppedFiles, missingFiles, modelFolders, type PlacedFile } from "./dropped-models.ts";
import { foundNames } from "./found-names.ts";
import { markedText } from "./marked-text.ts";
import type { Answer, Attention, ModelToOpen, PageBackend, Request, TypedName } from "./messages.ts";
import { relationArcs } from "./relation-arcs.ts";
import { surroundings } from "./surroundings.ts";

/** Read of a text that is longer: a page is no place for books. UTF-16 code units. */
const longestText = 20_000;
/** Typing is over when so many milliseconds pass without a key. */
const pause = 60;

const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
const part = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
const text = part<HTMLTextAreaElement>("text");
const question = part<HTMLInputElement>("question");
const [layer, head] = [part<HTMLSelectElement>("layer"), part<HTMLSelectElement>("head")];
const details = part<HTMLDetailsElement>("attention");
/** `?backend=wasm` or `?backend=webgpu`; without it WebGPU where there is an adapter. */
const wanted = new URL(location.href).searchParams.get("backend") as PageBackend | null;

let run = 0;
let names: readonly TypedName[] = [];
/** What the answers shown were computed from. */
let shown = "";
let backend = "";
let tasks: readonly PipelineTask[] = [];
/** What is said before what was found, of a text that is not read whole. */
let note = "";
let attention: Attention | undefined;

worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
  if (data.kind === "failed") say(data.message, true);
  else if (data.kind === "opened") {
    ({ backend, tasks } = data);
    say(`${tasks.join(", ")} on ${backend}`);
    part("trouble").textContent = data.failures.join(" ");
    shown = ""; // another model reads the same text another way
    changed();
  } else if (data.run === run) show(data); // what is late belongs to another text
});
worker.addEventListener("error", ({ message }) => say(message || "The worker could not start.", true));

text.addEventListener("input", soon);
question.addEventListener("input", soon);
details.addEventListener("toggle", attend);
layer.addEventListener("change", drawAttention);
head.addEventListener("change", drawAttention);
part<HTMLInputElement>("folder").addEventListener("change", ({ target }) => {
  const files = [...((target as HTMLInputElement).files ?? [])];
  open(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", async (event) => {
  event.preventDefault();
  if (event.dataTransfer === null) return;
  await droppedFiles(event.dataTransfer.items).then(open, ({ message }: Error) =>
    say(`What was dropped cannot be read: ${message}`, true),
  );
});

await openOffered();

/** models/index.json. */
interface Offered {
  readonly folders?: readonly string[];
  readonly demo?: readonly DemoTask[];
  readonly text?: string;
  readonly question?: string;
}

/** The models beside the page, where a server has them: models/index.json lists their folders. */
async function openOffered(): Promise<void> {
  const list = new URL("models/index.json", document.baseURI);
  const answer = await fetch(list).catch(() => undefined);
  if (answer?.ok !== true) {
    say("No model is here yet: drop a folder with config.json and model.safetensors.");
    return;
  }
  // Some servers answer with a page for what they have not.
  const offered = (await answer.json().catch(() => undefined)) as Offered | undefined;
  if (offered === undefined) {
    say("models/index.json is no JSON: drop a folder with config.json and model.safetensors.", true);
    return;
  }
  const { folders = [], demo = [], text: sample, question: asked } = offered;
  if (text.value === "") text.value = sample ?? "";
  if (question.value === "") question.value = asked ?? "";
  load([
    ...folders.map((folder) => new URL(folder, list).href),
    ...demo.map((task) => ({ demo: task, baseUrl: new URL(".", list).href })),
  ]);
}

function open(files: readonly PlacedFile[]): void {
  const models = modelFolders(files);
  if (models.length > 0) load(models);
  else if (files.length === 0) say("Nothing was dropped that has files: drop a model's folder.", true);
  else
    say(
      `No model is among ${counted(files.length, "file")}: no folder has a ${missingFiles(files).join(", nor a ")}.`,
      true,
    );
}

function load(models: readonly ModelToOpen[]): void {
  say(models.length === 1 ? "Loading a model…" : `Loading ${models.length} models…`);
  part("trouble").textContent = "";
  ask({ kind: "open", models, ...(wanted === null ? {} : { backend: wanted }) });
}

let timer: ReturnType<typeof setTimeout> | undefined;
function soon(): void {
  clearTimeout(timer);
  timer = setTimeout(changed, pause);
}

function changed(): void {
  if (backend === "") return;
  const whole = text.value;
  const used = whole.slice(0, longestText);
  if (used.trim() === "") {
    run++;
    names = [];
    shown = "";
    for (const id of ["names", "found", "relations", "picture", "looks", "answer"])
      part(id).replaceChildren();
    say(whole === "" ? "" : "There are no words in this text.");
    return;
  }
  note =
    whole.length > longestText
      ? `The text is long: its first ${longestText.toLocaleString("en")} characters are read. `
      : "";
  if (note !== "") say(note.trim());
  if (used !== shown) {
    shown = used;
    ask({ kind: "read", run: ++run, text: used });
    attend();
  }
  const asked = question.value.trim();
  const missing = asked === "" ? undefined : missingFor(asked);
  if (asked !== "" && missing === undefined) ask({ kind: "ask", run, text: used, question: asked });
  else part("answer").textContent = missing === undefined ? "" : `No model for ${missing} is open.`;
}

/** The task without whose model there is no answer. */
function missingFor(asked: string): PipelineTask | undefined {
  const wanted: readonly PipelineTask[] = asked.includes("@placeholder")
    ? ["named-entity-recognition", "cloze"] // the candidates are names
    : ["question-answering"];
  return wanted.find((task) => !tasks.includes(task));
}

function show(data: Exclude<Answer, { kind: "failed" | "opened" }>): void {
  const time = "ms" in data ? `${Math.round(data.ms)} ms on ${backend}` : "";
  if (data.kind === "names") {
    names = data.names;
    part("names").replaceChildren(markedText(shown, names));
    part("found").replaceChildren(...foundNames(names));
    part("relations").replaceChildren();
    const found = tasks.includes("named-entity-recognition")
      ? `${counted(names.length, "name")}, ${time}`
      : `${tasks.join(", ")} on ${backend}; no model for named-entity-recognition is open`;
    say(`${note}${found}`);
  } else if (data.kind === "relations") {
    part("relations").replaceChildren(...relationArcs(names, data.relations));
    const among = names.length > data.among ? ` among the first ${data.among}` : "";
    say(
      `${note}${counted(names.length, "name")}, ${counted(data.relations.length, "relation")}${among}, ${time}`,
    );
  } else if (data.kind === "attention") {
    attention = data.attention;
    choices(layer, attention.layers.length);
    choices(head, attention.heads);
    drawAttention();
  } else if (data.answer === undefined) part("answer").textContent = "No answer was found.";
  else {
    const { start, end, score } = data.answer;
    const { before, after } = surroundings(shown, start, end);
    const mark = {
      start: before.length,
      end: before.length + end - start,
      label: `answer ${score.toFixed(2)}`,
    };
    part("answer").replaceChildren(markedText(before + shown.slice(start, end) + after, [mark]));
  }
}

/** Asks for the attention in the text that is shown, if anyone looks at it. */
function attend(): void {
  if (details.open && backend !== "" && shown !== "") ask({ kind: "attend", run, text: shown });
}

function drawAttention(): void {
  if (attention === undefined) return;
  part("looks").textContent = "";
  const say = (sentence: string): void => void (part("looks").textContent = sentence);
  const of = { layer: Number(layer.value), head: Number(head.value), say };
  part("picture").replaceChildren(...attentionPicture(attention, of));
}

function choices(select: HTMLSelectElement, count: number): void {
  if (select.options.length === count) return;
  select.replaceChildren(...Array.from({ length: count }, (_, i) => new Option(String(i + 1), String(i))));
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function say(message: string, error = false): void {
  const status = part("status");
  status.textContent = message;
  status.classList.toggle("error", error);
}

function ask(request: Request): void {
  worker.postMessage(request);
}
