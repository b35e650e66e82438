import { writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { readRunReports } from "../report/run-report-data.ts";
import { runReportPage } from "../report/run-report-page.ts";
import { isFolder } from "../run/is-folder.ts";
import { runCommand } from "../terminal/run-command.ts";

/** `luke report RUN… [--out FILE]`. */
export function addReport(program: Command): void {
  program
    .command("report")
    .description("one HTML page of a training run, or of several side by side, and the same data as JSON")
    .argument("<runs...>", "run folders, as `luke finetune` and `luke pretrain` leave them")
    .option(
      "--out <file>",
      "the page, or its folder; report.html in the only run's folder, or in the one above several",
    )
    .addHelpText("after", "\nExample:\n  luke report runs/typing/seed-1 runs/typing/seed-2 --out seeds.html")
    .action((folders: string[], options: { out?: string }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const data = await readRunReports(folders);
        const home = folders.length === 1 ? folders[0]! : dirname(resolve(folders[0]!));
        const named = options.out ?? home;
        const page = (await isFolder(named)) ? join(named, "report.html") : named;
        const json = page.replace(/(\.html)?$/, ".json");
        await writeFile(page, runReportPage(data));
        await writeFile(json, `${JSON.stringify(data, null, 1)}\n`);
        context.result(data, `written to ${page} and ${json}`);
      }),
    );
}
