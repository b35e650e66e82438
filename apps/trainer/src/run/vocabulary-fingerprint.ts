import { createHash } from "node:crypto";

/** A short name of a list of tokens or titles in order of their ids: equal for equal vocabularies, whatever their files. */
export function vocabularyFingerprint(size: number, nameOf: (id: number) => string | undefined): string {
  const hash = createHash("sha256");
  for (let id = 0; id < size; id++) hash.update(`${nameOf(id) ?? ""}\n`);
  return hash.digest("hex").slice(0, 16);
}
