import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { missingFile } from "./errors.ts";
import { openTokenizer } from "./open-tokenizer.ts";
import type { RobertaTokenizerOptions } from "./roberta-options.ts";
import type { RobertaTokenizer } from "./roberta-tokenizer.ts";

/**
 * Reads a tokenizer from a folder as Hugging Face writes them, see openTokenizer.
 *
 * @param options what to set other than the files say
 * @throws LukeError what openTokenizer throws
 */
export function loadTokenizer(
  folder: string,
  options: RobertaTokenizerOptions = {},
): Promise<RobertaTokenizer> {
  const nameOf = (file: string): string => join(folder, file);
  const text = async (file: string): Promise<string | undefined> => {
    try {
      return await readFile(nameOf(file), "utf8");
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw missingFile(nameOf(file), cause);
    }
  };
  return openTokenizer({ nameOf, text }, options);
}
