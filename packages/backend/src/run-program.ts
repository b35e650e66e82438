import { spawn } from "node:child_process";

export interface RunProgramOptions {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

export interface ProgramOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end and keeps what it printed; an exit code other than 0 is an outcome, not an error. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: RunProgramOptions = {},
): Promise<ProgramOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.environment ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that an abort reaches what the program started as well.
      detached: process.platform !== "win32",
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    const stop = (): void => {
      try {
        if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, "SIGTERM");
        else child.kill();
      } catch {
        // it has ended meanwhile
      }
    };
    options.signal?.addEventListener("abort", stop, { once: true });
    const stopWithUs = (): void => stop();
    process.once("exit", stopWithUs);
    const settle = (): void => {
      options.signal?.removeEventListener("abort", stop);
      process.off("exit", stopWithUs);
    };
    child.on("error", (error) => {
      settle();
      reject(error);
    });
    child.on("close", (code) => {
      settle();
      if (options.signal?.aborted === true) reject(options.signal.reason);
      else
        resolve({
          code,
          stdout: Buffer.concat(stdout).toString("utf8"),
          stderr: Buffer.concat(stderr).toString("utf8"),
        });
    });
    if (options.signal?.aborted === true) stop();
  });
}

/** The line that says why: a compiler's error before the complaints of the programs around it, the last line otherwise. */
export function reasonOf(outcome: ProgramOutcome): string {
  const lines = `${outcome.stdout}\n${outcome.stderr}`.split("\n").map((line) => line.trim());
  const first = lines.find((line) => /\b(fatal )?error: /.test(line));
  const last = lines.filter((line) => /^(error|npm error|gyp ERR! stack Error)/i.test(line)).at(-1);
  return first ?? last ?? lines.filter((line) => line !== "").at(-1) ?? `exit code ${outcome.code}`;
}
