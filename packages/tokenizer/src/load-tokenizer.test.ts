import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharedPath } from "@lukejs/test-kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { smallFiles } from "../testdata/small-files.ts";
import { loadTokenizer, saveTokenizer } from "./node.ts";
import { openTokenizer } from "./open-tokenizer.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lukejs-tokenizer-"));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, text: string) => writeFile(join(folder, name), text);

test("a tokenizer that is saved and loaded encodes the same, added tokens and settings included", async () => {
  const tokenizer = new RobertaTokenizer(smallFiles, { addPrefixSpace: true });
  tokenizer.addTokens(["<ent>", { content: "<plain>", special: false, stripRight: true }]);
  await saveTokenizer(tokenizer, folder);
  expect(await readdir(folder)).toEqual([
    "added_tokens.json",
    "merges.txt",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.json",
  ]);
  const loaded = await loadTokenizer(folder);
  const text = "low 10 <mask><ent> <plain>  er";
  expect(loaded.encode(text)).toEqual(tokenizer.encode(text));
  expect(loaded.addPrefixSpace).toBe(true);
  expect(loaded.addedTokens).toEqual(tokenizer.addedTokens);
  expect(loaded.vocabSize).toBe(tokenizer.vocabSize);
});

test("files that are no folder open alike, and the error names what is missing as they call it", async () => {
  await saveTokenizer(new RobertaTokenizer(smallFiles), folder);
  const texts: Record<string, string> = {};
  for (const name of await readdir(folder)) texts[name] = await readFile(join(folder, name), "utf8");
  const files = { nameOf: (name: string) => `dropped ${name}`, text: async (name: string) => texts[name] };
  const opened = await openTokenizer(files);
  expect(opened.encode("low 10 er")).toEqual((await loadTokenizer(folder)).encode("low 10 er"));
  delete texts["merges.txt"];
  await expect(openTokenizer(files)).rejects.toThrow(/"dropped merges.txt" cannot be read/);
});

test("tokenizer.json alone is enough", async () => {
  const tokenizer = new RobertaTokenizer(smallFiles, { addPrefixSpace: true });
  tokenizer.addTokens(["<ent>", { content: "<plain>", special: false, stripRight: true }]);
  await saveTokenizer(tokenizer, folder);
  for (const name of await readdir(folder)) if (name !== "tokenizer.json") await rm(join(folder, name));
  const loaded = await loadTokenizer(folder);
  const text = "low 10 <mask><ent> <plain>  er";
  expect(loaded.encode(text)).toEqual(tokenizer.encode(text));
  expect(loaded.addedTokens).toEqual(tokenizer.addedTokens);
  expect(loaded.specialTokens).toEqual(tokenizer.specialTokens);
});

test("GPT-2's files, with one special token and no frame, are loaded and saved as such", async () => {
  const { "<s>": _, "<pad>": __, "</s>": ___, "<unk>": ____, "<mask>": _____, ...vocab } = smallFiles.vocab;
  await put("vocab.json", JSON.stringify({ ...vocab, "<|endoftext|>": 0 }));
  await put("merges.txt", smallFiles.merges.join("\n"));
  const end = "<|endoftext|>";
  await put("special_tokens_map.json", JSON.stringify({ bos_token: end, eos_token: end, unk_token: end }));
  await put("tokenizer_config.json", JSON.stringify({ tokenizer_class: "GPT2Tokenizer" }));
  const tokenizer = await loadTokenizer(folder);
  const decoded = (of: RobertaTokenizer) => [...of.encode(`low ${end}er`).ids].map((id) => of.tokenOf(id));
  expect(decoded(tokenizer)).toEqual(["low", "Ġ", end, "er"]);
  const again = join(folder, "again");
  await saveTokenizer(tokenizer, again);
  expect(decoded(await loadTokenizer(again))).toEqual(["low", "Ġ", end, "er"]);
  await rm(join(again, "vocab.json"));
  expect(decoded(await loadTokenizer(again))).toEqual(["low", "Ġ", end, "er"]);
});

test("what an earlier tokenizer left in the folder is gone", async () => {
  const tokenizer = new RobertaTokenizer(smallFiles);
  tokenizer.addTokens(["<ent>"]);
  await saveTokenizer(tokenizer, folder);
  await saveTokenizer(new RobertaTokenizer(smallFiles), folder);
  expect((await loadTokenizer(folder)).idOf("<ent>")).toBe(undefined);
});

test("vocab.json and merges.txt alone are enough", async () => {
  await put("vocab.json", JSON.stringify(smallFiles.vocab));
  await put("merges.txt", smallFiles.merges.join("\r\n"));
  expect((await loadTokenizer(folder)).encode("low er")).toEqual(
    new RobertaTokenizer(smallFiles).encode("low er"),
  );
});

test("a missing file is named with the hint what a folder holds", async () => {
  await expect(loadTokenizer(folder)).rejects.toMatchObject({
    code: "TOK006",
    message: expect.stringContaining(join(folder, "vocab.json")),
  });
});

test("a truncated file and one of another shape are named", async () => {
  await put("merges.txt", "#version: 0.2\nl o\n");
  await put("vocab.json", '{"<s>": 0,');
  await expect(loadTokenizer(folder)).rejects.toMatchObject({ code: "TOK007" });
  await put("vocab.json", "[1, 2]");
  await expect(loadTokenizer(folder)).rejects.toMatchObject({
    code: "TOK007",
    message: expect.stringContaining("not a JSON object"),
  });
});

test("a malformed merge is named with its file and line, the header counted", async () => {
  await put("vocab.json", JSON.stringify(smallFiles.vocab));
  await put("merges.txt", "#version: 0.2\nl o\nlo w x\n");
  await expect(loadTokenizer(folder)).rejects.toMatchObject({
    code: "TOK002",
    message: expect.stringMatching(/merges\.txt": line 3 has 3 fields, expected 2/),
  });
});

const reference = sharedPath("fixtures/luke-tokenizer");
describe.skipIf(reference === undefined)("a folder of the reference", () => {
  test("is loaded with its markers and saved with the same special tokens", async () => {
    for (const name of ["vocab.json", "merges.txt"])
      await copyFile(`${reference}/${name}`, join(folder, name));
    for (const name of await readdir(`${reference}/saved-v4`)) {
      await copyFile(`${reference}/saved-v4/${name}`, join(folder, name));
    }
    const tokenizer = await loadTokenizer(folder);
    expect(tokenizer.vocabSize).toBe(2002);
    expect([tokenizer.maskId, tokenizer.idOf("<ent>"), tokenizer.idOf("<ent2>")]).toEqual([1999, 2000, 2001]);

    const again = join(folder, "again");
    await saveTokenizer(tokenizer, again);
    const text = (path: string) => readFile(path, "utf8");
    for (const name of ["added_tokens.json", "special_tokens_map.json"]) {
      expect(await text(join(again, name)), name).toBe(await text(`${reference}/saved-v4/${name}`));
    }
    expect(await text(join(again, "merges.txt"))).toBe(await text(`${reference}/merges.txt`));
    const config = JSON.parse(await text(`${reference}/saved-v4/tokenizer_config.json`));
    expect(config).toMatchObject({
      ...JSON.parse(await text(join(again, "tokenizer_config.json"))),
      tokenizer_class: "LukeTokenizer",
    });
    expect(await loadTokenizer(again)).toMatchObject({ vocabSize: 2002 });
  });
});
