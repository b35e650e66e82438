import { LukeError } from "@lukejs/errors";

export function nothingToTrain(): LukeError {
  return new LukeError({
    code: "TRN001",
    message: "Cannot take gradients: none of the parameters is a variable that is to be trained",
    hint: "Look at the stage's `trains`, and make the leaves of the parameter tree tf.Variables.",
  });
}

export function tooManyBadUpdates(step: number, count: number, loss: number, norm: number): LukeError {
  return new LukeError({
    code: "TRN002",
    message:
      `Training stopped at update ${step}: ${count} updates in a row had a loss or gradient that is not finite ` +
      `(last loss ${loss}, gradient norm ${norm})`,
    hint: "Lower the learning rate or add warm-up, then resume from the last checkpoint.",
  });
}

export function runExists(folder: string, step: number): LukeError {
  return new LukeError({
    code: "TRN003",
    message: `Cannot start a run in "${folder}": it holds a checkpoint of update ${step}`,
    hint: "Resume the run, or choose another folder.",
    exitCode: 2,
  });
}

export function configChanged(folder: string, keys: readonly string[]): LukeError {
  return new LukeError({
    code: "TRN004",
    message: `Cannot resume the run in "${folder}": its configuration differs in ${keys.join(", ")}`,
    hint: "Resume with the configuration in config.json, or start a run in another folder.",
    exitCode: 2,
  });
}

export function checkpointMismatch(what: string, wanted: string, found: string): LukeError {
  return new LukeError({
    code: "TRN005",
    message: `Cannot restore ${what} from the checkpoint: wanted ${wanted}, found ${found}`,
    hint: "The checkpoint belongs to another model or another data set.",
  });
}

export function checkpointUnreadable(path: string, cause: unknown): LukeError {
  return new LukeError({
    code: "TRN006",
    message: `Cannot read the checkpoint "${path}": ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "Remove the folder and point `latest` to an older checkpoint, or start again.",
    cause,
  });
}

export function cannotWrite(path: string, cause: unknown): LukeError {
  return new LukeError({
    code: "TRN007",
    message: `Cannot write "${path}": ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "The last complete checkpoint is untouched. Free some space or check the permissions, then resume.",
    cause,
  });
}

export function folderInUse(folder: string, pid: number, host: string): LukeError {
  return new LukeError({
    code: "TRN008",
    message: `Cannot use the run folder "${folder}": process ${pid} of ${host} is running in it`,
    hint: 'Wait for that run to end, or choose another folder. If that machine is gone, remove the file "lock".',
  });
}

export function duplicateName(name: string): LukeError {
  return new LukeError({
    code: "TRN009",
    message: `Cannot train: the metric "${name}" has a name that the training loop uses itself`,
    hint: "Choose another name than step, stage, epoch, learningRate, gradientNorm, seconds, communication, wordsPerSecond or utilization.",
  });
}

export function ranksDiffer(rank: number, step: number): LukeError {
  return new LukeError({
    code: "TRN010",
    message: `Cannot train together: rank ${rank} begins at update ${step} with other parameters than another rank`,
    hint: "Give every process the same config, starting checkpoint and run folder (on a shared file system).",
  });
}

export function mpiMissing(library: string, cause: unknown): LukeError {
  return new LukeError({
    code: "TRN011",
    message: `Cannot train in several processes: ${library} or koffi does not load (${cause instanceof Error ? cause.message : String(cause)})`,
    hint: "Install Open MPI 4 (Debian: apt-get install openmpi-bin libopenmpi3) and the npm package koffi.",
    exitCode: 2,
    cause,
  });
}

export function mpiFailed(call: string, code: number): LukeError {
  return new LukeError({
    code: "TRN012",
    message: `Cannot train together: ${call} failed with ${code}`,
    hint: "Another process may have ended. Resume the run from its last checkpoint.",
  });
}
