import type { Entity, EntityKind, Fact } from "../world/entity.ts";

/** What a mention names: an entity, or one of the things that have no page. */
export type MentionKind = EntityKind | "year" | "adjective" | "people" | "noun" | "literal";

/** The part a mention plays in its sentence. */
export type MentionRole = "subject" | "object" | "other";

export interface Mention {
  readonly text: string;
  readonly kind: MentionKind;
  readonly role: MentionRole;
  /** The page it is about, for all but years and literals. */
  readonly entity?: Entity;
}

/** A sentence in pieces: plain text between mentions. */
export type Sentence = readonly (string | Mention)[];

export interface PlacedMention extends Mention {
  /** UTF-16 offsets into the sentence's text. */
  readonly start: number;
  readonly end: number;
}

export interface RealizeOptions {
  readonly subjectText?: string;
  readonly objectText?: string;
  /** The country of the subject, whose adjective fills `{n}`. */
  readonly country?: Entity | undefined;
}

/** Fills a pattern with a fact. */
export function realize(pattern: string, fact: Fact, options: RealizeOptions = {}): Sentence {
  const { subject, object } = fact;
  const pieces: (string | Mention)[] = [];
  const push = (piece: string | Mention): void => {
    const last = pieces[pieces.length - 1];
    if (typeof piece === "string" && typeof last === "string") pieces[pieces.length - 1] = last + piece;
    else if (piece !== "") pieces.push(piece);
  };
  const pushEntity = (entity: Entity, text: string | undefined, role: MentionRole): void => {
    if (entity.definite) push("the ");
    push({ text: text ?? entity.name, kind: entity.kind, role, entity });
  };
  for (const part of partsOf(pattern)) {
    if (part === "{s}") pushEntity(subject, options.subjectText, "subject");
    else if (part === "{o}" && typeof object !== "string") pushEntity(object, options.objectText, "object");
    else if (part === "{o}")
      push({
        text: object as string,
        kind: /^\d+$/.test(object as string) ? "year" : "literal",
        role: "object",
      });
    else if (part === "{y}") push({ text: fact.year, kind: "year", role: "other" });
    else if (part === "{j}") push({ text: subject.noun, kind: "noun", role: "other" });
    else if (part === "{n}") push(adjective(options.country, "adjective"));
    else if (/^the \{n\} people$/i.test(part)) {
      push(part.slice(0, 4));
      push(adjective(options.country, "people"));
    } else push(part);
  }
  return polish(pieces);
}

const parts = new Map<string, readonly string[]>();

/** A pattern cut at its slots; patterns are few, so the pieces are kept. */
function partsOf(pattern: string): readonly string[] {
  let found = parts.get(pattern);
  if (found === undefined) {
    found = pattern.split(/(\{\w\}|\bthe \{n\} people\b)/i).filter((part) => part !== "");
    parts.set(pattern, found);
  }
  return found;
}

function adjective(country: Entity | undefined, kind: "adjective" | "people"): Mention {
  if (country === undefined)
    throw new RangeError("Cannot fill a pattern: {n} needs the country of the subject");
  const text = kind === "people" ? `${country.adjective} people` : country.adjective;
  return { text, kind, role: "other", entity: country };
}

/** Capital first letter, "a" or "an", "the the" and "the The" made one. */
function polish(pieces: (string | Mention)[]): Sentence {
  for (let i = 0; i + 1 < pieces.length; i++) {
    const piece = pieces[i]!;
    const next = pieces[i + 1]!;
    if (typeof piece !== "string" || typeof next === "string") continue;
    let text = piece;
    if (/\ba $/i.test(text) && /^([aeio]|u(?!ni|kr|ru|ga|s))/i.test(next.text) && !/^eu/i.test(next.text))
      text = text.replace(/(\ba) $/i, "$1n ");
    if (/^The /.test(next.text)) text = text.replace(/\bthe $/i, "");
    pieces[i] = text;
  }
  const first = pieces.findIndex((piece) => piece !== "");
  const head = pieces[first];
  if (typeof head === "string") pieces[first] = head[0]!.toUpperCase() + head.slice(1);
  else if (head !== undefined)
    pieces[first] = { ...head, text: head.text[0]!.toUpperCase() + head.text.slice(1) };
  return pieces.filter((piece) => piece !== "");
}

/** The text of a sentence and where its mentions lie in it. */
export function layOut(sentence: Sentence): {
  readonly text: string;
  readonly mentions: readonly PlacedMention[];
} {
  let text = "";
  const mentions: PlacedMention[] = [];
  for (const piece of sentence) {
    if (typeof piece === "string") text += piece;
    else {
      mentions.push({ ...piece, start: text.length, end: text.length + piece.text.length });
      text += piece.text;
    }
  }
  return { text, mentions };
}
