export { expectClose } from "./expect-close.ts";
export { sharedPath } from "./shared-path.ts";
