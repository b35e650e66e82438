/**
 * Claim: where the network is slow, gradients that travel while the backward pass goes on make an update of several
 * machines quicker. Within a machine they need not, so processes that share one send afterwards unless told otherwise.
 *
 * Method: two network namespaces with a cable of 1 Gbit/s between them stand for two machines with a processor each: one
 * thread of TensorFlow in each process. Updates of 4 examples of 256 words, 12 layers of 512, 10 K entities: one
 * micro-batch for each process, as where an update fits in the memory of all accelerators. Runs with and without take turns;
 * the quickest update of each. What MPI does while it waits takes time from the processors, which a machine with more of
 * them has to spare. Needs Open MPI, iproute2 and the right to make network namespaces.
 */
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { connectTwoMachines } from "@lukejs/test-kit";
import { reportBenchmark } from "./report-benchmark.ts";

const rounds = Number(process.env["ROUNDS"] ?? 2);
const rates = (process.env["RATES"] ?? "1gbit,none").split(",");
const program = fileURLToPath(new URL("./pretraining-communication-rank.ts", import.meta.url));
const node = [
  process.execPath,
  "--conditions=@lukejs/source",
  "--import",
  import.meta.resolve("tsx"),
  program,
];
const sizes = (process.env["SIZES"] ?? "12,512,10000,4").split(",");
const figures: Record<string, number | string> = {};
for (const rate of rates) {
  const machines = connectTwoMachines(rate === "none" ? undefined : rate);
  if (machines === undefined)
    throw new Error(
      "Cannot connect two machines: Open MPI, iproute2 and the right to make namespaces are needed",
    );
  const best = { overlap: [Infinity, Infinity], apart: [Infinity, Infinity] };
  try {
    for (let round = 0; round < rounds; round++) {
      for (const how of ["overlap", "apart"] as const) {
        const { status, stdout, stderr } = machines.mpirun(
          [...node, ...sizes, "float32", how],
          ["--mca", "mpi_yield_when_idle", "1", "-x", "TF_NUM_INTRAOP_THREADS=1", "-x", "OMP_NUM_THREADS=1"],
        );
        if (status !== 0) throw new Error(`mpirun ended with ${status}: ${stderr}`);
        const updates = JSON.parse(stdout.slice(stdout.indexOf("["))) as {
          seconds: number;
          communication: number;
        }[];
        const quickest = updates.slice(1).sort((a, b) => a.seconds - b.seconds)[0]!;
        console.error(
          rate,
          how,
          ...updates.map(({ seconds, communication }) => `${seconds.toFixed(2)}/${communication.toFixed(2)}`),
        );
        if (quickest.seconds < best[how][0]!) best[how] = [quickest.seconds, quickest.communication];
      }
    }
  } finally {
    machines.disconnect();
  }
  const link = rate === "none" ? "between processes of one machine" : `at ${rate}`;
  figures[`${link}: an update that sends meanwhile, s`] = best.overlap[0]!;
  figures[`${link}: an update that sends afterwards, s`] = best.apart[0]!;
  figures[`${link}: of these, waiting, s`] =
    `${best.overlap[1]!.toFixed(2)} and ${best.apart[1]!.toFixed(2)}`;
  figures[`${link}: times as quick`] = best.apart[0]! / best.overlap[0]!;
}
reportBenchmark(
  "pretraining-overlap",
  "sending gradients during the backward pass hides time on a slow network",
  {
    ...figures,
    "load of the machine": (loadavg()[0] ?? 0).toFixed(1),
  },
);
