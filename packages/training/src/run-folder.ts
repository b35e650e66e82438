/**
 * A run on disk:
 *
 *     config.json              the configuration, as resolved
 *     metrics.jsonl            one line per update and per evaluation
 *     events.out.tfevents.*    the same numbers for TensorBoard, a file per start of the run
 *     checkpoints/step-N/      state.json, parameters, optimizer (and best) in the format of the functions given
 *     latest                   the name of the last complete checkpoint
 *
 * A checkpoint is written under another name, flushed, and renamed; then `latest` is replaced the same way. So a
 * process that is killed at any moment leaves the last complete checkpoint and nothing that passes for one.
 */
import { randomBytes } from "node:crypto";
import { appendFile, mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { LukeError } from "@lukejs/errors";
import type { Checkpoint, NamedTensors, RunState } from "./checkpoint.ts";
import { cannotWrite, checkpointUnreadable, configChanged, runExists } from "./errors.ts";
import { createEventFile, type EventFile } from "./event-file.ts";
import { takeLock } from "./run-lock.ts";
import type { RunStore } from "./run-store.ts";

export interface RunFolderOptions {
  /** Writes named tensors to a file. */
  readonly saveTensors: (path: string, tensors: NamedTensors) => Promise<void>;
  /** Reads them back, equal to the bit. */
  readonly loadTensors: (path: string) => Promise<NamedTensors>;
  /** Ending of the tensor files: ".safetensors". */
  readonly extension?: string;
  /** Complete checkpoints to keep: 2. */
  readonly keep?: number;
  /** Adds files of the caller's to a checkpoint before it becomes visible, such as a model folder. */
  readonly addFiles?: (folder: string, checkpoint: Checkpoint) => Promise<void>;
  /** Written to config.json beside the configuration: the task's own settings. Compared on resuming too. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A run folder at `path`, made when a run opens it. */
export function createRunFolder(path: string, options: RunFolderOptions): RunStore {
  const { extension = ".safetensors", keep = 2 } = options;
  const lock = join(path, "lock");
  const metrics = join(path, "metrics.jsonl");
  let locked = false;
  let events: EventFile | undefined;
  const beginEvents = async (firstStep: number) => {
    const name = `events.out.tfevents.${Math.floor(Date.now() / 1000)}.${hostname()}.${process.pid}`;
    events = await attempt(path, () => createEventFile(join(path, name), firstStep));
  };

  return {
    async open(config, resume) {
      await attempt(path, () => mkdir(join(path, "checkpoints"), { recursive: true }));
      await attempt(lock, () => takeLock(lock, path));
      locked = true;
      for (const name of await readdir(join(path, "checkpoints"))) {
        if (name.startsWith(".")) await rm(join(path, "checkpoints", name), { recursive: true, force: true });
      }
      const name = await readLatest(path);
      const resolved = { ...options.settings, ...(config as object) };
      if (name !== undefined && !resume) throw runExists(path, Number(name.slice("step-".length)));
      if (name === undefined) {
        await replaceFile(join(path, "config.json"), `${JSON.stringify(resolved, null, 2)}\n`);
        await replaceFile(metrics, "");
        await beginEvents(0);
        return undefined;
      }
      await compareConfig(path, resolved);
      const checkpoint = await readCheckpoint(
        join(path, "checkpoints", name),
        options.loadTensors,
        extension,
      );
      await replaceFile(metrics, await metricsUpTo(metrics, checkpoint.state.step));
      await beginEvents(checkpoint.state.step + 1);
      return checkpoint;
    },

    async last() {
      const name = await readLatest(path);
      if (name === undefined) return undefined;
      return readCheckpoint(join(path, "checkpoints", name), options.loadTensors, extension);
    },

    async log(record) {
      await attempt(metrics, () => appendFile(metrics, `${JSON.stringify(record, finiteOrText)}\n`));
      await attempt(path, async () => events?.write(Number(record["step"]), record));
    },

    async save(checkpoint) {
      const name = `step-${checkpoint.state.step}`;
      const folder = join(path, "checkpoints", name);
      const draft = join(path, "checkpoints", `.${name}-${randomBytes(4).toString("hex")}`);
      await attempt(folder, async () => {
        try {
          await mkdir(draft);
          for (const group of ["parameters", "optimizer", "best"] as const) {
            const tensors = checkpoint[group];
            if (tensors !== undefined) await options.saveTensors(join(draft, group + extension), tensors);
          }
          await options.addFiles?.(draft, checkpoint);
          await writeFile(join(draft, "state.json"), `${JSON.stringify(checkpoint.state, null, 2)}\n`);
          for (const file of await readdir(draft)) await flush(join(draft, file));
          await rm(folder, { recursive: true, force: true });
          await rename(draft, folder);
          await flush(join(path, "checkpoints"));
        } catch (error) {
          await rm(draft, { recursive: true, force: true });
          throw error;
        }
        await replaceFile(join(path, "latest"), `${name}\n`);
      });
      await removeOld(path, name, keep);
    },

    async close() {
      await events?.close();
      events = undefined;
      if (locked) await rm(lock, { force: true });
      locked = false;
    },
  };
}

async function readLatest(path: string): Promise<string | undefined> {
  const text = await readFile(join(path, "latest"), "utf8").catch(() => "");
  return /^step-\d+$/.exec(text.trim())?.[0];
}

async function readCheckpoint(
  folder: string,
  loadTensors: RunFolderOptions["loadTensors"],
  extension: string,
): Promise<Checkpoint> {
  try {
    const state = JSON.parse(await readFile(join(folder, "state.json"), "utf8")) as RunState;
    const parameters = await loadTensors(join(folder, `parameters${extension}`));
    const optimizer = await loadTensors(join(folder, `optimizer${extension}`));
    if (state.best === undefined) return { state, parameters, optimizer };
    return { state, parameters, optimizer, best: await loadTensors(join(folder, `best${extension}`)) };
  } catch (cause) {
    throw checkpointUnreadable(folder, cause);
  }
}

/** Lines of the metrics up to an update; what a killed run wrote after its last checkpoint is measured again. */
async function metricsUpTo(path: string, step: number): Promise<string> {
  const kept: string[] = [];
  for (const line of (await readFile(path, "utf8").catch(() => "")).split("\n")) {
    try {
      if ((JSON.parse(line) as { step: number }).step <= step) kept.push(line);
    } catch {
      // The last line of a killed run may be cut short.
    }
  }
  return kept.map((line) => `${line}\n`).join("");
}

async function compareConfig(path: string, wanted: Record<string, unknown>): Promise<void> {
  const text = await readFile(join(path, "config.json"), "utf8").catch(() => "{}");
  const found = JSON.parse(text) as Record<string, unknown>;
  const keys = [...new Set([...Object.keys(found), ...Object.keys(wanted)])];
  const changed = keys.filter((key) => canonical(found[key]) !== canonical(wanted[key]));
  if (changed.length > 0) throw configChanged(path, changed);
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  const sorted = (_: string, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner;
  return JSON.stringify(value, sorted) ?? "";
}

async function removeOld(path: string, latest: string, keep: number): Promise<void> {
  const steps = (await readdir(join(path, "checkpoints")))
    .flatMap((name) => /^step-(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
  for (const step of steps.slice(keep)) {
    if (`step-${step}` === latest) continue;
    await rm(join(path, "checkpoints", `step-${step}`), { recursive: true, force: true });
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  await attempt(path, async () => {
    await writeFile(`${path}.tmp`, text);
    await flush(`${path}.tmp`);
    await rename(`${path}.tmp`, path);
  });
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync().catch((error: NodeJS.ErrnoException) => {
      // Some systems do not flush folders.
      if (error.code !== "EINVAL" && error.code !== "EPERM" && error.code !== "EISDIR") throw error;
    });
  } finally {
    await handle.close();
  }
}

async function attempt<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    throw LukeError.isInstance(cause) ? cause : cannotWrite(path, cause);
  }
}

/** JSON has no NaN or Infinity: they are written as text, so that a bad update can be seen. */
function finiteOrText(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
