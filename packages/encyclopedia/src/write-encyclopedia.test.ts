import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateEncyclopedia } from "./generate-encyclopedia.ts";
import { type WrittenEncyclopedia, writeEncyclopedia } from "./write-encyclopedia.ts";

const { decode } = createRequire(import.meta.url)("seek-bzip") as { decode(bytes: Uint8Array): Uint8Array };

let directory = "";
let written: WrittenEncyclopedia;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "encyclopedia-"));
  written = await writeEncyclopedia(directory, { seed: 7 });
});
afterAll(() => rm(directory, { recursive: true }));

test("the dump decompresses to what was generated, whatever the implementation of bzip2", async () => {
  const expected = generateEncyclopedia({ seed: 7 }).dumpXml;
  const bytes = await readFile(written.dump);
  expect(Buffer.from(decode(bytes)).toString("utf8") === expected).toBe(true);
  let system: string | undefined;
  try {
    system = execFileSync("bzip2", ["-dc", written.dump], { maxBuffer: 1 << 26, encoding: "utf8" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  if (system !== undefined) expect(system === expected).toBe(true);
});

test("the five datasets lie in their folders under their original names", async () => {
  const files = await readdir(directory, { recursive: true });
  const json = ["dev.json", "test.json", "train.json"];
  expect(files.filter((name) => /\.(json|train|testa|testb|bz2)$/.test(name)).sort()).toEqual(
    [
      "encyclopedia.xml.bz2",
      ...["eng.testa", "eng.testb", "eng.train"].map((name) => join("datasets", "conll2003", name)),
      ...["open-entity", "record", "squad", "tacred"].flatMap((task) =>
        json.map((name) => join("datasets", task, name)),
      ),
    ].sort(),
  );
});
