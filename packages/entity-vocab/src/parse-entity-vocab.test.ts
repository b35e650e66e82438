import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EntityVocab, parseEntityVocab } from "./index.ts";
import { readEntityVocab, writeEntityVocab } from "./node.ts";

test("a file's text is the vocabulary that the file is, in each format", async () => {
  const folder = await mkdtemp(join(tmpdir(), "luke-vocab-"));
  const vocab = EntityVocab.of(["Oslo", "Ann Lee", "Røros"].map((title, i) => ({ title, count: 3 - i })));
  for (const name of ["vocab.json", "vocab.jsonl", "vocab.tsv"]) {
    await writeEntityVocab(vocab, join(folder, name));
    const text = await readFile(join(folder, name), "utf8");
    const [parsed, read] = [parseEntityVocab(text, name), await readEntityVocab(join(folder, name))];
    expect([...parsed.entries()], name).toEqual([...read.entries()]);
    expect(parsed.idOf("Røros"), name).toBe(5);
    expect([...parseEntityVocab(text.replaceAll("\n", "\r\n"), name).entries()], name).toEqual([
      ...read.entries(),
    ]);
  }
  await rm(folder, { recursive: true });
});

test("errors name the file and the line", () => {
  expect(() => parseEntityVocab("Oslo\t3\nRome", "dropped.tsv")).toThrow(/dropped\.tsv.*line 2/s);
  expect(() => parseEntityVocab("", "empty.jsonl")).toThrow(/empty\.jsonl/);
});
