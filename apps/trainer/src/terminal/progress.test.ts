import { expect, test } from "vitest";
import { createProgress, formatCount, formatDuration } from "./progress.ts";

function fakeStream(isTTY: boolean): { stream: NodeJS.WriteStream; text: () => string } {
  const written: string[] = [];
  const stream = {
    isTTY,
    columns: 120,
    write: (s: string) => written.push(s),
  } as unknown as NodeJS.WriteStream;
  return { stream, text: () => written.join("") };
}

test("on a terminal one line shows share, rate, remaining time and note, and rewrites itself", () => {
  const { stream, text } = fakeStream(true);
  let now = 0;
  const progress = createProgress("pretrain", { unit: "words", stream, clock: () => now });
  now = 10_000;
  progress.update(50_000, 100_000, "loss 3.41");
  expect(text()).toContain("50 %");
  expect(text()).toContain("5000 words/s");
  expect(text()).toContain("0:10 left");
  expect(text()).toContain("loss 3.41");
  expect(text()).not.toContain("\n");
  progress.end("done");
  expect(text()).toMatch(/done {2}\(0:10, 5000 words\/s\).*\n$/s);
});

test("what is printed after a line that is left open begins a new one", () => {
  const { stream, text } = fakeStream(true);
  const progress = createProgress("names", { unit: "texts", stream });
  progress.leave();
  expect(text()).toBe("");
  progress.update(1);
  progress.leave();
  progress.leave();
  expect(text()).toMatch(/^[^\n]+\n$/);
  progress.update(2);
  progress.end();
  progress.leave();
  expect(text()).toMatch(/[^\n]\n$/);
});

test("elsewhere a plain line is printed every ten seconds at most", () => {
  const { stream, text } = fakeStream(false);
  let now = 0;
  const progress = createProgress("corpus", { unit: "pages", stream, clock: () => now });
  for (now = 0; now <= 30_000; now += 1_000) progress.update(now, 60_000);
  const lines = text().trim().split("\n");
  expect(lines).toHaveLength(3);
  expect(text()).not.toContain("\r");
});

test("numbers and durations are short", () => {
  expect([7, 0.5, 1234, 12_345, 3_500_000].map(formatCount)).toEqual(["7", "0.5", "1234", "12.3 K", "3.5 M"]);
  expect([7, 754, 3723].map(formatDuration)).toEqual(["0:07", "12:34", "1:02:03"]);
});
