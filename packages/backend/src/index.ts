export { cacheFolder } from "./cache-folder.ts";
export type { Runtime, RuntimeDevice, RuntimeFile, RuntimeManifest } from "./runtime-manifest.ts";
export { readRuntime, runtimeFolder } from "./runtime-manifest.ts";
export { type BackendInfo, type BackendPreference, useBackend } from "./use-backend.ts";
