import { access } from "node:fs/promises";
import { fetchCheckpoint } from "@lukejs/model/node";
import { fileMissing } from "../errors.ts";

/**
 * The local place of a checkpoint named by a folder or file, an http(s) address or a repository id. HF_HUB_OFFLINE=1
 * forbids the network; HF_TOKEN opens repositories that are not public; HF_ENDPOINT names another hub.
 *
 * @throws LukeError CLI001 (no such file, and no address either) · MOD016 (not to be fetched)
 */
export async function findCheckpoint(source: string): Promise<string> {
  const found = await access(source).then(
    () => true,
    () => false,
  );
  if (found) return source;
  if (!/^https?:\/\//.test(source) && !/^\w[\w.-]*\/[\w.-]+$/.test(source)) {
    throw fileMissing("a checkpoint", source, "It may also be an http(s) address or a repository id.");
  }
  const { HF_HUB_OFFLINE, HF_TOKEN, HF_ENDPOINT } = process.env;
  return fetchCheckpoint(source, {
    offline: HF_HUB_OFFLINE === "1",
    ...(HF_TOKEN === undefined ? {} : { token: HF_TOKEN }),
    ...(HF_ENDPOINT === undefined ? {} : { hubUrl: HF_ENDPOINT }),
  });
}
