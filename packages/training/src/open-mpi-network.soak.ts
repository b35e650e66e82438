import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connectTwoMachines } from "@lukejs/test-kit";
import { expect, test } from "vitest";
import { mpirun } from "./toy-mpirun.ts";

test("two machines have the losses of one, and every process ends well", async ({ skip }) => {
  const machines = connectTwoMachines();
  if (machines === undefined) {
    skip("needs Open MPI, and the right to make network namespaces");
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), "luke-network-"));
  try {
    const [one] = mpirun(1, join(folder, "one"), "0", "float32").ranks;
    const program = fileURLToPath(new URL("./toy-mpi.ts", import.meta.url));
    const node = [process.execPath, "--conditions=@lukejs/source", "--import", import.meta.resolve("tsx")];
    const { status, stdout, stderr } = machines.mpirun([
      ...node,
      program,
      join(folder, "two"),
      "0",
      "float32",
    ]);
    expect([status, stderr]).toEqual([0, expect.not.stringContaining("signal")]);
    const ranks = stdout.split("\n").filter((line) => line.startsWith("{"));
    expect(ranks).toHaveLength(2);
    for (const line of ranks) {
      const { losses } = JSON.parse(line) as { losses: number[] };
      expect(losses).toHaveLength(50);
      for (const [i, loss] of losses.entries()) expect(Math.abs(loss - one!.losses[i]!)).toBeLessThan(1e-4);
    }
  } finally {
    machines.disconnect();
    await rm(folder, { recursive: true, force: true });
  }
});
