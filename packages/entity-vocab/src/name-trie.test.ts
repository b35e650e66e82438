import fc from "fast-check";
import { expect, test } from "vitest";
import { NameTrie } from "./name-trie.ts";

test("a trie finds every name that begins at a token, as a search through all names does", () => {
  const token = fc.constantFrom("a", "b", "c", "d");
  const name = fc.array(token, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 300 }), fc.array(token, { maxLength: 20 }), (names, text) => {
      const trie = new NameTrie("exact");
      for (const [i, tokens] of names.entries()) trie.add(tokens.join(" "), i);
      const tokens = trie.read(text.join(" "));
      for (let at = 0; at < text.length; at++) {
        const found: string[] = [];
        trie.match(tokens, at, (number, end) => {
          expect(names[number]).toEqual(text.slice(at, end));
          found.push(names[number]!.join(" "));
        });
        const expected = new Set(
          names
            .map((tokens) => tokens.join(" "))
            .filter((_, i) => {
              const tokens = names[i]!;
              return tokens.every((value, k) => text[at + k] === value);
            }),
        );
        expect(new Set(found)).toEqual(expected);
      }
    }),
  );
});

test("a hundred thousand names keep apart", () => {
  const trie = new NameTrie("exact");
  for (let i = 0; i < 100_000; i++) trie.add(`x${i % 317} y${i}`, i);
  for (const i of [0, 317, 50_000, 99_999]) {
    let last = -1;
    trie.match(trie.read(`x${i % 317} y${i}`), 0, (name) => {
      last = name;
    });
    expect(last).toBe(i);
  }
});
