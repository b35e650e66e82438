import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findChromium, openInChromium } from "../packages/test-kit/src/open-in-chromium.ts";

interface Report {
  readonly error?: string;
  readonly adapter?: string;
  readonly results?: readonly { readonly name: string; readonly difference: number }[];
}

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const chromium = findChromium();
if (chromium === undefined) console.warn("the page on WebGPU is not tested: there is no Chromium here");

test.skipIf(chromium === undefined)(
  "the page of the WebGPU benchmark opens in Chromium; there the shaders are their definitions",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "lukejs-page-"));
    const page = join(folder, "index.html");
    const build = spawnSync(process.execPath, [join(root, "benchmarks", "web-gpu", "build.mjs"), page]);
    expect(build.stderr.toString()).toBe("");
    const bytes = readFileSync(page);
    rmSync(folder, { recursive: true });
    const { adapter, results, error } = (await openInChromium(chromium!, {
      answer: (path) => (path === "/" ? bytes : undefined),
      query: "&tokens=",
      timeout: 110_000,
    })) as Report;
    expect(error).toBeUndefined();
    expect(adapter).toMatch(/./);
    expect(results).toHaveLength(4);
    for (const { name, difference } of results!) expect(difference, name).toBeLessThan(1e-4);
  },
  120_000,
);
