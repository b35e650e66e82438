import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { readConfig } from "./read-config.ts";

const schema = z.strictObject({
  steps: z.int().positive().default(10),
  model: z.strictObject({ numLayers: z.int().default(2) }).prefault({}),
});

async function file(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "luke-config-")), "config.json");
  await writeFile(path, text);
  return path;
}

test("comments are allowed, defaults are filled in, settings of the command line win", async () => {
  const path = await file('// luke pretrain\n{ "steps": 5 /* kept */ }'.replace("/* kept */", "// five\n"));
  expect(await readConfig(path, schema, ["model.numLayers=4"])).toEqual({
    steps: 5,
    model: { numLayers: 4 },
  });
  expect(await readConfig(undefined, schema)).toEqual({ steps: 10, model: { numLayers: 2 } });
});

test("an unknown key is refused and the known ones are named", async () => {
  const path = await file('{ "stepz": 5 }');
  await expect(readConfig(path, schema)).rejects.toMatchObject({
    code: "CLI002",
    exitCode: 2,
    message: expect.stringContaining("stepz"),
    hint: "Known settings: steps, model.",
  });
});

test("a wrong value, a broken file, a missing file and a malformed pair have errors of their own", async () => {
  await expect(readConfig(await file('{ "steps": "x" }'), schema)).rejects.toMatchObject({ code: "CLI002" });
  await expect(readConfig(await file("{ steps"), schema)).rejects.toMatchObject({ code: "CLI003" });
  await expect(readConfig("/nowhere/config.json", schema)).rejects.toMatchObject({ code: "CLI001" });
  await expect(readConfig(undefined, schema, ["steps"])).rejects.toMatchObject({ code: "CLI005" });
});
