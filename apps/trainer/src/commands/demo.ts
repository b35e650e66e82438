import { useBackend } from "@lukejs/backend";
import type { Command } from "commander";
import { runDemo } from "../demo/run-demo.ts";
import { resultTooWeak } from "../errors.ts";
import { runCommand } from "../terminal/run-command.ts";

/** `luke demo [--out DIR]`: the main job on the bundled encyclopedia. */
export function addDemo(program: Command): void {
  program
    .command("demo")
    .description("the whole road on the bundled encyclopedia: dump, pretraining, five tasks, report")
    .option("--out <folder>", "where everything goes", "runs/demo")
    .addHelpText("after", "\nExample:\n  luke demo --out runs/demo")
    .action((options: { out: string }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const backend = await useBackend();
        if (!context.json) process.stderr.write(`running on ${backend.description}\n`);
        const { report, data } = await runDemo(options.out, backend, context);
        const failed = data.checks.filter(({ passed }) => !passed);
        context.result(
          { report, checks: data.checks },
          [
            ...data.checks.map(({ text, passed }) => `${passed ? "✓" : "✗"} ${text}`),
            `report: ${report}`,
          ].join("\n"),
        );
        if (failed.length > 0) throw resultTooWeak(failed.map(({ text }) => text));
      }),
    );
}
