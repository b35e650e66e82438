import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where Spark is: SPARK_HOME, or what benchmarks/python/set-up.mjs installed; undefined where there is none. */
export function findSpark(): string | undefined {
  const lib = fileURLToPath(new URL("../../../.tools/python/lib", import.meta.url));
  const pythons = existsSync(lib)
    ? readdirSync(lib).map((name) => join(lib, name, "site-packages/pyspark"))
    : [];
  return [process.env["SPARK_HOME"] ?? "", ...pythons].find((home) =>
    existsSync(join(home, "bin/spark-sql")),
  );
}
