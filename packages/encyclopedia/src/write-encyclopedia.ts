import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import BZip2 from "bzip2-wasm";
import {
  type EncyclopediaCounts,
  type EncyclopediaOptions,
  generateEncyclopedia,
} from "./generate-encyclopedia.ts";

/** Paths of what was written. */
export interface WrittenEncyclopedia {
  readonly dump: string;
  readonly datasets: string;
  readonly counts: EncyclopediaCounts;
}

/**
 * Writes the bundled world under `directory`: encyclopedia.xml.bz2 and datasets/{open-entity,tacred,conll2003,record,squad}.
 *
 * @throws {RangeError} when the seed is not an unsigned 32-bit integer.
 */
export async function writeEncyclopedia(
  directory: string,
  options: EncyclopediaOptions,
): Promise<WrittenEncyclopedia> {
  const { dumpXml, datasets, counts } = generateEncyclopedia(options);
  const root = join(directory, "datasets");
  const json = async (
    folder: string,
    splits: Readonly<Record<"train" | "dev" | "test", unknown>>,
  ): Promise<void> => {
    await mkdir(join(root, folder), { recursive: true });
    for (const [split, rows] of Object.entries(splits))
      await writeFile(join(root, folder, `${split}.json`), `${JSON.stringify(rows)}\n`);
  };
  await json("open-entity", datasets.openEntity);
  await json("tacred", datasets.tacred);
  await json("record", datasets.record);
  await json("squad", datasets.squad);
  await mkdir(join(root, "conll2003"), { recursive: true });
  await writeFile(join(root, "conll2003", "eng.train"), datasets.conll.train);
  await writeFile(join(root, "conll2003", "eng.testa"), datasets.conll.dev);
  await writeFile(join(root, "conll2003", "eng.testb"), datasets.conll.test);
  const dump = join(directory, "encyclopedia.xml.bz2");
  await writeFile(dump, await compress(new TextEncoder().encode(dumpXml)));
  return { dump, datasets: root, counts };
}

async function compress(bytes: Uint8Array): Promise<Uint8Array> {
  const bzip2 = new BZip2();
  await bzip2.init();
  return bzip2.compress(bytes, 9);
}
