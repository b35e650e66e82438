import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { downloadFailed } from "./errors.ts";
import { type ProgramOutcome, reasonOf, runProgram } from "./run-program.ts";

export interface DownloadOptions {
  /** Bytes written so far. */
  readonly onBytes?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * `pip download --no-deps` of the requirements; answers the wheels' paths.
 *
 * Of a wheel only libraries are used, which do not depend on the version of python. Where none fits the python at hand
 * (too old, too new) the one for Python 3.11 is asked for.
 *
 * @throws LukeError BCK004
 */
export async function downloadWheels(
  python: string,
  requirements: readonly string[],
  folder: string,
  options: DownloadOptions = {},
): Promise<string[]> {
  const scratch = join(folder, "tmp");
  await mkdir(scratch, { recursive: true });
  // pip gathers a download in its temporary folder first and copies it then: it has arrived once.
  const watch = setInterval(async () => {
    const [all, temporary] = [await bytesUnder(folder), await bytesUnder(scratch)];
    options.onBytes?.(Math.max(temporary, all - temporary));
  }, 500);
  const pip = (...extra: string[]): Promise<ProgramOutcome> =>
    runProgram(
      python,
      ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--progress-bar=off", "--quiet"].concat(
        ["--disable-pip-version-check", "--no-input", "--retries=2", "--dest", folder],
        extra,
        requirements,
      ),
      {
        environment: { ...process.env, TMPDIR: scratch },
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
    );
  try {
    let outcome = await pip();
    const unreachable = outcome.code !== 0 && /Retrying|connection/i.test(outcome.stderr);
    if (unreachable) throw downloadFailed(requirements.join(" "), "pip cannot reach its package index");
    if (outcome.code !== 0 && outcome.stderr.includes("No matching distribution")) {
      outcome = await pip("--python-version=3.11", "--implementation=cp");
    }
    if (outcome.code !== 0) throw downloadFailed(requirements.join(" "), reasonOf(outcome));
  } finally {
    clearInterval(watch);
  }
  const wheels = (await readdir(folder))
    .filter((name) => name.endsWith(".whl"))
    .map((name) => join(folder, name));
  if (wheels.length === 0) throw downloadFailed(requirements.join(" "), "pip left no wheel");
  return wheels;
}

async function bytesUnder(folder: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    sum += entry.isDirectory()
      ? await bytesUnder(path)
      : await stat(path).then(
          ({ size }) => size,
          () => 0,
        );
  }
  return sum;
}
