import { checkCudaAttention } from "@lukejs/attention"; // its ops are in the report
import { doctor, formatDoctor } from "@lukejs/backend";
import { type CudaVerdict, describeDevice, kernelReport, type ServingKernel } from "@lukejs/kernels";
import type { Command } from "commander";
import { prebuiltFolder } from "../run/prebuilt-folder.ts";
import { runCommand } from "../terminal/run-command.ts";

/** `luke doctor`: backend, versions, device, memory, kernels, and what to do about each problem. */
export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("what runs here, and what to do about each problem")
    .option(
      "--gpu-selftest",
      "run our kernels for NVIDIA GPUs against their definitions; they serve after it",
    )
    .addHelpText("after", "\nExample:\n  luke doctor --json")
    .action(({ gpuSelftest }: { readonly gpuSelftest?: boolean }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        // What the kernels are compared with has to be of full precision; read when the GPU is first used.
        if (gpuSelftest === true) process.env["NVIDIA_TF32_OVERRIDE"] = "0";
        const report = await doctor("auto", { prebuilt: prebuiltFolder() });
        if (gpuSelftest === true) {
          const verdict = await checkCudaAttention();
          context.result(verdict, formatVerdict(verdict));
          if ("missing" in verdict || !verdict.passed) process.exitCode = 1;
          return;
        }
        const kernels = report.backend === undefined ? [] : kernelReport();
        context.result({ ...report, kernels }, [formatDoctor(report), ...formatKernels(kernels)].join("\n"));
        if (report.remedies.some(({ severity }) => severity === "error")) process.exitCode = 1;
      }),
    );
}

function formatVerdict(verdict: CudaVerdict | { readonly missing: string }): string {
  if ("missing" in verdict) return `There are no kernels for a GPU to test: ${verdict.missing}.`;
  const where = describeDevice(verdict.device);
  return [
    verdict.passed
      ? `The kernels for GPUs agree with their definitions on ${where}; from now on they serve there.`
      : `The kernels for GPUs do not agree with their definitions on ${where}; TensorFlow's ops serve instead.`,
    ...verdict.checks.map(({ name, passed, difference, error }) => {
      const found = error ?? `differs by ${difference!.toExponential(1)} at most`;
      return `  ${passed ? "good" : "bad "}  ${name}: ${found}`;
    }),
  ].join("\n");
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
