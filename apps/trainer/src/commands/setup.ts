import { checkRuntime, type RuntimeDevice, setUpRuntime } from "@lukejs/backend";
import { cudaSources, opLibrarySources } from "@lukejs/kernels/node";
import type { Command } from "commander";
import { prebuiltFolder } from "../run/prebuilt-folder.ts";
import { runCommand } from "../terminal/run-command.ts";

interface Options {
  readonly cpu?: boolean;
  readonly gpu?: boolean;
  readonly check?: boolean;
  readonly force?: boolean;
}

/** `luke setup [--cpu|--gpu] [--check]`. */
export function addSetup(program: Command): void {
  program
    .command("setup")
    .description("prepare the native TensorFlow runtime in the per-user cache")
    .option("--cpu", "the library for processors, also where there is an NVIDIA driver")
    .option("--gpu", "the library for NVIDIA GPUs")
    .option("--check", "only look whether it is ready and whole")
    .option("--force", "set up again what is already there")
    .addHelpText("after", "\nExample:\n  luke setup")
    .action((options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const device: "auto" | RuntimeDevice =
          options.gpu === true ? "gpu" : options.cpu === true ? "cpu" : "auto";
        if (options.check === true) {
          const check = await checkRuntime();
          context.result(check, JSON.stringify(check, null, 2));
          return;
        }
        const progress = context.progress("native runtime", "bytes");
        const { runtime, skipped, prebuilt, opLibraries, seconds } = await setUpRuntime({
          device,
          opLibraries: [opLibrarySources()],
          cudaSources: cudaSources(),
          prebuilt: prebuiltFolder(),
          force: options.force === true,
          signal: context.signal,
          onProgress: ({ message, bytes = 0, totalBytes }) => progress.update(bytes, totalBytes, message),
        });
        progress.end(skipped ? "ready already" : "ready");
        context.result(
          { folder: runtime.folder, skipped, prebuilt, opLibraries, seconds },
          [
            `The native runtime is in ${runtime.folder}`,
            ...opLibraries.map(({ name, reason }) =>
              reason === undefined
                ? `The ops of ${name} are built`
                : `The ops of ${name} are not built, slower kernels serve: ${reason}`,
            ),
          ].join("\n"),
        );
      }),
    );
}
