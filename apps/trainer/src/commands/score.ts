import { Argument, type Command } from "commander";
import { type ScoredTask, scoredTasks, scorePredictions } from "../run/score-predictions.ts";
import { runCommand } from "../terminal/run-command.ts";

/** `luke score TASK --gold FILE --predictions FILE`. */
export function addScore(program: Command): void {
  program
    .command("score")
    .description("the official scorer's figures for a file of predictions")
    .addArgument(new Argument("<task>", "which task").choices([...scoredTasks]))
    .requiredOption("--gold <file>", "the dataset in its original format")
    .requiredOption("--predictions <file>", "what to score")
    .addHelpText(
      "after",
      `
Predictions: entity-typing, a JSON list (or a line each) of label lists; relation-classification, a label a line;
named-entity-recognition, columns with the tag last; cloze and question-answering, a JSON object {id: answer}.

Example:
  luke score question-answering --gold dev-v1.1.json --predictions predictions.json`,
    )
    .action((task: ScoredTask, options: { gold: string; predictions: string }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const { figures, text } = await scorePredictions(task, options.gold, options.predictions);
        context.result({ task, ...figures }, text);
      }),
    );
}
