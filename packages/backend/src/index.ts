export { cacheFolder } from "./cache-folder.ts";
export type { Runtime, RuntimeDevice, RuntimeFile, RuntimeManifest } from "./runtime-manifest.ts";
export { readRuntime, runtimeFolder } from "./runtime-manifest.ts";
export { type SetUpOptions, type SetUpProgress, type SetUpResult, setUpRuntime } from "./set-up-runtime.ts";
export { type BackendInfo, type BackendPreference, useBackend } from "./use-backend.ts";
