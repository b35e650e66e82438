import { mkdtemp, readdir, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { withLock } from "./set-up-lock.ts";

const freshLock = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), "luke-lock-")), "x.lock");

test("work under one lock runs one after the other, whatever the number of waiters", async () => {
  const path = await freshLock();
  let inside = 0;
  let most = 0;
  const waits: string[] = [];
  const run = (i: number): Promise<number> =>
    withLock(
      path,
      async () => {
        most = Math.max(most, ++inside);
        await wait(20);
        inside--;
        return i;
      },
      { pollEvery: 5, onWait: (holder) => waits.push(holder) },
    );
  expect(await Promise.all([0, 1, 2, 3].map(run))).toEqual([0, 1, 2, 3]);
  expect(most).toBe(1);
  expect(waits).toHaveLength(3);
  expect(waits[0]).toContain(`process ${process.pid}`);
  expect(await readdir(join(path, ".."))).toEqual([]);
});

test("the lock is released when the work fails", async () => {
  const path = await freshLock();
  await expect(withLock(path, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(path, async () => "yes")).toBe("yes");
});

test("the lock of a process that has died on this machine is taken over at once", async () => {
  const path = await freshLock();
  // No process has this number: the kernel's largest is 2^22.
  await writeFile(path, JSON.stringify({ pid: 2 ** 30, host: hostname(), nonce: 1 }));
  expect(await withLock(path, async () => "mine")).toBe("mine");
});

test("a lock of another machine is taken over when it was not touched for long, and a broken one too", async () => {
  const path = await freshLock();
  const old = new Date(Date.now() - 120_000);
  for (const text of [JSON.stringify({ pid: 1, host: "elsewhere", nonce: 1 }), "{ not json", ""]) {
    await writeFile(path, text);
    await utimes(path, old, old);
    expect(await withLock(path, async () => "mine")).toBe("mine");
  }
});

test("a holder that is still touching its lock keeps it, and waiting can be aborted", async () => {
  const path = await freshLock();
  const controller = new AbortController();
  const holder = withLock(path, () => wait(700, "held"), { staleAfter: 300 });
  await wait(50);
  const waiter = withLock(path, async () => "stolen", {
    staleAfter: 300,
    pollEvery: 10,
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(new Error("enough")), 500);
  await expect(waiter).rejects.toThrow();
  expect(await holder).toBe("held");
});
