import { noRelation } from "@lukejs/tasks";

/** A row of TACRED's format; ends are inclusive. */
export interface RelationRow {
  readonly id: string;
  readonly token: readonly string[];
  readonly relation: string;
  readonly subj_start: number;
  readonly subj_end: number;
  readonly obj_start: number;
  readonly obj_end: number;
}

/** SemEval-2010 task 8: a quoted sentence with `<e1>` and `<e2>`, its directed relation, a comment. "Other" is no relation. */
export function semEvalRows(text: string): RelationRow[] {
  return text
    .split(/\r?\n\r?\n/)
    .map((block) => block.split(/\r?\n/).filter((line) => line.trim() !== ""))
    .filter((lines) => lines.length >= 2)
    .map((lines) => {
      const [, id, sentence] = /^(\d+)\t"(.*)"\s*$/.exec(lines[0]!) ?? [];
      if (id === undefined || sentence === undefined) throw new RangeError(`Not a sentence: ${lines[0]}`);
      const token: string[] = [];
      const place: Record<string, number> = {};
      for (const part of sentence.split(/(<\/?e[12]>)/)) {
        const tag = /^<(\/?)(e[12])>$/.exec(part);
        if (tag === null) token.push(...words(part));
        else place[tag[1] === "/" ? `${tag[2]} end` : tag[2]!] = token.length;
      }
      return {
        id,
        token,
        relation: lines[1]!.trim() === "Other" ? noRelation : lines[1]!.trim(),
        subj_start: place["e1"]!,
        subj_end: place["e1 end"]! - 1,
        obj_start: place["e2"]!,
        obj_end: place["e2 end"]! - 1,
      };
    });
}

interface FewRelSentence {
  readonly tokens: readonly string[];
  /** Name, Wikidata id, word numbers of each mention. */
  readonly h: readonly [string, string, readonly (readonly number[])[]];
  readonly t: readonly [string, string, readonly (readonly number[])[]];
}

/** FewRel: sentences by Wikidata property. Relations get the property's name; overlapping mentions are left out. */
export function fewRelRows(
  sentences: Readonly<Record<string, readonly FewRelSentence[]>>,
  names: Readonly<Record<string, readonly string[]>>,
): RelationRow[][] {
  return Object.entries(sentences).map(([property, list]) =>
    list.flatMap(({ tokens, h, t }, i): RelationRow[] => {
      const [head, tail] = [h[2][0]!, t[2][0]!];
      const row = {
        id: `${property}-${i}`,
        token: tokens,
        relation: names[property]?.[0] ?? property,
        subj_start: Math.min(...head),
        subj_end: Math.max(...head),
        obj_start: Math.min(...tail),
        obj_end: Math.max(...tail),
      };
      return row.subj_start <= row.obj_end && row.obj_start <= row.subj_end ? [] : [row];
    }),
  );
}

/** Words and punctuation marks, as the treebank cuts them, roughly. */
function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu) ?? [];
}
