import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is a disk of its own, full before long. */
export interface SmallDisk {
  readonly folder: string;
  /** Makes it larger: "64m". */
  resize(size: string): void;
  unmount(): void;
}

/** A disk in memory of this size, "400k"; undefined where mounting is not allowed. */
export function mountSmallDisk(size: string): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), "lukejs-small-disk-"));
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: "ignore" });
  try {
    run("mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder);
  } catch {
    run("rmdir", folder);
    return undefined;
  }
  return {
    folder,
    resize: (larger) => void run("mount", "-o", `remount,size=${larger}`, folder),
    unmount() {
      run("umount", "-l", folder); // lazily: what failed may hold a file for a moment longer
      run("rmdir", folder);
    },
  };
}
