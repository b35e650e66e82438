export type { OpenEntityRow } from "./datasets/open-entity.ts";
export type { RecordEntry } from "./datasets/record.ts";
export type { SquadArticle } from "./datasets/squad.ts";
export type { TacredRow } from "./datasets/tacred.ts";
export {
  type Encyclopedia,
  type EncyclopediaCounts,
  type EncyclopediaDatasets,
  type EncyclopediaOptions,
  generateEncyclopedia,
  type Split,
} from "./generate-encyclopedia.ts";
