import { writeFile } from "node:fs/promises";
import { openTaskModel } from "@lukejs/luke";
import { readDataset } from "@lukejs/tasks/node";
import type { Command } from "commander";
import { countsText } from "../run/counts-text.ts";
import { officialPredictions } from "../run/official-predictions.ts";
import { openMentions } from "../run/open-mentions.ts";
import { taskByName, taskNames } from "../run/task-by-name.ts";
import { runCommand } from "../terminal/run-command.ts";
import { suggestedArgument } from "../terminal/suggested-argument.ts";
import { countFrom } from "./corpus.ts";

interface Options {
  readonly model: string;
  readonly data: string;
  readonly mentions?: string;
  readonly linkCorpus?: string;
  readonly vocabCorpus?: string;
  readonly predictions?: string;
  readonly maxTokens?: number;
  readonly sharedContext?: boolean;
  readonly nullThreshold?: number;
}

/** `luke evaluate TASK --model DIR --data FILE`. */
export function addEvaluate(program: Command): void {
  program
    .command("evaluate")
    .description("the official scores of a fine-tuned model on a dataset in its original format")
    .addArgument(suggestedArgument("<task>", "which task", taskNames))
    .requiredOption("--model <folder>", "a fine-tuned model")
    .requiredOption("--data <file>", "the dataset")
    .option("--mentions <folder>", "a mention table, for entities in question answering")
    .option(
      "--link-corpus <folder>",
      "the corpus of that table, whose redirects lead from titles of passages to pages",
    )
    .option("--vocab-corpus <folder>", "the corpus of the entity vocabulary, where it is another")
    .option("--predictions <file>", "also write the predictions, as `luke score` reads them")
    .option("--max-tokens <n>", "padded tokens per forward pass, which bounds memory: 4096", countFrom(1))
    .option(
      "--shared-context",
      "names of several sentences in one forward pass: faster, and worse where the model was trained without",
    )
    .option(
      "--null-threshold <n>",
      "questions may have no answer (SQuAD 2.0): none is given where its score is higher by more than this; the model's own without it",
      Number,
    )
    .addHelpText("after", "\nExample:\n  luke evaluate entity-typing --model typing/model --data test.json")
    .action((name: string, options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const { sharedContext, nullThreshold } = options;
        const { task } = taskByName(name, {
          ...(sharedContext === undefined ? {} : { sharedContext }),
          ...(nullThreshold === undefined ? {} : { nullThreshold }),
        });
        const examples = await readDataset(options.data, task);
        const model = await openTaskModel(task, options.model, {
          ...(options.maxTokens === undefined ? {} : { maxTokens: options.maxTokens }),
          ...(options.mentions === undefined
            ? {}
            : {
                findMentions: await openMentions({ ...options, mentions: options.mentions }, options.model),
              }),
        });
        const { predictions, counts } = await model.predict(examples);
        model.dispose();
        const { main, details } = task.score(examples, predictions);
        const { warnings } = task.describe(examples);
        if (options.predictions !== undefined) {
          await writeFile(options.predictions, officialPredictions(name, examples, predictions));
        }
        context.result(
          { task: name, examples: examples.length, main, details, counts, warnings, backend: model.backend },
          [
            `${name}: ${main.toFixed(2)} (${examples.length} examples, ${model.backend})`,
            ...Object.entries(details).map(([figure, value]) => `${figure.padEnd(12)} ${value.toFixed(2)}`),
            countsText(counts),
            ...warnings.map((warning) => `warning: ${warning}`),
          ].join("\n"),
        );
      }),
    );
}
