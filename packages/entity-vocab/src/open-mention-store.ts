import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { cannotReadMentions } from "./errors.ts";
import {
  linkProbabilityOf,
  type MentionCandidate,
  type MentionFilter,
  type MentionRow,
  MentionTable,
  type MentionTableInfo,
} from "./mention-table.ts";
import { normalizeName } from "./name-scanner.ts";
import { openLmdb, type StoredName, type StoreHeader, storeKey, storeVersion } from "./open-lmdb.ts";
import type { PageLink } from "./read-page-links.ts";

/** A mention table on disk. */
export interface MentionStore {
  readonly info: MentionTableInfo;
  /** Names in the table. */
  readonly size: number;
  /** As {@link MentionTable.candidates}. */
  candidates(name: string, filter?: MentionFilter): readonly MentionCandidate[];
  /** What a page links to, if the table was built with the links of pages; undefined for a page without links. */
  pageLinks(title: string): readonly PageLink[] | undefined;
  /**
   * The names under which a page links to entities, for finding them in text about it as the paper's appendix C does; a name
   * that leads to two entities there is left out.
   */
  pageTable(title: string): MentionTable;
  close(): Promise<void>;
}

/**
 * Opens what {@link buildMentionStore} wrote.
 *
 * @param folder the folder of the table
 * @throws LukeError VOC006 where it is missing, cut off or of another version, VOC009 without the package lmdb
 */
export async function openMentionStore(folder: string): Promise<MentionStore> {
  const lmdb = await openLmdb();
  const path = join(folder, "mentions.lmdb");
  const header = await readHeader(path);
  const info = header.info as MentionTableInfo;
  const root = lmdb.open({ path, noSubdir: false, readOnly: true, maxDbs: 2 });
  const names = root.openDB<StoredName, string>({ name: "names" });
  const pages = root.openDB<readonly (string | number)[], string>({ name: "pages" });
  const nameOf = (name: string) => names.get(storeKey(normalizeName(name, info.normalization)));

  const store: MentionStore = {
    info,
    size: header.names,
    candidates(name, filter = {}) {
      const { minLinkProbability = 0, maxCandidates = Infinity } = filter;
      const stored = nameOf(name);
      if (stored === undefined) return [];
      const places = (filter.linkProbability ?? info.linkProbability) === "pages" ? stored[2] : stored[1];
      const linkProbability = linkProbabilityOf(stored[0], places);
      const candidates: MentionCandidate[] = [];
      if (linkProbability < minLinkProbability) return candidates;
      for (let i = 3; i < stored.length && candidates.length < maxCandidates; i += 2) {
        const count = stored[i + 1] as number;
        candidates.push({ title: stored[i] as string, count, prior: count / stored[0], linkProbability });
      }
      return candidates;
    },
    pageLinks(title) {
      const stored = pages.get(storeKey(title));
      if (stored === undefined) return undefined;
      const links: PageLink[] = [];
      for (let i = 0; i < stored.length; i += 3) {
        const [mention, title, count] = stored.slice(i, i + 3) as [string, string, number];
        links.push({ mention, title, count });
      }
      return links;
    },
    pageTable(title) {
      const rows = new Map<string, MentionRow | null>();
      for (const { mention, title: target, count } of store.pageLinks(title) ?? []) {
        const stored = nameOf(mention);
        if (stored === undefined) continue; // dropped from the table
        const name = normalizeName(mention, info.normalization);
        const known = rows.get(name);
        const [nameLinks, nameOccurrences, namePages] = stored;
        if (known === undefined)
          rows.set(name, { name, title: target, count, nameLinks, nameOccurrences, namePages });
        else if (known?.title === target) rows.set(name, { ...known, count: known.count + count });
        else rows.set(name, null);
      }
      return new MentionTable(
        [...rows.values()].filter((row) => row !== null),
        info,
      );
    },
    close: () => root.close(),
  };
  return store;
}

async function readHeader(path: string): Promise<StoreHeader> {
  let header: StoreHeader;
  try {
    header = JSON.parse(await readFile(join(path, "store.json"), "utf8")) as StoreHeader;
  } catch (cause) {
    throw cannotReadMentions(path, "there is no store, or it is not whole", cause);
  }
  if (header.format !== "lukejs-mentions" || header.version !== storeVersion)
    throw cannotReadMentions(path, `it has version ${header.version}, expected ${storeVersion}`);
  const bytes = await stat(join(path, "data.mdb")).then(
    ({ size }) => size,
    () => 0,
  );
  if (bytes !== header.bytes)
    throw cannotReadMentions(path, `data.mdb has ${bytes} bytes, expected ${header.bytes}`);
  return header;
}
