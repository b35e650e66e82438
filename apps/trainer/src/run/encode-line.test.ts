import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EncodeLine, openLineEncoder } from "./encode-line.ts";

let folder = "";
let encode: EncodeLine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-encode-"));
  const files = await trainByteLevelBpe(["Lisbon is in Portugal."], { vocabSize: 300 });
  await saveTokenizer(new RobertaTokenizer(files), folder);
  const entities = { "[PAD]": 0, "[UNK]": 1, "[MASK]": 2, Lisbon: 3, "[MASK2]": 4 };
  await writeFile(join(folder, "entity_vocab.json"), JSON.stringify(entities));
  encode = await openLineEncoder(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const line = (value: unknown): ReturnType<EncodeLine> => encode(JSON.stringify(value), 1);

test("a line is a call, its answer has the reference's fields", async () => {
  const answer = await line({ text: "Lisbon", entity_spans: [[0, 6]], entities: ["Lisbon"] });
  expect(answer).toMatchObject({ entity_ids: [3], entity_attention_mask: [1] });
  expect(Object.keys(answer)).toEqual(expect.arrayContaining(["input_ids", "entity_position_ids"]));
});

test("constructor arguments of a line hold for that line alone", async () => {
  const spans = { text: "Lisbon is", entity_spans: [[0, 6]] };
  const plain = await line(spans);
  const marked = await line({ ...spans, tokenizer: { task: "entity_classification" } });
  expect(marked["input_ids"]).toHaveLength((plain["input_ids"] as number[]).length + 2);
  expect(await line(spans)).toEqual(plain);
});

test("spans count UTF-16 units, or code points where the line says so", async () => {
  const utf16 = await line({ text: "😀 Lisbon", entity_spans: [[3, 9]] });
  const points = await line({ text: "😀 Lisbon", entity_spans: [[2, 8]], span_unit: "codepoint" });
  expect(points).toEqual(utf16);
});

test("a bad line answers with its error, and the next one is encoded", async () => {
  const code = async (answer: ReturnType<EncodeLine>): Promise<unknown> =>
    ((await answer) as { error?: { code: string } }).error?.code;
  expect(await code(encode("{", 7))).toBe("CLI010");
  expect(await encode("[1]", 7)).toMatchObject({ error: { message: expect.stringContaining("line 7") } });
  expect(await code(line({ text: "a", span_unit: "bytes" }))).toBe("CLI010");
  expect(await code(line({ text: "a", entity_spans: [[0, 9]] }))).toBe("TOK012");
  expect(await code(line({ text: "a", tokenizer: { tasks: "x" } }))).toBe("TOK015");
  expect(await code(line({ text: "a", colour: 1 }))).toBe("TOK015");
  expect(await code(line({ text: "Lisbon" }))).toBeUndefined();
});

test("a folder without an entity vocabulary is an error before the first line", async () => {
  await expect(openLineEncoder(tmpdir())).rejects.toMatchObject({ code: "CLI001" });
});

test("a folder of mLUKE is encoded with its SentencePiece model and its language keys", async () => {
  const multilingual = await mkdtemp(join(tmpdir(), "luke-encode-mluke-"));
  try {
    const model = new URL("../../../../packages/tokenizer/testdata/sentencepiece.bpe.model", import.meta.url);
    await copyFile(model, join(multilingual, "sentencepiece.bpe.model"));
    const entities = { "[PAD]": 0, "[UNK]": 1, "[MASK]": 2, "en:Vienna": 3, "[MASK2]": 4 };
    await writeFile(join(multilingual, "entity_vocab.json"), JSON.stringify(entities));
    const encodeLine = await openLineEncoder(multilingual);
    const call = { text: "Vienna is old", entity_spans: [[0, 6]], entities: ["en:Vienna"] };
    const answer = await encodeLine(JSON.stringify(call), 1);
    expect(answer).toMatchObject({ entity_ids: [3], entity_attention_mask: [1] });
    expect((answer["input_ids"] as number[]).at(-1)).toBe(2);
  } finally {
    await rm(multilingual, { recursive: true, force: true });
  }
});
