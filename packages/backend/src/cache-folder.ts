import { homedir } from "node:os";
import { join, resolve } from "node:path";

/**
 * The per-user folder that projects share: `LUKE_CACHE` if set, otherwise `lukejs` in the platform's cache folder
 * (`$XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches`, `%LOCALAPPDATA%`).
 */
export function cacheFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const { LUKE_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = environment;
  if (LUKE_CACHE) return resolve(LUKE_CACHE);
  if (XDG_CACHE_HOME) return join(resolve(XDG_CACHE_HOME), "lukejs");
  if (platform === "darwin") return join(homedir(), "Library", "Caches", "lukejs");
  if (platform === "win32") return join(LOCALAPPDATA || join(homedir(), "AppData", "Local"), "lukejs");
  return join(homedir(), ".cache", "lukejs");
}
