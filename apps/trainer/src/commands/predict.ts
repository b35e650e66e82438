import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { readMentionTable } from "@lukejs/entity-vocab/node";
import {
  estimatePipeline,
  isPipelineTask,
  loadPipeline,
  openTaskModel,
  type Pipeline,
  type PipelineOptions,
  type PipelineTask,
  pipelineTasks,
} from "@lukejs/luke";
import { splitSentences } from "@lukejs/wiki-corpus";
import { type Command, Option } from "commander";
import { formatUnfit, unknownTask } from "../errors.ts";
import { datasetRows } from "../run/dataset-rows.ts";
import { estimateText } from "../run/estimate-text.ts";
import { type InputFormat, inputFormat, inputFormats } from "../run/input-format.ts";
import { openMentions } from "../run/open-mentions.ts";
import { type LinePipeline, predictLines, textTasks } from "../run/predict-lines.ts";
import { requireFiles } from "../run/require-files.ts";
import { taskByName, taskNames } from "../run/task-by-name.ts";
import { runCommand } from "../terminal/run-command.ts";
import { suggestedArgument } from "../terminal/suggested-argument.ts";

interface Options {
  readonly model: string;
  readonly format?: InputFormat;
  readonly mentions?: string;
  readonly linkCorpus?: string;
  readonly vocabCorpus?: string;
  readonly plan?: boolean;
  readonly ignoreMemory?: boolean;
}

/** Lines of a file that are answered together; those of stdin are answered as they come. */
const linesAtOnce = 32;

/** `luke predict TASK --model DIR [FILE]`. */
export function addPredict(program: Command): void {
  program
    .command("predict")
    .description("predictions for texts or a dataset, as a line of JSON each")
    .addArgument(suggestedArgument("<task>", "which task", [...new Set([...taskNames, ...pipelineTasks])]))
    .argument("[file]", "what to read, instead of stdin")
    .requiredOption(
      "--model <folder>",
      "a fine-tuned model; for fill-mask, entity-linking and entity-similarity a pretrained one",
    )
    .addOption(
      new Option("--format <format>", "what the input is; by default its first line tells").choices([
        ...inputFormats,
      ]),
    )
    .option(
      "--mentions <folder>",
      "a mention table, for entity linking and for entities in question answering",
    )
    .option(
      "--link-corpus <folder>",
      "the corpus of that table, whose redirects lead from titles of passages to pages",
    )
    .option("--vocab-corpus <folder>", "the corpus of the entity vocabulary, where it is another")
    .option("--plan", "print what a prediction takes of memory and time, and open nothing")
    .option("--ignore-memory", "open the model even where the memory seems too small for it")
    .addHelpText(
      "after",
      `
Formats: dataset, the task's original format; text, a text a line (named-entity-recognition, entity-linking, and
fill-mask with <mask>); jsonl, an object a line (offsets in UTF-16 code units), its "id" comes back:
  entity-typing              {"text", "start", "end"}
  relation-classification    {"text", "head": {"start", "end"}, "tail": {"start", "end"}}
  named-entity-recognition   {"text"}
  cloze                      {"query" with @placeholder, "passage", "entities": [{"start", "end"}]}
  question-answering         {"question", "passage"}
  fill-mask                  {"text", "entities": [{"start", "end", "title"?}], "topK"?}
  entity-linking             {"text", "mentions"?: [{"start", "end"}]}
  entity-similarity          {"title", "topK"?}, {"title", "other"} or {"mention": {"text", "start", "end"}, "other"}

Example:
  echo "Ann lives in Oslo." | luke predict named-entity-recognition --model ner/model
  luke predict fill-mask --model studio-ousia/luke-large --plan`,
    )
    .action((given: string, file: string | undefined, options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const task = given === "relation-classification" ? "relation-extraction" : given;
        if (!isPipelineTask(task)) {
          throw unknownTask(given, [...new Set([...taskNames, ...pipelineTasks])]);
        }
        if (options.plan === true) {
          const estimate = await estimatePipeline(task, options.model);
          return context.result(estimate, estimateText(estimate));
        }
        if (file !== undefined) await requireFiles("the input", [file]);
        const input = file === undefined ? process.stdin : createReadStream(file);
        const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
        const { first, format } = await firstLine(lines, options.format);
        if (first === undefined) return;
        const readable = [
          ...(isFineTuned(task) ? ["dataset"] : []),
          "jsonl",
          ...(textTasks.has(task) ? ["text"] : []),
        ];
        if (!readable.includes(format)) throw formatUnfit(given, format, readable);
        const modelOptions = {
          splitSentences: (text: string) => splitSentences(text),
          ignoreMemory: options.ignoreMemory === true,
          ...(await mentionOptions(task, options)),
        };
        if (format === "dataset") {
          const name = task === "relation-extraction" ? "relation-classification" : task;
          const { task: fineTuned } = taskByName(name);
          const rest: string[] = [];
          for await (const line of following(first, lines)) rest.push(line);
          const examples = fineTuned.read(rest.join("\n"), file ?? "stdin");
          const model = await openTaskModel(fineTuned, options.model, modelOptions);
          const { predictions } = await model.predict(examples);
          model.dispose();
          for (const row of datasetRows(name, examples, predictions)) await print(row);
          return;
        }
        const pipeline = (await loadPipeline(task, options.model, modelOptions)) as Pipeline<
          unknown,
          unknown
        >;
        const progress = context.progress(given, "texts");
        let done = 0;
        try {
          const answers = predictLines(pipeline as LinePipeline, following(first, lines), {
            source: file ?? "stdin",
            format,
            batch: file === undefined ? 1 : linesAtOnce,
          });
          for await (const answer of answers) {
            await print(answer);
            progress.update(++done);
            if (context.signal.aborted) break;
          }
        } finally {
          pipeline.dispose();
        }
      }),
    );
}

/** Whether datasets in a format of their own are made for it. */
function isFineTuned(task: PipelineTask): boolean {
  return !["fill-mask", "entity-linking", "entity-similarity"].includes(task);
}

/** What a pipeline does with a table of names: entities to choose from, or entities beside the words. */
async function mentionOptions(
  task: PipelineTask,
  { mentions, ...options }: Options,
): Promise<Pick<PipelineOptions, "mentions" | "findMentions">> {
  if (mentions === undefined) return {};
  if (task === "entity-linking") return { mentions: await readMentionTable(mentions) };
  return { findMentions: await openMentions({ ...options, mentions }, options.model) };
}

/** The lines up to the first one that is not blank, and what it tells; undefined for an input without one. */
async function firstLine(
  lines: AsyncIterator<string>,
  format: InputFormat | undefined,
): Promise<{ first: readonly string[] | undefined; format: InputFormat }> {
  const first: string[] = [];
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return { first: undefined, format: format ?? "text" };
    const line = first.length === 0 ? value.replace(/^\ufeff/, "") : value;
    first.push(line);
    if (line.trim() !== "") return { first, format: format ?? inputFormat(line) };
  }
}

async function* following(first: readonly string[], lines: AsyncIterator<string>): AsyncGenerator<string> {
  yield* first;
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return;
    yield value;
  }
}

async function print(answer: object): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, "drain");
}
