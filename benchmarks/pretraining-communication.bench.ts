/**
 * Claim: with 256 examples an update, adding up the gradients takes at most 10 % of the time of an update, for two
 * processes at base size and four at small size on one machine.
 *
 * Method: three updates of 256 word tokens an example; of the second and third the quicker. To keep the run short an
 * update has fewer examples, and the time that is not communication is multiplied up to 256: it grows with the number
 * of examples, communication does not. On one machine all processes share the processors, so that both take longer
 * than on machines of their own. Needs Open MPI.
 */
import { execFileSync } from "node:child_process";
import { loadavg } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { reportBenchmark } from "./report-benchmark.ts";

const program = join(dirname(fileURLToPath(import.meta.url)), "pretraining-communication-rank.ts");
interface Case {
  readonly name: string;
  readonly processes: number;
  readonly sizes: readonly [layers: number, hidden: number, entities: number, examples: number];
  readonly gradients: "float32" | "bfloat16";
}
const cases: readonly Case[] = [
  { name: "base, two processes, float32", processes: 2, sizes: [12, 768, 50_000, 4], gradients: "float32" },
  { name: "base, two processes, bfloat16", processes: 2, sizes: [12, 768, 50_000, 4], gradients: "bfloat16" },
  { name: "small, four processes, float32", processes: 4, sizes: [4, 256, 50_000, 8], gradients: "float32" },
];
const figures: Record<string, number | string> = {};
for (const { name, processes, sizes, gradients } of cases) {
  const mpi = ["--allow-run-as-root", "--oversubscribe", "-np", `${processes}`];
  const node = [process.execPath, "--conditions=@lukejs/source", "--import", "tsx", program];
  const output = execFileSync("mpirun", [...mpi, ...node, ...sizes.map(String), gradients], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const updates = (
    JSON.parse(output.slice(output.indexOf("["))) as { seconds: number; communication: number }[]
  ).slice(1);
  const communication = Math.min(...updates.map((update) => update.communication));
  const rest = Math.min(...updates.map((update) => update.seconds - update.communication)) * (256 / sizes[3]);
  figures[`${name}: communication, s`] = communication;
  figures[`${name}: the rest at 256 examples, s`] = rest;
  figures[`${name}: share, %`] = (100 * communication) / (communication + rest);
  console.error(`${name}: ${communication.toFixed(2)} s of ${(communication + rest).toFixed(0)} s`);
}
reportBenchmark("pretraining-communication", "communication is at most 10 % of an update of 256 examples", {
  ...figures,
  "load of the machine": (loadavg()[0] ?? 0).toFixed(1),
});
