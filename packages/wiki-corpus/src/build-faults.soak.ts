/** Builds that are killed again and again, at any moment: while they start, read, parse, write or close. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { folderDigest } from "@lukejs/test-kit";
import { expect, test } from "vitest";
import { buildCorpus } from "./build-corpus.ts";

const partBytes = 1 << 18;
const pages = Array.from(
  { length: 600 },
  (_, i) =>
    `<page><title>P${i}</title><ns>0</ns><id>${i + 1}</id><revision><id>${i}</id><text>${`[[P${i + 1}|next]] {{lang|pt|${i * i}}}. `.repeat(400)}</text></revision></page>`,
);
const xml = Buffer.from(`<mediawiki xml:lang="en">${pages.join("\n")}</mediawiki>`);
const bzip2 = spawnSync("bzip2", ["-c1"], { input: xml, maxBuffer: 1 << 28 });

const dumps = new Map<string, Uint8Array>([
  ["xml", xml],
  ["xml.gz", gzipSync(xml)],
  ...(bzip2.status === 0 ? [["xml.bz2", bzip2.stdout] as const] : []),
]);

test.each([...dumps])(
  "a build of .%s that is killed at random moments ends in the same bytes",
  async (ending, bytes) => {
    const folder = await mkdtemp(join(tmpdir(), "lukejs-kill-"));
    try {
      const path = join(folder, `dump.${ending}`);
      const out = join(folder, "killed");
      await writeFile(path, bytes);
      await buildCorpus(path, join(folder, "whole"), { partBytes });
      const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
      const module = new URL("./build-corpus.ts", import.meta.url).href;
      const code = `import { buildCorpus } from ${JSON.stringify(module)}; await buildCorpus(${JSON.stringify(path)}, ${JSON.stringify(out)}, ${JSON.stringify({ partBytes })});`;
      const args = ["--conditions=@lukejs/source", "--import", tsx, "--input-type=module", "-e", code];
      let kills = 0;
      for (; !existsSync(join(out, "corpus.json")); kills++) {
        const build = spawn(process.execPath, args, { stdio: "ignore" });
        const timer = setTimeout(() => build.kill("SIGKILL"), 500 + (2500 + 250 * kills) * Math.random());
        await once(build, "close");
        clearTimeout(timer);
        expect(kills).toBeLessThan(200);
      }
      process.stdout.write(`.${ending}: killed ${kills} times at most\n`);
      await buildCorpus(path, out, { partBytes });
      expect(await folderDigest(out)).toBe(await folderDigest(join(folder, "whole")));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
