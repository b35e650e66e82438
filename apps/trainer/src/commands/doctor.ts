import { doctor, formatDoctor } from "@lukejs/backend";
import "@lukejs/attention"; // its ops are in the report
import { kernelReport, type ServingKernel } from "@lukejs/kernels";
import type { Command } from "commander";
import { runCommand } from "../terminal/run-command.ts";

/** `luke doctor`: backend, versions, device, memory, kernels, and what to do about each problem. */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("what runs here, and what to do about each problem")
    .addHelpText("after", "\nExample:\n  luke doctor --json")
    .action((_options: object, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const report = await doctor();
        const kernels = report.backend === undefined ? [] : kernelReport();
        context.result({ ...report, kernels }, [formatDoctor(report), ...formatKernels(kernels)].join("\n"));
        if (report.remedies.some(({ severity }) => severity === "error")) process.exitCode = 1;
      }),
    );
}

/** The ops that one kind of kernel serves for one reason, a paragraph each. */
function formatKernels(kernels: readonly ServingKernel[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { op, kernel, reason } of kernels) {
    const title = `${kernel} kernels (${reason})`;
    groups.set(title, [...(groups.get(title) ?? []), op.replace(/^Luke/, "")]);
  }
  return [...groups].flatMap(([title, ops]) => ["", `${title}:`, `  ${ops.join(", ")}`]);
}
