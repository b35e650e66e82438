import fc from "fast-check";
import { expect, test } from "vitest";
import { smallFiles } from "../testdata/small-files.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";

const tokenizer = new RobertaTokenizer(smallFiles);
tokenizer.addTokens(["<ent>"]);

test("a character comes with the token that completes it", () => {
  const stream = tokenizer.decodeStream();
  const { ids } = tokenizer.encode("é😀low", { addSpecialTokens: false });
  expect(Array.from(ids, (id) => stream.push([id]))).toEqual(["", "é", "", "", "", "😀", "low"]);
  expect(stream.end()).toBe("");
});

test("a character that is cut off is U+FFFD, at the end or before an added token", () => {
  const [first] = tokenizer.encode("é", { addSpecialTokens: false }).ids;
  const stream = tokenizer.decodeStream();
  expect(stream.push([first!])).toBe("");
  expect(stream.end()).toBe("\ufffd");
  expect(stream.push([first!, tokenizer.idOf("<ent>")!])).toBe("\ufffd<ent>");
  expect(() => stream.push([9999])).toThrow("id 9999 at index 0");
});

test("whatever the ids and however they are cut, the pieces are what decode gives", () => {
  const ids = fc.array(fc.nat(tokenizer.vocabSize - 1), { maxLength: 40 });
  const flags = fc.record({ skipSpecialTokens: fc.boolean(), spacesBetweenAddedTokens: fc.boolean() });
  fc.assert(
    fc.property(ids, fc.array(fc.nat(5)), flags, (value, cuts, options) => {
      const stream = tokenizer.decodeStream(options);
      let text = "";
      let at = 0;
      for (const cut of cuts) text += stream.push(value.slice(at, (at += cut)));
      text += stream.push(value.slice(at)) + stream.end();
      expect(text).toBe(tokenizer.decode(value, options));
    }),
  );
});
