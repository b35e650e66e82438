import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Whether Open MPI is there (Debian's openmpi-bin).
 *
 * @internal
 */
export const hasMpi: boolean = spawnSync("mpirun", ["--version"]).status === 0;

/**
 * Runs toy-mpi.ts in `ranks` processes on this machine, for the tests of this package.
 *
 * @internal
 */
export function mpirun(
  ranks: number,
  ...options: string[]
): { status: number | null; stderr: string; ranks: { rank: number; losses: number[] }[] } {
  const program = fileURLToPath(new URL("./toy-mpi.ts", import.meta.url));
  const flags = ["--allow-run-as-root", "--oversubscribe", "-np", `${ranks}`];
  const node = [process.execPath, "--conditions=@lukejs/source", "--import", "tsx", program, ...options];
  const { status, stdout, stderr } = spawnSync("mpirun", [...flags, ...node], { encoding: "utf8" });
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  return {
    status,
    stderr,
    ranks: lines.map((line) => JSON.parse(line) as { rank: number; losses: number[] }),
  };
}
