import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasMpi, mpirun } from "./toy-mpirun.ts";

/** Two network namespaces with a cable between them stand for two machines, where this one lets the test make them. */
const [left, right] = [`luke-a-${process.pid}`, `luke-b-${process.pid}`];
const addresses = { [left]: "10.77.0.1", [right]: "10.77.0.2" };
const ip = (...options: string[]): boolean => spawnSync("ip", options).status === 0;
let folder: string;
let ready = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-network-"));
  const [one, other] = [`la${process.pid}`, `lb${process.pid}`];
  ready =
    hasMpi &&
    ip("netns", "add", left) &&
    ip("netns", "add", right) &&
    ip("link", "add", one, "type", "veth", "peer", "name", other) &&
    [
      [left, one],
      [right, other],
    ].every(
      ([space, cable]) =>
        ip("link", "set", cable!, "netns", space!) &&
        ip("-n", space!, "addr", "add", `${addresses[space!]}/24`, "dev", cable!) &&
        ip("-n", space!, "link", "set", "lo", "up") &&
        ip("-n", space!, "link", "set", cable!, "up"),
    );
  // In place of ssh: HOST COMMAND…, in the namespace of that address.
  const agent = `#!/bin/sh
host=$1; shift
case $host in ${addresses[right]}) space=${right};; *) space=${left};; esac
exec ip netns exec $space sh -c "$*"
`;
  await writeFile(join(folder, "agent.sh"), agent);
  await chmod(join(folder, "agent.sh"), 0o755);
});
afterAll(async () => {
  for (const space of [left, right]) ip("netns", "del", space);
  await rm(folder, { recursive: true, force: true });
});

test("two machines have the losses of one, and every process ends well", ({ skip }) => {
  if (!ready) skip();
  const [one] = mpirun(1, join(folder, "one"), "0", "float32").ranks;
  const options = [
    ["--mca", "plm_rsh_agent", join(folder, "agent.sh")],
    ["--mca", "btl", "tcp,self"],
    ["--mca", "btl_tcp_if_include", "10.77.0.0/24"],
    ["--mca", "oob_tcp_if_include", "10.77.0.0/24"],
    ["--host", Object.values(addresses).join(",")],
  ].flat();
  const program = fileURLToPath(new URL("./toy-mpi.ts", import.meta.url));
  const node = [process.execPath, "--conditions=@lukejs/source", "--import", "tsx", program];
  const { status, stdout, stderr } = spawnSync(
    "ip",
    [
      ...["netns", "exec", left, "mpirun", "--allow-run-as-root", "--oversubscribe", ...options, "-np", "2"],
      ...[...node, join(folder, "two"), "0", "float32"],
    ],
    { encoding: "utf8", cwd: fileURLToPath(new URL(".", import.meta.url)) },
  );
  expect([status, stderr]).toEqual([0, expect.not.stringContaining("signal")]);
  const ranks = stdout.split("\n").filter((line) => line.startsWith("{"));
  expect(ranks).toHaveLength(2);
  for (const line of ranks) {
    const { losses } = JSON.parse(line) as { losses: number[] };
    expect(losses).toHaveLength(50);
    for (const [i, loss] of losses.entries()) expect(Math.abs(loss - one!.losses[i]!)).toBeLessThan(1e-4);
  }
});
