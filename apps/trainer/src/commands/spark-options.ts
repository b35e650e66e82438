import { type SparkOptions, sparkSqlRunner } from "@lukejs/wiki-corpus/node";
import { type Command, Option } from "commander";
import { settingMalformed } from "../errors.ts";

export interface EngineOptions {
  readonly engine: "threads" | "spark";
  readonly master: string;
  readonly sparkHome?: string;
  readonly sparkConf: readonly string[];
}

/** `--engine spark` and what says where Spark is. */
export function addEngineOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--engine <engine>", "what does the work").choices(["threads", "spark"]).default("threads"),
    )
    .option("--master <url>", "of the Spark cluster: spark://host:7077, yarn, local[4]", "local[*]")
    .option("--spark-home <folder>", "where Spark is, unless SPARK_HOME says so")
    .option(
      "--spark-conf <key=value>",
      "a setting of Spark; may be repeated",
      (value: string, earlier: readonly string[]) => [...earlier, value],
      [],
    );
}

export function sparkOptions({ master, sparkHome, sparkConf }: EngineOptions): SparkOptions {
  return {
    master,
    ...(sparkHome === undefined ? {} : { sparkHome }),
    sparkSettings: Object.fromEntries(sparkConf.map(keyAndValue)),
  };
}

/** What counts on Spark, where it is asked for. */
export async function sparkCounts(
  options: EngineOptions,
  signal: AbortSignal,
): Promise<{ readonly spark?: (file: string) => Promise<void> }> {
  if (options.engine !== "spark") return {};
  return { spark: await sparkSqlRunner({ ...sparkOptions(options), signal }) };
}

function keyAndValue(setting: string): [string, string] {
  const equals = setting.indexOf("=");
  if (equals <= 0) throw settingMalformed(setting);
  return [setting.slice(0, equals), setting.slice(equals + 1)];
}
