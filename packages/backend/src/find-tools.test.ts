import { chmod, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findTools, missingTools } from "./find-tools.ts";

async function pathWith(programs: Record<string, string>): Promise<NodeJS.ProcessEnv> {
  const folder = await mkdtemp(join(tmpdir(), "luke-path-"));
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  return { PATH: folder };
}

test("every tool hidden from PATH is named", async () => {
  expect(missingTools(await pathWith({}))).toEqual(
    expect.arrayContaining(["python 3 with pip", "a C++ compiler (g++ or clang++)", "make"]),
  );
});

test("a lone missing compiler is the only one named", async () => {
  const environment = await pathWith({ python3: "exit 0", make: "exit 0" });
  expect(missingTools(environment).filter((name) => name !== "npm")).toEqual([
    "a C++ compiler (g++ or clang++)",
  ]);
});

test("a python without pip is not enough, but another one may have it", async () => {
  const tools = { "g++": "exit 0", make: "exit 0" };
  const without = await findTools(await pathWith({ ...tools, python3: "exit 1" }));
  expect(without.missing).toContain("pip for python 3");
  expect(without.tools).toBeUndefined();
  const environment = await pathWith({ ...tools, python3: "exit 1", python: "exit 0" });
  const second = await findTools(environment);
  expect(second.missing).not.toContain("pip for python 3");
});

test("CXX names the compiler", async () => {
  const environment = await pathWith({ python3: "exit 0", make: "exit 0", "my-cc": "exit 0" });
  expect(missingTools({ ...environment, CXX: "my-cc" }).filter((name) => name !== "npm")).toEqual([]);
});
