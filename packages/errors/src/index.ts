export { formatError } from "./format-error.ts";
export { LukeError, type LukeErrorInit } from "./luke-error.ts";
