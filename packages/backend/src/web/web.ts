export type { BackendInfo, BackendPreference } from "../use-backend.ts";
export { useBackend } from "./use-web-backend.ts";
