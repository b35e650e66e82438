import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileModule, modulePath } from "../../tools/build-wasm.ts";
import { kernelsWasm } from "./kernels.wasm.ts";

test("the committed module is what assembly/ compiles to", async () => {
  expect(await compileModule()).toBe(readFileSync(modulePath, "utf8"));
});

test("the module holds no data, which would land in the shared heap", () => {
  const bytes = Buffer.from(kernelsWasm, "base64");
  const sections: number[] = [];
  for (let at = 8; at < bytes.length; ) {
    sections.push(bytes[at++]!);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    at += size;
  }
  expect(sections).not.toContain(11);
});
