import { spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { sparkFailed, sparkNotFound } from "./errors.ts";

export interface SparkOptions {
  /** `spark://host:7077`, `yarn`, `k8s://…`, `local[4]`. */
  readonly master: string;
  /** Where Spark is; default the environment's SPARK_HOME, or spark-sql on the PATH. */
  readonly sparkHome?: string;
  /** Settings passed on, `spark.executor.memory` for example. */
  readonly sparkSettings?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Runs files of SQL on a Spark cluster by spark-sql, one after the other, each to its end.
 *
 * @throws LukeError COR014 where there is no Spark; what comes back throws COR015 where a job fails
 */
export async function sparkSqlRunner(options: SparkOptions): Promise<(file: string) => Promise<void>> {
  const sparkSql = await findSparkSql(options.sparkHome);
  return (file) => runSpark(sparkSql, file, options);
}

async function runSpark(
  sparkSql: string,
  file: string,
  { master, sparkSettings, signal }: SparkOptions,
): Promise<void> {
  const settings = {
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.adaptive.enabled": "false",
    "spark.ui.enabled": "false",
    ...sparkSettings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["--conf", `${name}=${value}`]);
  const child = spawn(sparkSql, ["--master", master, ...flags, "-f", file], {
    stdio: ["ignore", "ignore", "pipe"],
    ...(signal === undefined ? {} : { signal }),
  });
  let log = "";
  child.stderr.on("data", (data: Buffer) => {
    log = (log + data.toString()).slice(-100_000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw sparkFailed(code, log);
}

async function findSparkSql(sparkHome = process.env["SPARK_HOME"]): Promise<string> {
  const folders = sparkHome === undefined ? (process.env["PATH"] ?? "").split(":") : [join(sparkHome, "bin")];
  for (const folder of folders) {
    const path = join(folder, "spark-sql");
    if (
      folder !== "" &&
      (await access(path).then(
        () => true,
        () => false,
      ))
    ) {
      return path;
    }
  }
  throw sparkNotFound(sparkHome);
}
