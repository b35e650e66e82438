import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Starts the worker `name` beside this file: built JavaScript as it is, TypeScript source through tsx, whatever runs
 * this thread. (Node 20 strips no types, and in a worker `--import tsx` registers nothing: a first module does.)
 */
export function startWorker(
  name: string,
  workerData: unknown,
  options: Pick<WorkerOptions, "resourceLimits"> = {},
): Worker {
  if (!import.meta.url.endsWith(".ts"))
    return new Worker(new URL(`./${name}.js`, import.meta.url), { ...options, workerData });
  const tsx = pathToFileURL(
    createRequire(import.meta.url)
      .resolve("tsx/esm/api")
      .replace(/\.cjs$/, ".mjs"),
  ).href;
  const worker = new URL(`./${name}.ts`, import.meta.url).href;
  const source = `import { register } from ${JSON.stringify(tsx)}; register(); await import(${JSON.stringify(worker)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
    ...options,
    workerData,
    execArgv: ["--conditions=@lukejs/source"],
  });
}
