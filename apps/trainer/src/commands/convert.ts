import { useBackend } from "@lukejs/backend";
import { disposeParameters } from "@lukejs/kernels";
import { openCheckpoint, saveCheckpoint } from "@lukejs/model/node";
import type { Command } from "commander";
import { conversionUnsupported } from "../errors.ts";
import { requireFiles } from "../run/require-files.ts";
import { runCommand } from "../terminal/run-command.ts";

const readable = ["hf"];

/** `luke convert --from hf IN OUT`. */
export function addConvert(program: Command): void {
  program
    .command("convert")
    .description("read a checkpoint and save it as a Hugging Face folder with model.safetensors in float32")
    .argument("<in>", "the checkpoint to read")
    .argument("<out>", "the folder to write")
    .option("--from <kind>", `what <in> is: ${readable.join(", ")}`, "hf")
    .addHelpText("after", "\nExample:\n  luke convert --from hf downloaded-model model")
    .action((input: string, output: string, options: { from: string }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        if (!readable.includes(options.from)) throw conversionUnsupported(options.from, readable);
        await requireFiles("a checkpoint", [input]);
        await useBackend("cpu"); // nothing is computed
        const checkpoint = await openCheckpoint(input);
        await saveCheckpoint(output, checkpoint);
        const { architecture, unread, files } = checkpoint;
        disposeParameters(checkpoint.params);
        disposeParameters(checkpoint.headParams);
        const copied = Object.keys(files);
        context.result(
          { architecture, folder: output, files: copied, unread },
          [
            `${architecture} written to ${output}`,
            ...(copied.length === 0 ? [] : [`beside it: ${copied.join(", ")}`]),
            ...(unread.length === 0 ? [] : [`not read: ${unread.join(", ")}`]),
          ].join("\n"),
        );
      }),
    );
}
