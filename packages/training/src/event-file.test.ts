import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { crc32c } from "./crc32c.ts";
import { createEventFile } from "./event-file.ts";

test("CRC-32C of the check string and of zeros are the published ones", () => {
  expect(crc32c(new TextEncoder().encode("123456789"))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
});

test("an event file has a version, a start, and a record of the finite scalars per update", async () => {
  const folder = await mkdtemp(join(tmpdir(), "luke-events-"));
  const path = join(folder, "events");
  const events = await createEventFile(path, 7, () => 2);
  await events.write(300, { step: 300, loss: 1.5, stage: "all", bad: Number.NaN });
  await events.write(301, { stage: "all" });
  await events.close();
  const bytes = new Uint8Array(await readFile(path));
  await rm(folder, { recursive: true });
  const records: number[][] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at]!;
    records.push([...bytes.subarray(at + 12, at + 12 + length)]);
    at += 16 + length;
  }
  // Wall time 2.0 as a double, then the step, then the field.
  const wallTime = [0x09, 0, 0, 0, 0, 0, 0, 0, 0x40];
  expect(records).toEqual([
    [...wallTime, 0x10, 0, 0x1a, 13, ...new TextEncoder().encode("brain.Event:2")],
    [...wallTime, 0x10, 7, 0x3a, 2, 0x08, 1],
    // 300 as a varint; a summary with one value: its tag, and 1.5 as a float.
    [
      ...wallTime,
      0x10,
      0xac,
      0x02,
      0x2a,
      13,
      0x0a,
      11,
      0x0a,
      4,
      ...new TextEncoder().encode("loss"),
      0x15,
      0,
      0,
      0xc0,
      0x3f,
    ],
  ]);
});
