import { createHash } from "node:crypto";
import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { getHFHubCachePath } from "@huggingface/hub";
import { downloadFailed, weightsMissing } from "../errors.ts";
import { type DownloadOptions, downloadFile } from "./download-file.ts";
import { fetchRepository } from "./fetch-repository.ts";

export interface FetchOptions extends DownloadOptions {
  /** Where downloads stay; Hugging Face's cache unless told, which Python shares. */
  readonly cacheDir?: string;
  /** Branch, tag or commit of a repository; "main" unless told. */
  readonly revision?: string;
  /** Take what the cache has and ask nobody. */
  readonly offline?: boolean;
  /** Another hub than Hugging Face's. */
  readonly hubUrl?: string;
  /** A token for repositories that are not public. */
  readonly token?: string;
}

/** Besides config.json and weights, what may lie at an address that cannot be listed. */
const companions: readonly string[] = [
  "vocab.json",
  "merges.txt",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "added_tokens.json",
  "entity_vocab.json",
  "sentencepiece.bpe.model",
];

/**
 * The local folder (or archive) of a checkpoint that is named by a folder, an http(s) address of a folder or of a
 * .tar.gz archive, or the id of a Hugging Face repository ("studio-ousia/luke-base"). Downloads are resumed, checked where
 * the hub tells a checksum, and kept.
 *
 * @throws LukeError MOD016 (not to be had), MOD007 (no weights there)
 */
export async function fetchCheckpoint(source: string, options: FetchOptions = {}): Promise<string> {
  const local = await stat(source).catch(() => undefined);
  if (local !== undefined) return source;
  const cacheDir = options.cacheDir ?? getHFHubCachePath();
  if (/^https?:\/\//.test(source)) return fetchAddress(source, cacheDir, options);
  if (!/^[\w.-]+\/[\w.-]+$/.test(source)) {
    throw downloadFailed(
      source,
      "it is no folder here, no http(s) address and no repository id (owner/name)",
    );
  }
  return fetchRepository(source, cacheDir, options);
}

async function fetchAddress(source: string, cacheDir: string, options: FetchOptions): Promise<string> {
  const base = source.replace(/\/+$/, "");
  const key = createHash("sha256").update(base).digest("hex").slice(0, 16);
  const folder = join(cacheDir, "addresses", `${basename(new URL(base).pathname)}-${key}`);
  if (/\.(tar|tar\.gz|tgz)$/.test(base)) {
    const path = join(folder, basename(new URL(base).pathname));
    if (await exists(path)) return path;
    if (options.offline === true)
      throw downloadFailed(source, "it is not in the cache, and offline was asked for");
    if (!(await downloadFile(base, path, {}, options))) throw downloadFailed(source, "there is no such file");
    return path;
  }
  const complete = join(folder, ".complete");
  if (await exists(complete)) return folder;
  if (options.offline === true)
    throw downloadFailed(source, "it is not in the cache, and offline was asked for");
  const get = (name: string): Promise<boolean> =>
    downloadFile(`${base}/${name}`, join(folder, name), {}, options);
  if (!(await get("config.json"))) throw downloadFailed(source, "it has no config.json");
  if (!(await get("model.safetensors"))) {
    if (await get("model.safetensors.index.json")) {
      const index = JSON.parse(await readFile(join(folder, "model.safetensors.index.json"), "utf8"));
      for (const name of new Set(Object.values(index.weight_map ?? {}).map(String))) {
        if (name !== basename(name) || !(await get(name))) throw downloadFailed(source, `it has no ${name}`);
      }
    } else if (!(await get("pytorch_model.bin"))) {
      throw weightsMissing(source, [
        "model.safetensors",
        "model.safetensors.index.json",
        "pytorch_model.bin",
      ]);
    }
  }
  for (const name of companions) await get(name);
  await writeFile(`${complete}.tmp`, "");
  await rename(`${complete}.tmp`, complete);
  return folder;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
