import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** The first executable of these names, on PATH or by its whole path; no process is started. */
export function findProgram(
  names: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const extensions = process.platform === "win32" ? [".exe", ".cmd", ".bat", ""] : [""];
  for (const name of names) {
    const folders = isAbsolute(name)
      ? [""]
      : (environment["PATH"] ?? environment["Path"] ?? "").split(delimiter);
    for (const folder of folders) {
      for (const extension of extensions) {
        const path = join(folder, name + extension);
        try {
          accessSync(path, constants.X_OK);
          if (statSync(path).isFile()) return path;
        } catch {
          // not this one
        }
      }
    }
  }
  return undefined;
}
