import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fetchCheckpoint } from "../node.ts";

const commit = "a".repeat(40);
const weights = Buffer.alloc(300_000, "weights of some length");
const contents: Record<string, Buffer> = {
  "config.json": Buffer.from('{"model_type":"luke"}'),
  "model.safetensors": weights,
  "pytorch_model.bin": Buffer.from("the same in another format"),
  "vocab.json": Buffer.from("{}"),
};
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const git = (bytes: Buffer): string =>
  createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");

let server: Server;
let hubUrl: string;
let cacheDir: string;
let requests: string[];
/** Connections to the weights that break after 100 000 bytes. */
let breaks: number;
let served: Buffer;

beforeEach(async () => {
  [requests, breaks, served] = [[], 0, weights];
  cacheDir = await mkdtemp(join(tmpdir(), "luke-cache-"));
  server = createServer((request, response) => {
    const url = new URL(request.url!, "http://x");
    requests.push(`${url.pathname} ${request.headers.range ?? ""}`.trim());
    const json = (value: unknown): void => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    if (url.pathname.startsWith("/api/models/a/luke/revision/")) {
      return json({ _id: "1", id: "a/luke", sha: commit, private: false, downloads: 0, likes: 0 });
    }
    if (url.pathname === `/api/models/a/luke/tree/${commit}`) {
      return json(
        Object.entries(contents).map(([path, bytes]) => ({
          ...{ type: "file", path, size: bytes.length, oid: git(bytes) },
          ...(bytes === weights ? { lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 9 } } : {}),
        })),
      );
    }
    const name = basename(url.pathname);
    const stored = name === "model.safetensors" ? served : contents[name];
    if (stored === undefined || !/^\/(a\/luke\/resolve|plain)\//.test(url.pathname)) {
      return void response.writeHead(404).end();
    }
    const begin = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const part = stored.subarray(begin);
    response.writeHead(begin > 0 ? 206 : 200, { "content-length": part.length });
    if (stored.length > 1000 && breaks > 0) {
      breaks -= 1;
      response.write(part.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 20));
    } else response.end(part);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  hubUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(cacheDir, { recursive: true });
});

test("a repository comes whole through connections that break, and goes on where they broke", async () => {
  breaks = 2;
  const folder = await fetchCheckpoint("a/luke", { cacheDir, hubUrl });
  expect((await readdir(folder)).sort()).toEqual(["config.json", "model.safetensors", "vocab.json"]);
  expect(await readFile(join(folder, "model.safetensors"))).toEqual(weights);
  const ranges = requests.filter((line) => line.includes("model.safetensors"));
  expect(ranges).toHaveLength(3);
  expect(ranges[2]).toMatch(/bytes=\d{5,}-$/);
  // The layout of Hugging Face's cache.
  expect(folder).toBe(join(cacheDir, "models--a--luke", "snapshots", commit));
  expect(await readFile(join(cacheDir, "models--a--luke", "refs", "main"), "utf8")).toBe(commit);
});

test("what is in the cache is not fetched again, and offline nobody is asked", async () => {
  const offline = { cacheDir, hubUrl, offline: true };
  await expect(fetchCheckpoint("a/luke", offline)).rejects.toMatchObject({ code: "MOD016" });
  expect(requests).toEqual([]);
  const folder = await fetchCheckpoint("a/luke", { cacheDir, hubUrl });
  requests = [];
  expect(await fetchCheckpoint("a/luke", { cacheDir, hubUrl })).toBe(folder);
  expect(requests.some((line) => line.includes("resolve"))).toBe(false);
  requests = [];
  expect(await fetchCheckpoint("a/luke", offline)).toBe(folder);
  expect(requests).toEqual([]);
});

test("other bytes than the checksum tells are refused and not kept", async () => {
  served = Buffer.from(weights);
  served[77] = 0;
  await expect(fetchCheckpoint("a/luke", { cacheDir, hubUrl })).rejects.toMatchObject({
    code: "MOD016",
    message: expect.stringContaining(`expected ${sha256(weights)}`),
  });
  expect(await readdir(join(cacheDir, "models--a--luke", "blobs"))).not.toContain(sha256(weights));
  served = weights;
  await fetchCheckpoint("a/luke", { cacheDir, hubUrl });
});

test("an address of a folder gives its files, through connections that break", async () => {
  breaks = 1;
  const folder = await fetchCheckpoint(`${hubUrl}/plain/`, { cacheDir });
  expect(await readFile(join(folder, "model.safetensors"))).toEqual(weights);
  expect((await readdir(folder)).sort()).toEqual([
    ".complete",
    "config.json",
    "model.safetensors",
    "vocab.json",
  ]);
  requests = [];
  expect(await fetchCheckpoint(`${hubUrl}/plain`, { cacheDir, offline: true })).toBe(folder);
  expect(requests).toEqual([]);
});

test("what is not there is told, a folder here is itself", async () => {
  for (const source of ["a/absent", `${hubUrl}/absent`, "no source at all"]) {
    await expect(fetchCheckpoint(source, { cacheDir, hubUrl })).rejects.toMatchObject({ code: "MOD016" });
  }
  expect(await fetchCheckpoint(cacheDir)).toBe(cacheDir);
});
