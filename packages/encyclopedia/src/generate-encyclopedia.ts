import { conll } from "./datasets/conll.ts";
import { gatherMaterial } from "./datasets/material.ts";
import { type OpenEntityRow, openEntity } from "./datasets/open-entity.ts";
import { type RecordEntry, record } from "./datasets/record.ts";
import { type SquadArticle, squad } from "./datasets/squad.ts";
import { type TacredRow, tacred } from "./datasets/tacred.ts";
import { dumpXml } from "./dump/dump-xml.ts";
import { writePages } from "./dump/pages.ts";
import { createRandom } from "./random.ts";
import type { Split } from "./text/splits.ts";
import { buildWorld } from "./world/build-world.ts";

export type { Split } from "./text/splits.ts";

export interface EncyclopediaOptions {
  /** An unsigned 32-bit number; the same seed gives the same bytes. */
  readonly seed: number;
}

export interface EncyclopediaDatasets {
  readonly openEntity: Readonly<Record<Split, readonly OpenEntityRow[]>>;
  readonly tacred: Readonly<Record<Split, readonly TacredRow[]>>;
  /** CoNLL-2003 columns. */
  readonly conll: Readonly<Record<Split, string>>;
  readonly record: Readonly<
    Record<Split, { readonly version: string; readonly data: readonly RecordEntry[] }>
  >;
  readonly squad: Readonly<
    Record<Split, { readonly version: string; readonly data: readonly SquadArticle[] }>
  >;
}

/** What was generated; `bytes` are of the dump, uncompressed. */
export interface EncyclopediaCounts {
  readonly entities: number;
  readonly facts: number;
  readonly articles: number;
  readonly redirects: number;
  readonly links: number;
  readonly bytes: number;
  readonly words: number;
}

export interface Encyclopedia {
  /** A MediaWiki export, schema 0.11. */
  readonly dumpXml: string;
  readonly datasets: EncyclopediaDatasets;
  readonly counts: EncyclopediaCounts;
}

/**
 * The bundled world: a MediaWiki dump and five task datasets made from one table of facts.
 * Test splits hold out sentence patterns and the entities of whole countries, not only sentences.
 *
 * @throws {RangeError} when the seed is not an unsigned 32-bit integer.
 */
export function generateEncyclopedia(options: EncyclopediaOptions): Encyclopedia {
  const { seed } = options;
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw new RangeError(
      `Cannot generate the encyclopedia: the seed is ${seed}, expected an integer from 0 to 4294967295`,
    );
  const world = buildWorld();
  const pages = writePages(world, seed);
  const xml = dumpXml(pages, seed);
  const material = gatherMaterial(world);
  const random = (name: string) => createRandom(seed, name);
  const typing = splits(
    (split, count, seen) => openEntity(material, split, count, random(`typing ${split}`), seen),
    [2400, 400, 500],
  );
  const relations = splits(
    (split, count, seen) => tacred(material, split, count, random(`relations ${split}`), seen),
    [3000, 400, 500],
  );
  const names = splits(
    (split, count, seen) => conll(material, split, count, random(`names ${split}`), seen),
    [2400, 400, 500],
  );
  const clozes = splits(
    (split, count, seen) => record(material, split, count, random(`cloze ${split}`), seen),
    [2400, 400, 500],
  );
  const questions = splits(
    (split, count, seen) => squad(material, split, count, random(`questions ${split}`), seen),
    [3000, 400, 500],
  );
  return {
    dumpXml: xml,
    datasets: {
      openEntity: map(typing, (drawn) => drawn.examples),
      tacred: map(relations, (drawn) => drawn.examples),
      conll: map(names, (drawn) => drawn.text),
      record: map(clozes, (drawn) => ({ version: "1.0", data: drawn.examples })),
      squad: map(questions, (drawn) => ({ version: "1.1", data: drawn.examples })),
    },
    counts: {
      entities: world.entities.size,
      facts: world.facts.length,
      articles: pages.filter((page) => page.namespace === 0 && page.redirect === undefined).length,
      redirects: pages.filter((page) => page.redirect !== undefined).length,
      links: pages.reduce(
        (sum, page) => sum + (page.redirect ? 0 : (page.text.match(/\[\[(?!File:|Category:)/g)?.length ?? 0)),
        0,
      ),
      bytes: new TextEncoder().encode(xml).length,
      words: pages.reduce((sum, page) => sum + (page.redirect ? 0 : page.text.split(/\s+/).length), 0),
    },
  };
}

/** Train first; the names it uses are held out of the other two. */
function splits<T extends { readonly names: ReadonlySet<string> }>(
  make: (split: Split, count: number, seen?: ReadonlySet<string>) => T,
  counts: readonly [number, number, number],
): Record<Split, T> {
  const train = make("train", counts[0]);
  return { train, dev: make("dev", counts[1], train.names), test: make("test", counts[2], train.names) };
}

function map<A, B>(values: Readonly<Record<Split, A>>, change: (value: A) => B): Record<Split, B> {
  return { train: change(values.train), dev: change(values.dev), test: change(values.test) };
}
