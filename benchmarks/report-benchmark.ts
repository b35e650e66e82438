import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Prints a benchmark's claim and figures, and keeps them in results/ with date, commit and machine. */
export function reportBenchmark(
  name: string,
  claim: string,
  figures: Readonly<Record<string, number | string>>,
): void {
  const root = dirname(fileURLToPath(import.meta.url));
  console.log(`${name}: ${claim}`);
  for (const [key, value] of Object.entries(figures)) {
    console.log(`  ${key.padEnd(36)} ${typeof value === "number" ? Number(value.toPrecision(3)) : value}`);
  }
  mkdirSync(join(root, "results"), { recursive: true });
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: root,
    encoding: "utf8",
  }).trim();
  const record = {
    claim,
    figures,
    date: new Date().toISOString().slice(0, 10),
    commit,
    node: process.version,
    processor: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
  };
  writeFileSync(join(root, "results", `${name}.json`), `${JSON.stringify(record, null, 2)}\n`);
}
