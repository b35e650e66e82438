import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { encodeSafetensors, httpByteSource, openTensorSource, type TensorData } from "./index.ts";

let server: Server | undefined;
afterEach(() => server?.close());

const file = encodeSafetensors(
  new Map<string, TensorData>([
    [
      "table",
      { dtype: "float32", shape: [1000, 2], values: Float32Array.from({ length: 2000 }, (_, i) => i) },
    ],
    ["bias", { dtype: "float32", shape: [2], values: Float32Array.of(7, 8) }],
  ]),
);

/** A server of `file`; returns its address and the bytes it was asked for. */
async function serve(ranges: boolean): Promise<{ url: string; sent: () => number }> {
  let sent = 0;
  server = createServer((request, response) => {
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    if (request.url !== "/x.safetensors") return void response.writeHead(404).end();
    if (range === null || !ranges) return void response.writeHead(200).end(file);
    const part = file.subarray(Number(range[1]), Number(range[2]) + 1);
    sent += part.length;
    response.writeHead(206, { "content-range": `bytes ${range[1]}-${range[2]}/${file.length}` }).end(part);
  });
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/x.safetensors`, sent: () => sent };
}

test("some rows of a tensor behind http are read without the rest of it", async () => {
  const { url, sent } = await serve(true);
  const opened = await openTensorSource(await httpByteSource(url));
  expect(await opened.readRows("table", 500, 502)).toEqual({
    dtype: "float32",
    shape: [2, 2],
    values: Float32Array.of(1000, 1001, 1002, 1003),
  });
  expect((await opened.read("bias")).values).toEqual(Float32Array.of(7, 8));
  expect((await opened.readRows("table", 3, 3)).shape).toEqual([0, 2]);
  expect(sent()).toBeLessThan(400);
  await expect(opened.readRows("table", 999, 1001)).rejects.toThrow("has no rows 999 to 1001");
  await opened.close();
});

test("a server without ranges, a wrong address and no server are told apart", async () => {
  const { url } = await serve(false);
  await expect(httpByteSource(url)).rejects.toMatchObject({ code: "SFT005" });
  await expect(httpByteSource(`${url}.absent`)).rejects.toMatchObject({ code: "SFT001" });
  await expect(httpByteSource("http://127.0.0.1:1/x")).rejects.toMatchObject({ code: "SFT001" });
});
