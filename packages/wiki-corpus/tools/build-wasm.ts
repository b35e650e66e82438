import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Where the compiled module is committed. */
export const modulePath: string = join(folder, "src/bzip2.wasm.ts");

/** Compiles assembly/ and answers the text of the committed file. */
export async function compileModule(): Promise<string> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      "bzip2.ts",
      ...["--outFile", "bzip2.wasm", "--initialMemory", "192", "--runtime", "stub"],
      ...["--enable", "simd", "--enable", "bulk-memory", "-O3", "--noAssert"],
    ],
    {
      readFile: (name: string, base: string) => readSource(join(folder, "assembly", base, name)),
      writeFile: (_name: string, data: Uint8Array | string) => {
        binary = typeof data === "string" ? new TextEncoder().encode(data) : data;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === undefined)
    throw new Error(`asc failed: ${error?.message}\n${stderr.toString()}`);
  return [
    "/** Compiled from assembly/ by tools/build-wasm.ts. */",
    `export const bzip2Wasm: string =\n  "${Buffer.from(binary).toString("base64")}";\n`,
  ].join("\n");
}

function readSource(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(modulePath, await compileModule());
