import { doctor, formatDoctor } from "@lukejs/backend";
import type { Command } from "commander";
import { runCommand } from "../terminal/run-command.ts";

/** `luke doctor`: backend, versions, device, memory, and what to do about each problem. */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("what runs here, and what to do about each problem")
    .addHelpText("after", "\nExample:\n  luke doctor --json")
    .action((_options: object, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const report = await doctor();
        context.result(report, formatDoctor(report));
        if (report.remedies.some(({ severity }) => severity === "error")) process.exitCode = 1;
      }),
    );
}
