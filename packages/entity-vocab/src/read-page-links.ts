import { access } from "node:fs/promises";
import { join } from "node:path";
import { readRows } from "./read-rows.ts";

/** Links of a page under one text to one entity. */
export interface PageLink {
  /** As it stands in the page. */
  readonly mention: string;
  readonly title: string;
  readonly count: number;
}

export function pageLinkFile(folder: string): string {
  return join(folder, "page-links.parquet");
}

/** The links of each page, in the order of their titles; none where the table was built without. */
export async function* readPageLinks(
  file: string,
): AsyncGenerator<{ readonly page: string; readonly links: readonly PageLink[] }, void, undefined> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  let page: string | undefined;
  let links: PageLink[] = [];
  for await (const rows of readRows<PageLink & { readonly page: string }>(file)) {
    for (const row of rows) {
      if (row.page !== page) {
        if (page !== undefined) yield { page, links };
        page = row.page;
        links = [];
      }
      links.push({ mention: row.mention, title: row.title, count: row.count });
    }
  }
  if (page !== undefined) yield { page, links };
}
