import { LukeError } from "@lukejs/errors";

/** The texts of this package's errors, in one place. */

export function fileMissing(what: string, path: string, hint?: string): LukeError {
  return new LukeError({
    code: "CLI001",
    message: `Cannot read ${what} from "${path}": there is no such file or folder`,
    ...(hint === undefined ? {} : { hint }),
  });
}

export function configInvalid(
  path: string,
  problems: readonly string[],
  known?: readonly string[],
): LukeError {
  return new LukeError({
    code: "CLI002",
    message: `Cannot use the run config "${path}": ${problems.join("; ")}`,
    hint: known === undefined ? "Look at the setting named above." : `Known settings: ${known.join(", ")}.`,
    exitCode: 2,
  });
}

export function configNotJson(path: string, cause: unknown): LukeError {
  return new LukeError({
    code: "CLI003",
    message: `Cannot parse the run config "${path}": ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "A run config is JSON; comments with // are allowed.",
    cause,
    exitCode: 2,
  });
}

export function unknownTask(name: string, known: readonly string[]): LukeError {
  return new LukeError({
    code: "CLI004",
    message: `Unknown task "${name}", expected one of ${known.join(", ")}`,
    exitCode: 2,
  });
}

export function settingMalformed(text: string): LukeError {
  return new LukeError({
    code: "CLI005",
    message: `Cannot read the setting "${text}": expected key=value`,
    hint: "For example --set learningRate=1e-5 or --set model.numLayers=4.",
    exitCode: 2,
  });
}

export function resultTooWeak(problems: readonly string[]): LukeError {
  return new LukeError({
    code: "CLI006",
    message: `The run finished, but its result is below what it has to reach: ${problems.join("; ")}`,
    hint: "The report shows the curves and the examples.",
  });
}

export function runInterrupted(what: string): LukeError {
  return new LukeError({
    code: "CLI007",
    message: `${what} was interrupted; everything finished so far is kept`,
    hint: "Run the same command again to continue: luke pretrain and luke finetune with --resume.",
  });
}

export function lineInvalid(where: string, wanted: string): LukeError {
  return new LukeError({ code: "CLI010", message: `Cannot read ${where}: expected ${wanted}` });
}

export function argumentsUnknown(
  path: string,
  names: readonly string[],
  known: readonly string[],
): LukeError {
  return new LukeError({
    code: "CLI011",
    message: `Cannot run the model on "${path}": it names no such argument as ${names.map((n) => `"${n}"`).join(", ")}`,
    hint: `Known are ${known.join(", ")}.`,
  });
}

export function forwardFailed(path: string, reason: string, cause?: unknown): LukeError {
  return new LukeError({
    code: "CLI012",
    message: `Cannot run the model on "${path}": ${reason}`,
    hint: "The tensors are named and shaped like the keyword arguments of the reference's forward.",
    cause,
  });
}

export function predictionsInvalid(path: string, problem: string): LukeError {
  return new LukeError({ code: "CLI013", message: `Cannot score the predictions of "${path}": ${problem}` });
}

export function formatUnfit(task: string, format: string, wanted: readonly string[]): LukeError {
  return new LukeError({
    code: "CLI015",
    message: `Cannot run ${task} on ${format}: expected ${wanted.join(" or ")}`,
    hint: "--format says what the input is; `luke predict --help` shows the fields of each task.",
    exitCode: 2,
  });
}

export function conversionIncomplete(input: string, problem: string): LukeError {
  return new LukeError({
    code: "CLI014",
    message: `Cannot convert "${input}": ${problem}`,
    hint: "`luke convert --help` names the options.",
  });
}

export function shardMalformed(text: string): LukeError {
  return new LukeError({
    code: "CLI016",
    message: `Cannot read the shard "${text}": expected I/N with I from 1 to N, or auto`,
    hint: "For example --shard 2/8: this process is the second of eight.",
    exitCode: 2,
  });
}

export function shardUnknown(): LukeError {
  return new LukeError({
    code: "CLI017",
    message:
      "No launcher says which shard this process is: expected SLURM_ARRAY_TASK_ID, SLURM_PROCID, OMPI_COMM_WORLD_RANK or PMI_RANK",
    hint: "Start it with srun, sbatch --array or mpirun, or say --shard I/N.",
    exitCode: 2,
  });
}

export function examplesOfOther(examples: string, what: string, path: string): LukeError {
  return new LukeError({
    code: "CLI018",
    message: `Cannot pretrain on "${examples}": its examples were made with another ${what} than "${path}"`,
    hint: "Name what they were made with, or build the examples again.",
    exitCode: 2,
  });
}

export function startMismatch(from: string, what: string, vocabulary: number, rows: number): LukeError {
  return new LukeError({
    code: "CLI019",
    message: `Cannot pretrain from ${from}: its table has ${rows} ${what}, the vocabulary ${vocabulary}`,
    hint: "Name the vocabulary that the checkpoint was trained with.",
    exitCode: 2,
  });
}

export function tokenMissing(repository: string): LukeError {
  return new LukeError({
    code: "CLI020",
    message: `Cannot upload to ${repository}: the variable HF_TOKEN is not set, expected a token that may write`,
    hint: "Make one in the settings of your account on the hub. A token on the command line would stay in the shell's history.",
    exitCode: 2,
  });
}

export function selectionUnknown(task: string, figure: string, known: readonly string[]): LukeError {
  return new LukeError({
    code: "CLI021",
    message: `Cannot choose by "${figure}": ${task} has ${known.join(", ")}`,
    hint: "Name one of them as selectBy, or leave it out.",
    exitCode: 2,
  });
}

export function notARun(folder: string, file: string): LukeError {
  return new LukeError({
    code: "CLI022",
    message: `Cannot report on "${folder}": expected the folder of a finished fine-tuning run, found no ${file} that can be read`,
    hint: "`luke finetune` leaves it in the folder that its config names as out.",
    exitCode: 2,
  });
}

export function variantUnknown(name: string, known: readonly string[]): LukeError {
  return new LukeError({
    code: "CLI023",
    message: `Cannot run the variant "${name}": expected ${known.join(", ")}`,
    hint: "`luke experiments --help` says what they are.",
    exitCode: 2,
  });
}

export function projectFolderInUse(folder: string, found: readonly string[]): LukeError {
  return new LukeError({
    code: "CLI030",
    message: `Cannot write a project into "${folder}": expected an empty folder, found ${found.slice(0, 3).join(", ")}`,
    hint: "Name a new folder.",
    exitCode: 2,
  });
}

export function notTuned(task: string): LukeError {
  return new LukeError({
    code: "CLI024",
    message: `Cannot search for ${task} without a grid: the paper does not tune it`,
    hint: "Name the values with --grid, for example --grid learningRate=1e-5,2e-5.",
    exitCode: 2,
  });
}

export function withoutLabels(task: string): LukeError {
  return new LukeError({
    code: "CLI032",
    message: `Cannot give labels to ${task}: its head has none`,
    hint: "Leave the setting labels out.",
    exitCode: 2,
  });
}

export function gridMalformed(text: string): LukeError {
  return new LukeError({
    code: "CLI025",
    message: `Cannot read the grid "${text}": expected key=value,value`,
    hint: "For example --grid learningRate=1e-5,2e-5 --grid epochs=2,3.",
    exitCode: 2,
  });
}

export function tableUnknown(text: string, known: readonly number[]): LukeError {
  return new LukeError({
    code: "CLI026",
    message: `Cannot reproduce Table ${text}: expected one of ${known.join(", ")}`,
    hint: "Tables 9 to 12 list settings: the presets of `luke pretrain` and `luke finetune` hold them.",
    exitCode: 2,
  });
}

export function pageLinksMissing(folder: string): LukeError {
  return new LukeError({
    code: "CLI031",
    message: `Cannot resolve titles of passages: the mention table "${folder}" holds no links of pages`,
    hint: "Build it with `luke mentions build CORPUS --out DIR --page-links`.",
    exitCode: 2,
  });
}

export function nothingToFreeze(prefix: string, names: readonly string[]): LukeError {
  const beginnings = [...new Set(names.map((name) => name.split(".")[0]!))];
  return new LukeError({
    code: "CLI027",
    message: `Cannot freeze "${prefix}": no parameter's name begins like this; expected a prefix such as ${beginnings.join(", ")} or layers.0.`,
    hint: "Names are those of the parameter tree, for example layers.0.attention.key.weight.",
    exitCode: 2,
  });
}

export function nothingToMerge(inputs: readonly string[], minFrequency: number): LukeError {
  return new LukeError({
    code: "CLI032",
    message: `Cannot train a tokenizer on ${inputs.join(", ")}: expected text, found no pair of characters that occurs ${minFrequency} times`,
    hint: "Inputs are text files, a text a line, or folders of `luke corpus build`.",
  });
}
