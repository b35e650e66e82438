import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Two machines with a cable between them, for programs that talk over MPI. */
export interface TwoMachines {
  /** Starts one process of a command on each, as mpirun does from the first machine. */
  mpirun(command: readonly string[], options?: readonly string[]): SpawnSyncReturns<string>;
  disconnect(): void;
}

/**
 * Two network namespaces of this machine with a cable between them; undefined where it does not let us make them.
 *
 * @param rate - what the cable carries each way, as tc writes it: "1gbit"; all that it can without it
 */
export function connectTwoMachines(rate?: string): TwoMachines | undefined {
  const machines = [
    { space: `luke-a-${process.pid}`, cable: `la${process.pid}`, address: "10.77.0.1" },
    { space: `luke-b-${process.pid}`, cable: `lb${process.pid}`, address: "10.77.0.2" },
  ] as const;
  const [first, second] = machines;
  const run = (command: string, ...options: string[]): boolean => spawnSync(command, options).status === 0;
  const ip = (...options: string[]): boolean => run("ip", ...options);
  const folder = mkdtempSync(join(tmpdir(), "luke-machines-"));
  const disconnect = (): void => {
    for (const { space } of machines) ip("netns", "del", space);
    rmSync(folder, { recursive: true, force: true });
  };
  const limited = (space: string, cable: string): boolean =>
    rate === undefined ||
    ip(
      ..."netns exec".split(" "),
      space,
      ..."tc qdisc add dev".split(" "),
      cable,
      "root",
      "tbf",
      "rate",
      rate,
      ..."burst 1mb latency 50ms".split(" "),
    );
  const connected =
    run("mpirun", "--version") &&
    ip("netns", "add", first.space) &&
    ip("netns", "add", second.space) &&
    ip("link", "add", first.cable, "type", "veth", "peer", "name", second.cable) &&
    machines.every(
      ({ space, cable, address }) =>
        ip("link", "set", cable, "netns", space) &&
        ip("-n", space, "addr", "add", `${address}/24`, "dev", cable) &&
        ip("-n", space, "link", "set", "lo", "up") &&
        ip("-n", space, "link", "set", cable, "up") &&
        limited(space, cable),
    );
  if (!connected) {
    disconnect();
    return undefined;
  }
  // In place of ssh: HOST COMMAND…, in the namespace of that address.
  const agent = join(folder, "agent.sh");
  const script = `#!/bin/sh
host=$1; shift
case $host in ${second.address}) space=${second.space};; *) space=${first.space};; esac
exec ip netns exec $space sh -c "$*"
`;
  writeFileSync(agent, script);
  chmodSync(agent, 0o755);
  const network = [
    ["--mca", "plm_rsh_agent", agent],
    ["--mca", "btl", "tcp,self"],
    ["--mca", "btl_tcp_if_include", "10.77.0.0/24"],
    ["--mca", "oob_tcp_if_include", "10.77.0.0/24"],
    ["--host", machines.map(({ address }) => address).join(",")],
  ].flat();
  return {
    mpirun: (command, options = []) =>
      spawnSync(
        "ip",
        [
          ...["netns", "exec", first.space, "mpirun", "--allow-run-as-root", "--oversubscribe"],
          ...[...network, ...options, "-np", "2", ...command],
        ],
        { encoding: "utf8", maxBuffer: 1 << 26 },
      ),
    disconnect,
  };
}
