/** What a part, or a corpus, holds. */
export interface PartCounts {
  /** Of XML, in whole pages. */
  readonly bytes: number;
  readonly pages: number;
  readonly disambiguations: number;
  readonly redirects: number;
  readonly otherPages: number;
  /** Pages without an end. */
  readonly brokenPages: number;
  readonly failedPages: number;
  readonly paragraphs: number;
  readonly links: number;
  readonly characters: number;
}

export type Counts = { -readonly [Key in keyof PartCounts]: number };

export function emptyCounts(): Counts {
  return {
    bytes: 0,
    pages: 0,
    disambiguations: 0,
    redirects: 0,
    otherPages: 0,
    brokenPages: 0,
    failedPages: 0,
    paragraphs: 0,
    links: 0,
    characters: 0,
  };
}

export function addCounts(sum: Counts, counts: PartCounts): void {
  for (const key of Object.keys(sum) as (keyof PartCounts)[]) sum[key] += counts[key];
}
