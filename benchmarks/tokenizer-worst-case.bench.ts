/**
 * Claim: time is linear in the text whatever it holds: a megabyte of one letter, of random bytes, of emoji or of one "word" of
 * Chinese characters takes at most 5 times as long for each byte as natural text.
 *
 * Method: new tokenizers each time, so that no word is known yet (and once natural text whose words are); interleaved; minima, nanoseconds for a byte of UTF-8.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RobertaTokenizer } from "@lukejs/tokenizer";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { compare } from "./compare.ts";
import type { PeerResult } from "./python-peer.ts";
import { reportBenchmark } from "./report-benchmark.ts";
import { writeTokenizerFiles } from "./tokenizer-files.ts";
import { megabytesOf, naturalTexts } from "./tokenizer-texts.ts";

const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
try {
  const natural = await naturalTexts();
  const vocabulary = await writeTokenizerFiles(folder, natural);
  const { files } = await loadTokenizer(folder);
  let seed = 1;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const characters = (from: number, count: number, length: number): string =>
    Array.from({ length }, () => String.fromCodePoint(from + random(count))).join("");
  const inputs: Readonly<Record<string, string>> = {
    "natural text": natural.texts.join("\n").slice(0, 1_000_000),
    "one letter": "a".repeat(1_000_000),
    "random bytes": Buffer.from(Uint8Array.from({ length: 1_000_000 }, () => random(256))).toString("latin1"),
    emoji: characters(0x1f600, 80, 250_000),
    "one word of CJK": characters(0x4e00, 8000, 333_333),
  };
  const seen = new RobertaTokenizer(files);
  const side = (text: string, tokenizerFor: () => RobertaTokenizer) => async (): Promise<PeerResult> => {
    const tokenizer = tokenizerFor();
    const started = performance.now();
    const { ids } = tokenizer.encode(text);
    return { seconds: (performance.now() - started) / 1000, result: Math.sign(ids.length) };
  };
  const known: string = "natural text, words known";
  const naturalText = inputs["natural text"]!;
  const sides = Object.entries(inputs).map(
    ([name, text]) => [name, side(text, () => new RobertaTokenizer(files))] as const,
  );
  const timings = await compare(
    { [known]: side(naturalText, () => seen), ...Object.fromEntries(sides) },
    Number(process.env["ROUNDS"] ?? 5),
  );
  const perByte = (name: string): number =>
    timings[name]!.minimum / (megabytesOf([inputs[name] ?? naturalText]) * 1e6);
  const figures: Record<string, number> = {};
  for (const name of [known, ...Object.keys(inputs)]) {
    figures[`${name}: ns a byte`] = perByte(name) * 1e9;
    if (name.startsWith("natural")) continue;
    figures[`${name}: times natural text`] = perByte(name) / perByte("natural text");
    figures[`${name}: times natural text, words known`] = perByte(name) / perByte(known);
  }
  reportBenchmark("tokenizer-worst-case", `a megabyte of one kind in one text, ${vocabulary}`, figures);
} finally {
  await rm(folder, { recursive: true, force: true });
}
