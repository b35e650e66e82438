import { openAsBlob } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createRepo, repoExists, uploadFiles } from "@huggingface/hub";
import { fileUnreadable, uploadFailed, weightsMissing } from "../errors.ts";

export interface UploadOptions {
  /** A token that may write. */
  readonly token: string;
  /** The branch that the files are committed to; "main" unless told. */
  readonly branch?: string;
  /** Of a repository that is made for it; it is private unless told. */
  readonly visibility?: "public" | "private";
  readonly message?: string;
  /** Another hub than Hugging Face's. */
  readonly hubUrl?: string;
  readonly fetch?: typeof fetch;
  readonly signal?: AbortSignal;
}

/**
 * Uploads the files of a saved folder to a repository of the hub in one commit, which is made if there is none; folders
 * inside are left out. Large files are read as they go, never as a whole.
 *
 * @param repository - "owner/name"
 * @returns the address of the commit
 * @throws LukeError MOD006 (no such folder), MOD007 (no weights in it), MOD019 (the hub refused, or no connection)
 */
export async function uploadCheckpoint(
  folder: string,
  repository: string,
  options: UploadOptions,
): Promise<string> {
  const { token, branch = "main", visibility = "private", message, hubUrl, signal } = options;
  let names: string[];
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    names = entries
      .flatMap((entry) => (entry.isDirectory() || entry.name.startsWith(".") ? [] : [entry.name]))
      .sort();
  } catch (cause) {
    throw fileUnreadable(folder, cause);
  }
  const wanted = ["config.json", "model.safetensors", "model.safetensors.index.json"];
  if (!names.includes("config.json") || !wanted.slice(1).some((name) => names.includes(name))) {
    throw weightsMissing(folder, wanted);
  }
  const hub = {
    repo: repository,
    accessToken: token,
    ...(hubUrl === undefined ? {} : { hubUrl }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  };
  try {
    if (!(await repoExists(hub))) await createRepo({ ...hub, visibility });
    const files = await Promise.all(
      names.map(async (name) => ({ path: name, content: await openAsBlob(join(folder, name)) })),
    );
    const uploaded = await uploadFiles({
      ...hub,
      files,
      branch,
      commitTitle: message ?? `Add ${names.length} files`,
      ...(signal === undefined ? {} : { abortSignal: signal }),
    });
    return uploaded?.commit.url ?? repository;
  } catch (cause) {
    signal?.throwIfAborted();
    throw uploadFailed(folder, repository, cause);
  }
}
