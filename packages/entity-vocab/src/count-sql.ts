/**
 * The SQL of all counts, in statements that DuckDB and Spark SQL both run: each makes a table out of those before it. What an
 * engine does in its own way is left to it: how the corpus' tables come in, and what "create" says.
 *
 * Comes in: `pages (title, disambiguation)`, `links (title, mention)`, `redirect_rows (title, target, part, row)`.
 */
export interface CountStep {
  /** The table that comes out. */
  readonly table: string;
  readonly select: string;
}

/** Each doubles the length of the chains that are followed: 2⁶ steps. */
const redirectRounds = 6;

/** `redirects (title, target)`: the first of each title, chains followed to the end, titles that run in circles left out. */
export function redirectSteps(): readonly CountStep[] {
  const steps: CountStep[] = [
    {
      table: "redirects_0",
      select: `SELECT title, target FROM (
  SELECT title, target, row_number() OVER (PARTITION BY title ORDER BY part, row) AS place FROM redirect_rows
) AS numbered WHERE place = 1`,
    },
  ];
  for (let round = 1; round <= redirectRounds; round++) {
    steps.push({
      table: `redirects_${round}`,
      select: `SELECT a.title, coalesce(b.target, a.target) AS target
FROM redirects_${round - 1} AS a LEFT JOIN redirects_${round - 1} AS b ON a.target = b.title`,
    });
  }
  const last = `redirects_${redirectRounds}`;
  steps.push({
    table: "redirects",
    select: `SELECT a.title, a.target FROM ${last} AS a LEFT JOIN ${last} AS b ON a.target = b.title
WHERE b.title IS NULL`,
  });
  return steps;
}

/** `targets (title, count)`: links to each title, after redirects. */
export function targetStep(minCount: number): CountStep {
  return {
    table: "targets",
    select: `SELECT title, CAST(count(*) AS INT) AS count FROM (
  SELECT coalesce(redirects.target, links.title) AS title
  FROM links LEFT JOIN redirects ON links.title = redirects.title
) AS resolved GROUP BY title HAVING count(*) >= ${minCount}`,
  };
}

/** Which targets of links are counted besides pages. */
export interface WantedTargets {
  readonly keepAbsentTargets?: boolean | undefined;
  readonly keepDisambiguations?: boolean | undefined;
}

/** `wanted (title, count)`: the targets that are pages, or that are no disambiguation pages. */
export function wantedStep({ keepAbsentTargets, keepDisambiguations }: WantedTargets): CountStep {
  const conditions = [
    ...(keepAbsentTargets === true ? [] : ["title IN (SELECT title FROM pages)"]),
    ...(keepDisambiguations === false ? ["title NOT IN (SELECT title FROM pages WHERE disambiguation)"] : []),
  ];
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return { table: "wanted", select: `SELECT title, count FROM targets${where}` };
}

/** `frequent (title, count)`: the `limit` most frequent of the wanted, and all that tie with the last of them. */
export function frequentStep(limit: number): CountStep {
  return {
    table: "frequent",
    select: `SELECT title, count FROM wanted WHERE count >= (
  SELECT coalesce(min(count), 0) FROM (SELECT count FROM wanted ORDER BY count DESC LIMIT ${limit}) AS first
)`,
  };
}

/** `mentions (mention, title, count)`: what links are called, and how often. */
export function mentionStep({ keepAbsentTargets }: WantedTargets): CountStep {
  return {
    table: "mentions",
    select: `SELECT mention, title, CAST(count(*) AS INT) AS count FROM (
  SELECT mention, coalesce(redirects.target, links.title) AS title
  FROM links LEFT JOIN redirects ON links.title = redirects.title
) AS resolved${keepAbsentTargets === true ? "" : " WHERE title IN (SELECT title FROM pages)"} GROUP BY mention, title`,
  };
}

/** `page_links (page, mention, title, count)`: what each page links to, and under which name; needs `pages.id`, `links.page`. */
export function pageLinkStep({ keepAbsentTargets }: WantedTargets): CountStep {
  return {
    table: "page_links",
    select: `SELECT page, mention, title, CAST(count(*) AS INT) AS count FROM (
  SELECT pages.title AS page, mention, coalesce(redirects.target, links.title) AS title
  FROM links JOIN pages ON links.page = pages.id LEFT JOIN redirects ON links.title = redirects.title
) AS resolved${keepAbsentTargets === true ? "" : " WHERE title IN (SELECT title FROM pages)"} GROUP BY page, mention, title`,
  };
}

/** `name_titles (name, title, count)`, out of `named (name, title, count)`: the mentions, normalised. */
export function nameTitleStep(): CountStep {
  return {
    table: "name_titles",
    select: "SELECT name, title, CAST(sum(count) AS INT) AS count FROM named GROUP BY name, title",
  };
}

/** `names (name, links)`: those with enough links. */
export function nameStep(minLinks: number): CountStep {
  return {
    table: "names",
    select: `SELECT name, CAST(sum(count) AS INT) AS links FROM name_titles GROUP BY name HAVING sum(count) >= ${minLinks}`,
  };
}

/** Which names, and which candidates of a name, a table keeps; the probability is from 0 to 1. */
export interface CandidateLimits {
  readonly linkProbability: "occurrences" | "pages";
  readonly minLinkProbability: number;
  readonly maxCandidates: number;
}

/**
 * `candidates (name, title, count, name_links, name_occurrences, name_pages)`, out of `places (name, occurrences, pages)`:
 * how often names stand in the text, in as many rows as there were counters. Sort them by name, then by falling count,
 * then by title, all three as bytes.
 */
export function candidateStep({
  linkProbability,
  minLinkProbability,
  maxCandidates,
}: CandidateLimits): CountStep {
  return {
    table: "candidates",
    select: `SELECT name, title, count, links AS name_links, occurrences AS name_occurrences, pages AS name_pages FROM (
  SELECT n.name, t.title, t.count, n.links, p.occurrences, p.pages,
    row_number() OVER (PARTITION BY n.name ORDER BY t.count DESC, t.title) AS place
  FROM names AS n
  JOIN name_titles AS t ON t.name = n.name
  JOIN (SELECT name, CAST(sum(occurrences) AS INT) AS occurrences, CAST(sum(pages) AS INT) AS pages
    FROM places GROUP BY name) AS p ON p.name = n.name
) AS placed
WHERE place <= ${maxCandidates} AND links >= ${linkProbability} * CAST(${minLinkProbability} AS DOUBLE)`,
  };
}
