import { corpusVersion } from "./corpus-tables.ts";
import type { PartCounts } from "./part-counts.ts";
import type { SiteInfo } from "./site-info.ts";

/** `corpus.json`: nothing in it depends on the day, the machine or the number of workers. */
export interface CorpusMetadata {
  readonly format: "lukejs-corpus";
  readonly version: number;
  /** Of the first dump. */
  readonly site: SiteInfo;
  /** Names of the dumps, without their folders. */
  readonly dumps: readonly string[];
  readonly parts: number;
  /** False where a dump is cut off or damaged: what could be read is here. */
  readonly complete: boolean;
  /** What could not be read of the dumps, and where. */
  readonly damage: readonly string[];
  readonly counts: PartCounts;
  /** The templates most often left out of the text. */
  readonly droppedTemplates: Readonly<Record<string, number>>;
  /** The first pages that could not be read, and why. */
  readonly failed: readonly string[];
}

export function isCorpusMetadata(value: unknown): value is CorpusMetadata {
  const metadata = value as Partial<CorpusMetadata> | null;
  return metadata?.format === "lukejs-corpus" && metadata.version === corpusVersion;
}
