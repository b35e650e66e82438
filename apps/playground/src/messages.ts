import type { DemoTask } from "@lukejs/demo-model";
import type { FoundRelation, ModelContents, NamedEntity, PipelineTask } from "@lukejs/luke";

/** What the page asks of the worker. */
export type Request =
  | { readonly kind: "open"; readonly models: readonly ModelToOpen[]; readonly backend?: PageBackend }
  | { readonly kind: "read"; readonly run: number; readonly text: string }
  | { readonly kind: "ask"; readonly run: number; readonly text: string; readonly question: string }
  | { readonly kind: "attend"; readonly run: number; readonly text: string };

/** Where a page may compute. */
export type PageBackend = "webgpu" | "wasm";

/** The address of a folder, its files, or one of the models of @lukejs/demo-model and where they are served. */
export type ModelToOpen = string | ModelContents | { readonly demo: DemoTask; readonly baseUrl: string };

/** A column and a row of a picture of attention. */
export interface AttentionToken {
  readonly text: string;
  readonly kind: "word" | "entity";
}

/** What all heads of all layers look at in a text. */
export interface Attention {
  readonly tokens: readonly AttentionToken[];
  /** Rows and columns of a head, of which the first are the tokens. */
  readonly side: number;
  readonly heads: number;
  /** For each layer [heads, side, side]: the share of its attention that a token gives to another. */
  readonly layers: readonly Float32Array[];
}

/** What the worker says; `run` is that of the request, so that late answers are known as such. */
export type Answer =
  | {
      readonly kind: "opened";
      readonly tasks: readonly PipelineTask[];
      readonly backend: string;
      /** What is said of models that could not be opened, where others could. */
      readonly failures: readonly string[];
    }
  | {
      readonly kind: "names";
      readonly run: number;
      readonly names: readonly TypedName[];
      readonly ms: number;
    }
  | {
      readonly kind: "relations";
      readonly run: number;
      readonly relations: readonly FoundRelation[];
      /** How many of the names, from the first on, were looked at. */
      readonly among: number;
      readonly ms: number;
    }
  | {
      readonly kind: "answer";
      readonly run: number;
      readonly answer: { readonly start: number; readonly end: number; readonly score: number } | undefined;
      readonly ms: number;
    }
  | { readonly kind: "attention"; readonly run: number; readonly attention: Attention }
  | { readonly kind: "failed"; readonly message: string };

export interface TypedName extends NamedEntity {
  /** What the model for entity typing says of the name; empty without one. */
  readonly types: readonly string[];
}
