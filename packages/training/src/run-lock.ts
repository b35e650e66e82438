import { readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { folderInUse } from "./errors.ts";

/**
 * Marks a run folder as used by this process. The mark of a process that is no more on this machine does not count;
 * whether one of another machine is alive cannot be known, so it does.
 *
 * @throws LukeError TRN008 where another process uses the folder
 */
export async function takeLock(path: string, folder: string): Promise<void> {
  const mine = `${process.pid} ${hostname()}\n`;
  for (;;) {
    try {
      await writeFile(path, mine, { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const found = await readFile(path, "utf8").catch(() => "");
    const owner = /^(\d+)(?: (\S+))?/.exec(found);
    const pid = Number(owner?.[1] ?? 0);
    const host = owner?.[2] ?? hostname();
    if (host !== hostname() || (pid !== process.pid && isAlive(pid))) throw folderInUse(folder, pid, host);
    await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
