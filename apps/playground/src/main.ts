import { droppedFiles, modelFolders, type PlacedFile } from "./dropped-models.ts";
import { type Mark, markedText } from "./marked-text.ts";
import type { Answer, ModelToOpen, Request, TypedName } from "./messages.ts";
import { relationArcs } from "./relation-arcs.ts";

/** Read of a text that is longer: a page is no place for books. UTF-16 code units. */
const longestText = 20_000;
/** Typing is over when so many milliseconds pass without a key. */
const pause = 60;

const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
const part = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
const text = part<HTMLTextAreaElement>("text");
const question = part<HTMLInputElement>("question");

let run = 0;
let names: readonly TypedName[] = [];
/** What the answers shown were computed from. */
let shown = "";
let backend = "";

worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
  if (data.kind === "failed") say(data.message, true);
  else if (data.kind === "opened") {
    backend = data.backend;
    say(`${data.tasks.join(", ")} on ${backend}`);
    changed();
  } else if (data.run === run) show(data); // what is late belongs to another text
});
worker.addEventListener("error", ({ message }) => say(message || "The worker could not start.", true));

text.addEventListener("input", soon);
question.addEventListener("input", soon);
part<HTMLInputElement>("folder").addEventListener("change", ({ target }) => {
  const files = [...((target as HTMLInputElement).files ?? [])];
  open(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", async (event) => {
  event.preventDefault();
  if (event.dataTransfer !== null) open(await droppedFiles(event.dataTransfer.items));
});

await openOffered();

/** The models beside the page, where a server has them: models/index.json lists their folders. */
async function openOffered(): Promise<void> {
  const list = new URL("models/index.json", document.baseURI);
  const answer = await fetch(list).catch(() => undefined);
  if (answer?.ok !== true) {
    say("No model is here yet: drop a folder with config.json and model.safetensors.");
    return;
  }
  const {
    folders,
    text: sample,
    question: asked,
  } = (await answer.json()) as {
    readonly folders: readonly string[];
    readonly text?: string;
    readonly question?: string;
  };
  if (text.value === "") text.value = sample ?? "";
  if (question.value === "") question.value = asked ?? "";
  load(folders.map((folder) => new URL(folder, list).href));
}

function open(files: readonly PlacedFile[]): void {
  const models = modelFolders(files);
  if (models.length > 0) load(models);
  else say(`None of these ${files.length} files is a model: no folder has a config.json.`, true);
}

function load(models: readonly ModelToOpen[]): void {
  say(models.length === 1 ? "Loading a model…" : `Loading ${models.length} models…`);
  ask({ kind: "open", models });
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
    part("names").textContent = whole === "" ? "" : "There are no words in this text.";
    part("relations").replaceChildren();
    part("answer").textContent = "";
    return;
  }
  if (whole.length > longestText)
    say(`The text is long: its first ${longestText.toLocaleString("en")} characters are read.`);
  if (used !== shown) {
    shown = used;
    ask({ kind: "read", run: ++run, text: used });
  }
  if (question.value.trim() === "") part("answer").textContent = "";
  else ask({ kind: "ask", run, text: used, question: question.value.trim() });
}

function show(data: Exclude<Answer, { kind: "failed" | "opened" }>): void {
  const time = `${Math.round(data.ms)} ms on ${backend}`;
  if (data.kind === "names") {
    names = data.names;
    const marks = names.map((name): Mark => {
      const score = `${name.label} ${name.score.toFixed(2)}`;
      return { ...name, title: name.types.length === 0 ? score : `${score}; ${name.types.join(", ")}` };
    });
    part("names").replaceChildren(markedText(shown, marks));
    part("relations").replaceChildren();
    say(`${counted(names.length, "name")}, ${time}`);
  } else if (data.kind === "relations") {
    part("relations").replaceChildren(...relationArcs(names, data.relations));
    const among = names.length > data.among ? ` among the first ${data.among}` : "";
    say(`${counted(names.length, "name")}, ${counted(data.relations.length, "relation")}${among}, ${time}`);
  } else if (data.answer === undefined) part("answer").textContent = "No answer was found.";
  else {
    const { start, end, score } = data.answer;
    const [from, to] = [Math.max(0, start - 80), Math.min(shown.length, end + 80)];
    const mark = { start: start - from, end: end - from, label: "answer", title: score.toFixed(2) };
    part("answer").replaceChildren(markedText(shown.slice(from, to), [mark]));
  }
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
