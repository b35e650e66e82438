import { missingTools } from "./find-tools.ts";
import type { BackendInfo } from "./use-backend.ts";

/** The command that prepares the native runtime, as this user types it. */
export function setUpCommand(): string {
  return process.env["LUKE_SETUP_COMMAND"] ?? "npx --package @lukejs/trainer luke setup";
}

/** One line: what runs, what it costs, why it is so, and the command that changes it. */
export function setUpAdvice(
  info: Pick<BackendInfo, "name" | "description">,
  reasons: readonly string[],
): string {
  const better = info.name === "tensorflow" ? "a GPU" : "the native runtime";
  const cost = info.name === "cpu" ? "a hundred times" : "several times";
  // The last reason is the one nearest to what runs; only its first line, the rest is a stack of modules.
  const why = (reasons.at(-1) ?? "").split("\n")[0]!;
  // The trainer's package brings what is compiled for most platforms; set-up itself says where it does not.
  const missing = info.name === "tensorflow" ? [] : missingTools(process.env, { compile: false });
  const install = missing.length > 0 ? `install ${missing.join(" and ")}, then run` : "run";
  return `running on ${info.description}: ${cost} slower than ${better} (${why}); to change that, ${install}: ${setUpCommand()}`;
}
