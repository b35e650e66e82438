import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/**
 * The path of a reference file beside the checkout (`../shared/…`), or undefined where it is absent.
 * Users do not have that folder: a test that needs it is skipped, saying so.
 *
 * @example
 * const cases = sharedPath("fixtures/roberta-bpe/cases-roberta.jsonl");
 * test.skipIf(cases === undefined)("…", () => {});
 */
export function sharedPath(relative: string): string | undefined {
  const path = join(root, "..", "shared", relative);
  return existsSync(path) ? path : undefined;
}
