import { useBackend } from "@lukejs/backend";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type CheckpointKind, type ConvertOptions, convertCheckpoint } from "../run/convert-checkpoint.ts";
import { findCheckpoint } from "../run/find-checkpoint.ts";
import { requireFiles } from "../run/require-files.ts";
import { runCommand } from "../terminal/run-command.ts";

const dtypes = { float32: "F32", float16: "F16", bfloat16: "BF16" } as const;

interface Options extends Omit<ConvertOptions, "floats" | "maxShardBytes"> {
  readonly from: CheckpointKind;
  readonly dtype: keyof typeof dtypes;
  readonly shardSize?: number;
}

/** `luke convert --from hf|luke|roberta IN OUT`. */
export function addConvert(program: Command): void {
  program
    .command("convert")
    .description("read a checkpoint and save it as a Hugging Face folder with safetensors, or as ONNX")
    .argument("<in>", "a folder, an archive of the original (.tar.gz), an address or a repository id")
    .argument("<out>", "the folder to write")
    .addOption(
      new Option("--from <kind>", "what <in> is: Hugging Face's, the original's, a RoBERTa")
        .choices(["hf", "luke", "roberta"])
        .default("hf"),
    )
    .addOption(
      new Option("--to <kind>", "what <out> becomes: a Hugging Face folder, or model.onnx for onnxruntime")
        .choices(["hf", "onnx"])
        .default("hf"),
    )
    .option("--tokenizer <folder>", "vocab.json and merges.txt, with which <ent> and <ent2> are added")
    .option("--entity-vocab <file>", "the entities, where <in> does not bring them (.json, .jsonl, .tsv)")
    .option("--lite", "keep the special entities alone")
    .option("--entity-vectors <file>", "also write the entity embeddings (word2vec text, or .safetensors)")
    .addOption(
      new Option("--dtype <name>", "how weights are stored").choices(Object.keys(dtypes)).default("float32"),
    )
    .option("--shard-size <bytes>", "largest file of weights", parseSize)
    .option("--seed <n>", "of the parameters that a RoBERTa lacks", parseSize, 0)
    .addHelpText(
      "after",
      "\nExamples:\n  luke convert --from luke --tokenizer roberta-base luke_base_500k.tar.gz model\n  luke convert --to onnx typing/model typing/onnx",
    )
    .action((input: string, output: string, options: Options, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        const { dtype, shardSize, ...rest } = options;
        const found = await findCheckpoint(input);
        await requireFiles("a tokenizer", options.tokenizer === undefined ? [] : [options.tokenizer]);
        await useBackend("cpu"); // nothing is computed
        const { architecture, files, unread } = await convertCheckpoint(found, output, {
          ...rest,
          floats: dtypes[dtype],
          ...(shardSize === undefined ? {} : { maxShardBytes: shardSize }),
        });
        context.result(
          { architecture, folder: output, files, unread },
          [
            `${architecture} written to ${output}`,
            ...(files.length === 0 ? [] : [`beside it: ${files.join(", ")}`]),
            ...(unread.length === 0 ? [] : [`not read: ${unread.join(", ")}`]),
          ].join("\n"),
        );
      }),
    );
}

function parseSize(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError("expected a whole number");
  return value;
}
