import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database, RootDatabase } from "lmdb";
import { cannotWriteMentions } from "./errors.ts";
import type { MentionRow } from "./mention-table.ts";
import { openLmdb, type StoreHeader, storeKey, storeVersion } from "./open-lmdb.ts";
import { mentionInfo, mentionRows } from "./parse-mention-table.ts";
import { withMentions } from "./read-mention-table.ts";
import { pageLinkFile, readPageLinks } from "./read-page-links.ts";

/**
 * Puts a table into an LMDB database beside it, `mentions.lmdb`, that is looked up without being read: for processes that
 * start often, and tables larger than memory. The links of pages go with it where `page-links.parquet` lies beside.
 *
 * @param folder a folder with `mentions.parquet`
 * @throws LukeError VOC006 where there is no table, VOC008 where it cannot be written, VOC009 without the package lmdb
 */
export async function buildMentionStore(folder: string): Promise<void> {
  const lmdb = await openLmdb();
  const path = join(folder, "mentions.lmdb");
  const part = `${path}.part`;
  await withMentions(folder, async ({ file, metadata }) => {
    const info = mentionInfo(metadata);
    await rm(part, { recursive: true, force: true });
    try {
      await mkdir(part, { recursive: true });
      const root = lmdb.open({ path: part, noSubdir: false, noSync: true, maxDbs: 2 });
      const names = await writeNames(root, mentionRows(file, metadata));
      await writePageLinks(root, pageLinkFile(folder));
      await root.close();
      const { size: bytes } = await stat(join(part, "data.mdb"));
      const header: StoreHeader = { format: "lukejs-mentions", version: storeVersion, bytes, names, info };
      await writeFile(join(part, "store.json"), `${JSON.stringify(header)}\n`);
      await rm(path, { recursive: true, force: true });
      await rename(part, path);
    } catch (cause) {
      await rm(part, { recursive: true, force: true });
      throw cannotWriteMentions(path, cause);
    }
  });
}

async function writeNames(root: RootDatabase, groups: AsyncIterable<readonly MentionRow[]>): Promise<number> {
  const batch = new Batch(root, root.openDB({ name: "names" }));
  let name: string | undefined;
  let value: (string | number)[] = [];
  let names = 0;
  const put = () => {
    if (name === undefined) return;
    batch.put(storeKey(name), value);
    names++;
  };
  for await (const rows of groups) {
    for (const row of rows) {
      if (row.name !== name) {
        put();
        name = row.name;
        value = [row.nameLinks, row.nameOccurrences, row.namePages];
      }
      value.push(row.title, row.count);
    }
  }
  put();
  batch.flush();
  return names;
}

async function writePageLinks(root: RootDatabase, file: string): Promise<void> {
  const batch = new Batch(root, root.openDB({ name: "pages" }));
  for await (const { page, links } of readPageLinks(file)) {
    batch.put(
      storeKey(page),
      links.flatMap(({ mention, title, count }) => [mention, title, count]),
    );
  }
  batch.flush();
}

/** Many writes to a transaction. */
class Batch {
  readonly #root: RootDatabase;
  readonly #database: Database<readonly (string | number)[], string>;
  #pending: [key: string, value: readonly (string | number)[]][] = [];

  constructor(root: RootDatabase, database: Database<readonly (string | number)[], string>) {
    this.#root = root;
    this.#database = database;
  }

  put(key: string, value: readonly (string | number)[]): void {
    this.#pending.push([key, value]);
    if (this.#pending.length === 10_000) this.flush();
  }

  flush(): void {
    this.#root.transactionSync(() => {
      for (const [key, value] of this.#pending) this.#database.putSync(key, value);
    });
    this.#pending = [];
  }
}
