/**
 * Claim: all names in a text are found by longest match at 20 MB/s and more with a million names in the table, at 8 and
 * more with ten million; half a million look-ups a second and more in the table on disk.
 *
 * Method: generated names of one to four words out of as many different words as titles have, the frequency of words as
 * Zipf's law has it; a text of such words in which every twelfth place is one of the names; megabytes of UTF-8. One
 * process a table. The shortest of five passes over the text; `NAMES=100000` measures one size alone and keeps no record.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { reportBenchmark } from "./report-benchmark.ts";

const script = fileURLToPath(new URL("find-names.ts", import.meta.url));
const options = ["--conditions=@lukejs/source", "--max-old-space-size=8192", "--import", "tsx", script];
const measure = (names: number) =>
  JSON.parse(
    execFileSync(process.execPath, [...options, String(names)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    }),
  ) as Record<string, number>;

const only = process.env["NAMES"];
if (only !== undefined) console.log(measure(Number(only)));
else {
  const figures: Record<string, number> = {};
  for (const names of [1_000_000, 10_000_000]) {
    for (const [figure, value] of Object.entries(measure(names)))
      figures[`${names / 1e6} million names: ${figure}`] = value;
  }
  reportBenchmark("find-names", "all names in a text are found by longest match", figures);
}
