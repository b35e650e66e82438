import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commands } from "../commands/index.ts";
import { createProgram } from "../program.ts";
import { bashCompletion } from "./bash-completion.ts";
import { completionTree } from "./completion-tree.ts";
import { fishCompletion } from "./fish-completion.ts";
import { zshCompletion } from "./zsh-completion.ts";

const tree = completionTree(createProgram(commands));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "luke-completion-"));
  writeFileSync(join(folder, "dump.xml"), "");
  writeFileSync(join(folder, "my notes.txt"), "");
  mkdirSync(join(folder, "corpus"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bash = installed("bash");

test.skipIf(!bash)("bash completes commands, subcommands and options", () => {
  expect(complete("co")).toEqual(["corpus", "convert", "completion"]);
  expect(complete("corpus", "")).toEqual(["build", "finish", "plan", "show", "stats"]);
  expect(complete("corpus", "build", "--out", "x", "--w")).toEqual(["--workers"]);
  expect(complete("--js")).toEqual(["--json"]);
  expect(complete("--json", "corpus", "pl")).toEqual(["plan"]);
});

test.skipIf(!bash)("bash completes the values that options and positions take", () => {
  expect(complete("convert", "--from", "")).toEqual(["hf", "luke", "roberta"]);
  expect(complete("predict", "--model", "corpus", "named")).toEqual(["named-entity-recognition"]);
  expect(complete("completion", "")).toEqual(["bash", "zsh", "fish"]);
  expect(complete("corpus", "build", "--workers", "")).toEqual([]);
});

test.skipIf(!bash)("bash completes folders and files, names with spaces whole", () => {
  expect(complete("corpus", "build", "--out", "")).toEqual(["corpus"]);
  expect(complete("corpus", "build", "dump.xml", "my").sort()).toEqual(["my notes.txt"]);
  expect(complete("corpus", "build", "").sort()).toEqual(["corpus", "dump.xml", "my notes.txt"]);
});

test("every command and every option is in the script of every shell", () => {
  const scripts = [bashCompletion, zshCompletion, fishCompletion].map((write) => write(tree));
  for (const { commands: children, options } of tree) {
    for (const word of [...children.map(({ name }) => name), ...options.map(({ flags }) => flags[0]!)]) {
      for (const script of scripts) expect(script).toContain(word.replace(/^--/, ""));
    }
  }
});

test.each([
  ["zsh", zshCompletion],
  ["fish", fishCompletion],
] as const)("%s reads its script, where it is installed", (shell, write) => {
  if (!installed(shell)) return;
  writeFileSync(join(folder, shell), write(tree));
  execFileSync(shell, ["-n", join(folder, shell)]);
});

/** What bash offers when Tab is pressed after these words. */
function complete(...words: string[]): string[] {
  const script = `${bashCompletion(tree)}
COMP_WORDS=(luke "$@"); COMP_CWORD=$#; _luke
((\${#COMPREPLY[@]})) && printf '%s\\n' "\${COMPREPLY[@]}"; true`;
  const found = execFileSync("bash", ["-c", script, "bash", ...words], { cwd: folder, encoding: "utf8" });
  return found.split("\n").filter((line) => line !== "");
}

function installed(shell: string): boolean {
  try {
    execFileSync(shell, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
