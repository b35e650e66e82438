import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { doctor } from "./doctor.ts";
import { formatDoctor } from "./format-doctor.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("on wasm the doctor names versions, memory and cache, and how to become faster", async () => {
  const cache = await mkdtemp(join(tmpdir(), "luke-cache-"));
  vi.stubEnv("LUKE_BACKEND", "");
  vi.stubEnv("LUKE_CACHE", cache);
  vi.stubEnv("LUKE_SETUP_COMMAND", "npm run luke -- setup");
  const report = await doctor();
  expect(report).toMatchObject({
    backend: { name: "wasm" },
    versions: { node: process.versions.node, tfjs: "4.22.0" },
    cache: { folder: cache, bytes: 0 },
    precision: ["float32"],
  });
  expect(report.memory.total).toBeGreaterThanOrEqual(report.memory.available);
  expect(report.remedies).toHaveLength(1);
  expect(report.remedies[0]!.fix).toMatch(/npm run luke -- setup$/);
  const text = formatDoctor(report);
  expect(text).toMatch(/^backend +WebAssembly/);
  expect(text).toContain("  → ");
});

test("a forced backend that cannot start is the doctor's finding, not its failure", async () => {
  vi.stubEnv("LUKE_BACKEND", "native-gpu");
  vi.stubEnv("LUKE_CACHE", await mkdtemp(join(tmpdir(), "luke-cache-")));
  const report = await doctor();
  expect(report.backend).toBeUndefined();
  expect(report.remedies[0]).toMatchObject({ severity: "error" });
  expect(formatDoctor(report)).toMatch(/^backend\s+none \(forced by LUKE_BACKEND\)/);
});
