import { expect, test } from "vitest";
import { byteToCharacter, characterToByte, isInAlphabet } from "./byte-alphabet.ts";

test("printable Latin-1 stands for itself, a space is Ġ and a newline Ċ", () => {
  expect(String.fromCharCode(byteToCharacter[0x20]!, byteToCharacter[0x0a]!, byteToCharacter[0x41]!)).toBe(
    "ĠĊA",
  );
  expect(byteToCharacter[0xad]).toBe(0x143); // the soft hyphen, last of those that do not print
});

test("each byte has a character of its own, and back", () => {
  expect(new Set(byteToCharacter).size).toBe(256);
  byteToCharacter.forEach((character, byte) => {
    expect(characterToByte[character]).toBe(byte);
  });
});

test("a space, a character above the alphabet and an unused one are not in it", () => {
  expect(isInAlphabet("Ġlow")).toBe(true);
  for (const token of [" low", "中", "\u00ad"]) expect(isInAlphabet(token)).toBe(false);
});
