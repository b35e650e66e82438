import { spawn } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const tools = dirname(fileURLToPath(import.meta.url));

/** Runs a script that may import bootstrap.mjs as `bootstrap`; resolves when it ends. */
async function run(
  script: string,
  onOutput: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<{ code: number | null; stdout: string }> {
  const child = spawn(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import * as bootstrap from ${JSON.stringify(join(tools, "bootstrap.mjs"))};\n${script}`,
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    onOutput(chunk.toString(), (signal) => child.kill(signal));
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout };
}

test("a command's exit code and output are passed through", async () => {
  expect(
    await run(
      `process.exitCode = await bootstrap.runNode(["-e", "console.log('out'); process.exit(2)"], process.env);`,
    ),
  ).toEqual({ code: 2, stdout: "out\n" });
});

test("SIGTERM and SIGINT reach the command, which decides how it ends", async () => {
  const command = `
    process.on("SIGTERM", () => process.exit(7));
    process.on("SIGINT", () => process.exit(8));
    setTimeout(() => process.exit(1), 20000);
    console.log("ready")`;
  const script = `process.exitCode = await bootstrap.runNode(["-e", ${JSON.stringify(command)}], process.env);`;
  expect(await run(script, (_, kill) => kill("SIGTERM"))).toMatchObject({ code: 7 });
  expect(await run(script, (_, kill) => kill("SIGINT"))).toMatchObject({ code: 8 });
});

test("a command killed by a signal ends with the code a shell would give", async () => {
  const script = `process.exitCode = await bootstrap.runNode(["-e", "process.kill(process.pid, 'SIGKILL')"], process.env);`;
  expect(await run(script)).toMatchObject({ code: 137 });
});

test("TypeScript runs with siblings resolved from source, from any folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "luke-tools-"));
  await writeFile(join(folder, "x.mts"), "const n: number = 3; console.log(n, process.execArgv[0]);");
  expect(
    await run(
      `process.exitCode = await bootstrap.runNode([...bootstrap.sourceFlags(), "x.mts"], process.env, ${JSON.stringify(folder)});`,
    ),
  ).toEqual({ code: 0, stdout: "3 --conditions=@lukejs/source\n" });
});
