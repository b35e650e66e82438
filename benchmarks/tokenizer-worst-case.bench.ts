/**
 * Claim: time is linear in the text whatever it holds: a megabyte of one letter, of random bytes, of emoji or of one "word" of
 * Chinese characters takes at most 5 times as long for each byte as natural text.
 *
 * Method: new tokenizers each time, so that no word is known yet; interleaved; medians, nanoseconds for a byte of UTF-8.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RobertaTokenizer } from "@lukejs/tokenizer";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import { compare } from "./compare.ts";
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
  const seconds: Record<string, number> = {};
  for (const [name, text] of Object.entries(inputs)) {
    const { ours } = await compare(
      {
        ours: async () => {
          const tokenizer = new RobertaTokenizer(files);
          const started = performance.now();
          const { ids } = tokenizer.encode(text);
          return { seconds: (performance.now() - started) / 1000, result: ids.length };
        },
      },
      Number(process.env["ROUNDS"] ?? 5),
    );
    seconds[name] = ours.median / (megabytesOf([text]) * 1e6);
  }
  const figures: Record<string, number> = {};
  for (const [name, each] of Object.entries(seconds)) {
    figures[`${name}: ns a byte`] = each * 1e9;
    if (name !== "natural text") figures[`${name}: times natural text`] = each / seconds["natural text"]!;
  }
  reportBenchmark("tokenizer-worst-case", `a megabyte of one kind in one text, ${vocabulary}`, figures);
} finally {
  await rm(folder, { recursive: true, force: true });
}
