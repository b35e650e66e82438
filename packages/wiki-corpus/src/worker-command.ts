import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The command that runs part-worker.ts in a process of its own: built JavaScript as it is, TypeScript source through tsx. */
export function workerCommand(): readonly string[] {
  if (!import.meta.url.endsWith(".ts")) {
    return [process.execPath, fileURLToPath(new URL("./part-worker.js", import.meta.url))];
  }
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const worker = fileURLToPath(new URL("./part-worker.ts", import.meta.url));
  return [process.execPath, "--conditions=@lukejs/source", "--import", tsx, worker];
}
