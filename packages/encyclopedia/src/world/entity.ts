/** What the world is made of: entities and the facts that join them. */

export type EntityKind =
  | "country"
  | "city"
  | "river"
  | "sea"
  | "mountain"
  | "range"
  | "lake"
  | "island"
  | "person"
  | "work"
  | "invention"
  | "company"
  | "university"
  | "language"
  | "currency"
  | "element"
  | "body"
  | "state"
  | "landmark"
  | "event"
  | "continent"
  | "concept";

export interface Entity {
  /** Page title, unique. */
  readonly title: string;
  /** The name in running text; several entities may share it. */
  readonly name: string;
  readonly kind: EntityKind;
  /** Occupation, genre, industry…: what fills `{j}`. */
  readonly noun: string;
  /** Title of the country it belongs to; empty where there is none. */
  home: string;
  /** Whether running text puts "the" before the name. */
  readonly definite: boolean;
  readonly feminine: boolean;
  /** The adjective of a country. */
  readonly adjective: string;
  /** Length or height as the arguments of a convert template, such as "2850|km|mi". */
  readonly measure: string;
}

export interface Fact {
  readonly relation: string;
  readonly subject: Entity;
  /** An entity, or a literal such as a year or a chemical symbol. */
  readonly object: Entity | string;
  readonly year: string;
}

export interface World {
  readonly entities: ReadonlyMap<string, Entity>;
  readonly facts: readonly Fact[];
  /** Facts by the title of an entity that takes part in them. */
  readonly factsOf: ReadonlyMap<string, readonly Fact[]>;
}
