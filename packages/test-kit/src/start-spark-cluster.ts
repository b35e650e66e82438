import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A master and two workers of one core each on this machine. */
export interface SparkCluster {
  readonly url: string;
  /** What a job needs to run on it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where each worker keeps what it does. */
  readonly workFolders: readonly [string, string];
  /** Ends the first worker, as a machine that breaks does. */
  killWorker(): void;
  stop(): void;
}

/** Starts a standalone master with two workers on loopback, which keep their files in `folder`. */
export async function startSparkCluster(sparkHome: string, folder: string): Promise<SparkCluster> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const url = `spark://127.0.0.1:${port}`;
  const start = (name: string, ...args: string[]): ChildProcess =>
    spawn(
      join(sparkHome, "bin/spark-class"),
      [`org.apache.spark.deploy.${name}`, "--host", "127.0.0.1", ...args],
      {
        stdio: "ignore",
        env: { ...process.env, SPARK_LOCAL_IP: "127.0.0.1", SPARK_DAEMON_MEMORY: "256m" },
      },
    );
  const workFolders = [join(folder, "worker-1"), join(folder, "worker-2")] as const;
  const daemons = [start("master.Master", "--port", String(port), "--webui-port", "0")];
  await sleep(4000);
  const workers = workFolders.map((workFolder) =>
    start(
      "worker.Worker",
      ...["--cores", "1", "--memory", "600m", "--webui-port", "0", "--work-dir", workFolder, url],
    ),
  );
  daemons.push(...workers);
  await sleep(4000);
  return {
    url,
    settings: {
      "spark.executor.memory": "512m",
      "spark.driver.host": "127.0.0.1",
      "spark.driver.bindAddress": "127.0.0.1",
    },
    workFolders,
    killWorker: () => void workers[0]!.kill("SIGKILL"),
    stop() {
      for (const daemon of daemons) daemon.kill("SIGKILL");
    },
  };
}
