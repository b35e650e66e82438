import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** What a peer measured: its own seconds, and a number that says that it did the same. */
export interface PeerResult {
  readonly seconds: number;
  readonly result: number;
}

/** A Python program of this folder that does one thing each time it is asked, on one thread, and says how long it took. */
export class PythonPeer {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  /** @param requirements what pip installs into a virtual environment of its own under .tools, made where it is not there */
  constructor(script: string, requirements: readonly string[], options: readonly string[]) {
    const environment = { ...process.env, TOKENIZERS_PARALLELISM: "false", RAYON_NUM_THREADS: "1" };
    this.#process = spawn(pythonWith(requirements), [join(here, script), ...options], {
      env: environment,
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#lines = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  async run(): Promise<PeerResult> {
    this.#process.stdin!.write("run\n");
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("The Python peer ended; run it by hand to see why");
    return JSON.parse(value) as PeerResult;
  }

  close(): void {
    this.#process.stdin!.end();
  }
}

/** A Python of its own under .tools in which pip has installed what is required. */
export function pythonWith(requirements: readonly string[]): string {
  const folder = join(here, "..", ".tools", `python-${requirements.join("-").replace(/[^a-z0-9.]+/g, "-")}`);
  const python = join(folder, "bin", "python");
  if (!existsSync(python)) execFileSync("python3", ["-m", "venv", folder]);
  const ready = join(folder, "bin", "pip");
  execFileSync(ready, ["install", "--quiet", "--disable-pip-version-check", ...requirements], {
    stdio: "inherit",
  });
  return python;
}
