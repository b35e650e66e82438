import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { uploadCheckpoint } from "../node.ts";

const weights = Buffer.alloc(200_000, "weights");
const sha256 = createHash("sha256").update(weights).digest("hex");
const token = "hf_token";

let folder: string;
let server: Server;
let hubUrl: string;
let requests: string[];
/** What the hub holds after the commit. */
let committed: Record<string, string>;
let stored: Map<string, Buffer>;
let exists: boolean;
let allowed: boolean;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-upload-"));
  await writeFile(join(folder, "config.json"), '{"model_type":"luke"}');
  await writeFile(join(folder, "model.safetensors"), weights);
  await writeFile(join(folder, ".hidden"), "stays here");
  await mkdir(join(folder, "logs"));
  [requests, committed, stored, exists, allowed] = [[], {}, new Map(), false, true];
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, "http://x");
    requests.push(`${request.method} ${pathname}`);
    const body = await bodyOf(request);
    const json = (value: unknown, status = 200): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    const isUpload = pathname.startsWith("/storage/");
    if (!isUpload && request.headers.authorization !== `Bearer ${token}`)
      return json({ error: "who are you" }, 401);
    if (pathname === "/api/models/a/luke")
      return exists ? json({ id: "a/luke" }) : json({ error: "none" }, 404);
    if (!allowed) return json({ error: "read only" }, 403);
    if (pathname === "/api/repos/create") {
      expect(JSON.parse(body.toString())).toMatchObject({
        name: "luke",
        organization: "a",
        visibility: "private",
      });
      exists = true;
      return json({ url: `${hubUrl}/a/luke`, id: "a/luke" });
    }
    if (pathname === "/api/models/a/luke/preupload/main") {
      const { files } = JSON.parse(body.toString()) as { files: { path: string }[] };
      return json({
        files: files.map(({ path }) => ({
          path,
          uploadMode: path.endsWith(".safetensors") ? "lfs" : "regular",
          shouldIgnore: false,
        })),
      });
    }
    if (pathname === "/a/luke.git/info/lfs/objects/batch") {
      const { objects } = JSON.parse(body.toString()) as { objects: { oid: string; size: number }[] };
      const action = (oid: string) =>
        stored.has(oid) ? {} : { actions: { upload: { href: `${hubUrl}/storage/${oid}`, header: {} } } };
      return json({ transfer: "basic", objects: objects.map((one) => ({ ...one, ...action(one.oid) })) });
    }
    if (isUpload) {
      stored.set(pathname.slice("/storage/".length), body);
      return void response.end();
    }
    if (pathname === "/api/models/a/luke/commit/main") {
      for (const line of body.toString().split("\n")) {
        const { key, value } = JSON.parse(line) as { key: string; value: Record<string, string> };
        if (key === "lfsFile") committed[value["path"]!] = value["oid"]!;
        if (key === "file") committed[value["path"]!] = Buffer.from(value["content"]!, "base64").toString();
      }
      return json({ success: true, commitOid: "c".repeat(40), commitUrl: `${hubUrl}/a/luke/commit/c` });
    }
    json({ error: pathname }, 404);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  hubUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

test("a folder becomes one commit: weights to the large files' storage, the rest beside it", async () => {
  expect(await uploadCheckpoint(folder, "a/luke", { token, hubUrl })).toBe(`${hubUrl}/a/luke/commit/c`);
  expect(committed).toEqual({ "config.json": '{"model_type":"luke"}', "model.safetensors": sha256 });
  expect(stored.get(sha256)?.equals(weights)).toBe(true);
  expect(requests).toContain("POST /api/repos/create");
});

test("a repository that is there is kept, and what it has is not sent again", async () => {
  exists = true;
  stored.set(sha256, weights);
  await uploadCheckpoint(folder, "a/luke", { token, hubUrl });
  expect(requests).not.toContain("POST /api/repos/create");
  expect(requests.filter((request) => request.startsWith("PUT"))).toEqual([]);
  expect(committed["model.safetensors"]).toBe(sha256);
});

test("what the hub refuses is said with what to do, and nothing is committed", async () => {
  allowed = false;
  await expect(uploadCheckpoint(folder, "a/luke", { token, hubUrl })).rejects.toMatchObject({
    code: "MOD019",
    hint: expect.stringContaining("may write"),
  });
  await expect(
    uploadCheckpoint(folder, "a/luke", { token, hubUrl: "http://127.0.0.1:9" }),
  ).rejects.toMatchObject({ code: "MOD019" });
  await rm(join(folder, "model.safetensors"));
  await expect(uploadCheckpoint(folder, "a/luke", { token, hubUrl })).rejects.toMatchObject({
    code: "MOD007",
  });
  await expect(uploadCheckpoint(join(folder, "none"), "a/luke", { token, hubUrl })).rejects.toMatchObject({
    code: "MOD006",
  });
  expect(committed).toEqual({});
});
