import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { trainByteLevelBpe } from "./train-byte-level-bpe.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const lines = read("../oracles/train-bpe.txt").split("\n").slice(0, -1);

interface OracleCase {
  readonly vocabSize: number;
  readonly minFrequency: number;
  readonly specialTokens: string[];
  readonly merges: string[];
  readonly alphabet: string[];
  readonly tokensAfterAlphabet: string[];
}
const oracle: { madeWith: string; cases: OracleCase[] } = JSON.parse(read("../testdata/train-bpe.json"));

for (const { vocabSize, minFrequency, specialTokens, ...expected } of oracle.cases) {
  const name = `${vocabSize} tokens, pairs seen ${minFrequency} times, ${specialTokens.length} special tokens`;
  test(`the merges and their order are the reference's: ${name}`, async () => {
    const { vocab, merges } = await trainByteLevelBpe(lines, { vocabSize, minFrequency, specialTokens });
    expect(merges).toEqual(expected.merges);
    const first = specialTokens.filter((token) => token !== "<mask>");
    const last = specialTokens.filter((token) => token === "<mask>");
    expect(Object.entries(vocab).sort(([, a], [, b]) => a - b)).toEqual(
      [...first, ...expected.alphabet, ...expected.tokensAfterAlphabet, ...last].map((token, id) => [
        token,
        id,
      ]),
    );
  });
}

test("a word by hand: 'ab' 3 times and 'abc' twice merge a b (5), then ab c (2)", async () => {
  const { merges } = await trainByteLevelBpe(["ab", "ab", "ab", "abc", "abc"], { vocabSize: 300 });
  expect(merges).toEqual(["a b", "ab c"]);
});

test("of pairs seen equally often the one with the lower ids is merged first", async () => {
  const { merges } = await trainByteLevelBpe(["xy", "ab", "xy", "ab"], { vocabSize: 262 });
  expect(merges).toEqual(["a b"]);
});

test("what is trained loads as RoBERTa's files do and gives its texts back", async () => {
  const tokenizer = new RobertaTokenizer(await trainByteLevelBpe(lines, { vocabSize: 400 }));
  const { bosId, padId, eosId, unkId, maskId, vocabSize } = tokenizer;
  expect([bosId, padId, eosId, unkId, maskId, vocabSize]).toEqual([0, 1, 2, 3, 399, 400]);
  const text = "Vienna lies on the Danube, 東京 😀";
  expect(tokenizer.decode(tokenizer.encode(text).ids, { skipSpecialTokens: true })).toBe(text);
});

test("texts may come one by one, in any order, and the files are the same", async () => {
  async function* stream() {
    for (const line of lines.toReversed()) yield line;
  }
  const options = { vocabSize: 500 };
  expect(await trainByteLevelBpe(stream(), options)).toEqual(await trainByteLevelBpe(lines, options));
});

test("without texts the vocabulary is special tokens and bytes", async () => {
  const { vocab, merges } = await trainByteLevelBpe([], { vocabSize: 1000 });
  expect(merges).toEqual([]);
  expect(Object.keys(vocab)).toHaveLength(261);
  expect(vocab["<mask>"]).toBe(260);
});

test("progress counts the text read, then the tokens made", async () => {
  const seen: string[] = [];
  await trainByteLevelBpe(["abab", "cd"], {
    vocabSize: 263,
    onProgress: ({ stage, done, total }) => seen.push(`${stage} ${done}/${total ?? "?"}`),
  });
  expect(seen).toEqual(["read 4/?", "read 6/?", "merge 262/263"]);
});

test("a vocabulary without room for the bytes is refused", async () => {
  await expect(trainByteLevelBpe([], { vocabSize: 260 })).rejects.toThrow(
    "vocabSize is 260, expected an integer of at least 261",
  );
});
