import type { PartCounts } from "./build-part.ts";
import { corpusVersion } from "./corpus-tables.ts";
import type { SiteInfo } from "./site-info.ts";

/** `corpus.json`: nothing in it depends on the day or the machine. */
export interface CorpusMetadata {
  readonly format: "lukejs-corpus";
  readonly version: number;
  /** Of the first dump. */
  readonly site: SiteInfo;
  /** Names of the dumps, without their folders. */
  readonly dumps: readonly string[];
  readonly parts: number;
  /** False where a dump was cut off: what was read is here. */
  readonly complete: boolean;
  readonly counts: PartCounts & { readonly brokenPages: number };
  /** The templates most often left out of the text. */
  readonly droppedTemplates: Readonly<Record<string, number>>;
  /** The first pages that could not be read, and why. */
  readonly failed: readonly string[];
}

export function isCorpusMetadata(value: unknown): value is CorpusMetadata {
  const metadata = value as Partial<CorpusMetadata> | null;
  return metadata?.format === "lukejs-corpus" && metadata.version === corpusVersion;
}

/** The sum of the counts of all parts. */
export function addCounts(a: PartCounts, b: PartCounts): PartCounts {
  const sum: Record<string, number> = {};
  for (const key of Object.keys(a) as (keyof PartCounts)[]) sum[key] = a[key] + b[key];
  return sum as unknown as PartCounts;
}

export const noCounts: PartCounts = {
  bytes: 0,
  pages: 0,
  disambiguations: 0,
  redirects: 0,
  otherPages: 0,
  failedPages: 0,
  paragraphs: 0,
  links: 0,
  characters: 0,
};
