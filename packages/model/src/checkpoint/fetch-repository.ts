import { copyFile, mkdir, readFile, rename, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { listFiles, modelInfo } from "@huggingface/hub";
import { downloadFailed } from "../errors.ts";
import { downloadFile } from "./download-file.ts";
import type { FetchOptions } from "./fetch-checkpoint.ts";

interface RepositoryFile {
  readonly path: string;
  readonly size: number;
  readonly oid: string;
  readonly lfs?: { readonly oid: string };
}

/**
 * Downloads a repository of the hub into `cacheDir` in the layout of Hugging Face's cache (blobs, snapshots, refs),
 * which Python's huggingface_hub shares, and returns the snapshot's folder. Of the weights one format is taken.
 *
 * @throws LukeError MOD016
 */
export async function fetchRepository(id: string, cacheDir: string, options: FetchOptions): Promise<string> {
  const { revision = "main", hubUrl = "https://huggingface.co", token, fetch: request } = options;
  const storage = join(cacheDir, `models--${id.replace("/", "--")}`);
  const reference = join(storage, "refs", ...revision.split("/"));
  if (options.offline === true) {
    const commit = await readFile(reference, "utf8").catch(() => revision);
    const snapshot = join(storage, "snapshots", commit);
    if (await exists(join(snapshot, "config.json"))) return snapshot;
    throw downloadFailed(`${id} (${revision})`, "it is not in the cache, and offline was asked for");
  }
  const hub = {
    hubUrl,
    ...(request === undefined ? {} : { fetch: request }),
    ...(token === undefined ? {} : { accessToken: token }),
  };
  let commit: string;
  const files: RepositoryFile[] = [];
  try {
    ({ sha: commit } = await modelInfo({ ...hub, name: id, revision, additionalFields: ["sha"] }));
    for await (const entry of listFiles({ ...hub, repo: id, revision: commit, recursive: false })) {
      if (entry.type === "file") files.push(entry as RepositoryFile);
    }
  } catch (cause) {
    throw downloadFailed(`${id} (${revision})`, String((cause as Error).message ?? cause), cause);
  }
  const snapshot = join(storage, "snapshots", commit);
  // config.json last: where it is, the snapshot is complete.
  const wanted = chooseFiles(files).sort(
    (a, b) => Number(a.path === "config.json") - Number(b.path === "config.json"),
  );
  for (const file of wanted) {
    const link = join(snapshot, file.path);
    if (await exists(link)) continue;
    const etag = file.lfs?.oid ?? file.oid;
    if (!/^[0-9a-f]{40,64}$/.test(etag))
      throw downloadFailed(id, `${file.path} has no checksum, but "${etag}"`);
    const blob = join(storage, "blobs", etag);
    if (!(await exists(blob))) {
      const url = `${hubUrl}/${id}/resolve/${commit}/${encodeURIComponent(file.path)}`;
      const checksum = { kind: file.lfs === undefined ? "git" : "sha256", hex: etag } as const;
      const headers =
        token === undefined ? options.headers : { ...options.headers, authorization: `Bearer ${token}` };
      if (!(await downloadFile(url, blob, { size: file.size, checksum }, { ...options, headers }))) {
        throw downloadFailed(url, "there is no such file");
      }
    }
    await mkdir(dirname(link), { recursive: true });
    // Not everyone may make links on Windows.
    await symlink(relative(dirname(link), blob), link).catch(() => copyFile(blob, link));
  }
  await mkdir(dirname(reference), { recursive: true });
  await writeFile(`${reference}.tmp`, commit);
  await rename(`${reference}.tmp`, reference);
  return snapshot;
}

/** All files but weights of formats that are not read, or stand beside safetensors; names that are plain. */
function chooseFiles(files: readonly RepositoryFile[]): RepositoryFile[] {
  const safe = files.some(({ path }) => /^model\.safetensors(\.index\.json)?$/.test(path));
  return files.filter(
    ({ path }) =>
      /^[\w][\w.-]*$/.test(path) &&
      !/\.(h5|msgpack|onnx|ot|pt|pth|md)$/.test(path) &&
      !(safe && (path.endsWith(".bin") || path === "pytorch_model.bin.index.json")),
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
