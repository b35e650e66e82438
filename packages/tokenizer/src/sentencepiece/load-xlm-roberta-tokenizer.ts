import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { missingFile } from "../errors.ts";
import { openXlmRobertaTokenizer, sentencePieceFile } from "./open-xlm-roberta-tokenizer.ts";
import type { XlmRobertaTokenizer } from "./xlm-roberta-tokenizer.ts";

/**
 * Reads XLM-R's tokenizer from a Hugging Face folder, see openXlmRobertaTokenizer.
 *
 * @throws LukeError TOK006 a file cannot be read · TOK007 it is not JSON · and what XlmRobertaTokenizer throws
 */
export async function loadXlmRobertaTokenizer(folder: string): Promise<XlmRobertaTokenizer> {
  const nameOf = (file: string): string => join(folder, file);
  const read = async (file: string): Promise<Buffer | undefined> => {
    try {
      return await readFile(nameOf(file));
    } catch (cause) {
      if (file !== sentencePieceFile && (cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw missingFile(nameOf(file), cause);
    }
  };
  return openXlmRobertaTokenizer({
    nameOf,
    text: async (file) => (await read(file))?.toString("utf8"),
    bytes: async (file) => {
      const bytes = await read(file);
      return bytes && { size: bytes.length, read: async () => new Uint8Array(bytes), close: async () => {} };
    },
  });
}
