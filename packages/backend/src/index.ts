export { cacheFolder } from "./cache-folder.ts";
export { checkRuntime, type RuntimeCheck, type RuntimeChecks } from "./check-runtime.ts";
export { type DoctorReport, doctor, type Remedy } from "./doctor.ts";
export { formatDoctor } from "./format-doctor.ts";
export type { Runtime, RuntimeDevice, RuntimeFile, RuntimeManifest } from "./runtime-manifest.ts";
export { readRuntime, runtimeFolder } from "./runtime-manifest.ts";
export { type SetUpOptions, type SetUpProgress, type SetUpResult, setUpRuntime } from "./set-up-runtime.ts";
export { type BackendInfo, type BackendPreference, useBackend } from "./use-backend.ts";
