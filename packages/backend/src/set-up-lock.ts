import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export interface LockOptions {
  /** A lock whose holder has not touched it for so long is broken; milliseconds. */
  readonly staleAfter?: number;
  readonly pollEvery?: number;
  readonly onWait?: (holder: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs `work` while holding a lock file, so that two set-ups at once follow one another.
 *
 * The holder touches the file every few seconds. The lock of a process that has died on this machine, or of one
 * that stopped touching it, is taken over.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const { staleAfter = 60_000, pollEvery = 300 } = options;
  await mkdir(dirname(path), { recursive: true });
  let told = false;
  const me = JSON.stringify({ pid: process.pid, host: hostname(), nonce: Math.random() });
  while (!(await create(path, me))) {
    options.signal?.throwIfAborted();
    const holder = await readHolder(path);
    if (holder === undefined) continue; // released meanwhile
    if (isDead(holder) || Date.now() - holder.touched > staleAfter) {
      // Only the lock that was looked at: another waiter may have taken over in between.
      if ((await readHolder(path))?.text === holder.text) await rm(path, { force: true });
      continue;
    }
    if (!told) options.onWait?.(`process ${holder.pid} on ${holder.host}`);
    told = true;
    await wait(pollEvery, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
  const heartbeat = setInterval(() => void touch(path), Math.max(50, staleAfter / 6));
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readHolder(path))?.text === me) await rm(path, { force: true });
  }
}

interface Holder {
  readonly text: string;
  readonly pid: number;
  readonly host: string;
  readonly touched: number;
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    // A lock caught between its creation and its first byte belongs to nobody known yet.
    const { pid, host } = (text === "" ? { pid: 0, host: "" } : JSON.parse(text)) as {
      pid: number;
      host: string;
    };
    return { text, pid, host, touched: mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    return { text: "", pid: 0, host: "", touched: 0 }; // not a lock of ours: stale
  }
}

function isDead({ pid, host }: Holder): boolean {
  if (pid === 0 || host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => {});
}
