import { expectTypeOf } from "vitest";
import type { loadPipeline } from "./load-pipeline.ts";
import type { PipelineOptions } from "./pipelines/define-pipeline.ts";
import type { NamedEntity } from "./pipelines/named-entity-recognition-pipeline.ts";

declare const load: typeof loadPipeline;

// The task decides what a pipeline takes and gives; a list is answered with a list.
const recognize = await load("named-entity-recognition", "folder");
expectTypeOf(await recognize("a text")).toEqualTypeOf<readonly NamedEntity[]>();
expectTypeOf(await recognize(["a text"])).toEqualTypeOf<(readonly NamedEntity[])[]>();
const typing = await load("entity-typing", "folder");
expectTypeOf<{ text: string; start: number; end: number }>().toExtend<Parameters<typeof typing>[0][number]>();
// @ts-expect-error a mention has to be named
void typing("a text");
// @ts-expect-error no such task
void load("translation", "folder");

// The sentence splitter of @lukejs/wiki-corpus, whose locale is optional, is one.
type Splitter = (
  text: string,
  locale?: string,
) => readonly { readonly start: number; readonly end: number }[];
expectTypeOf<Splitter>().toExtend<NonNullable<PipelineOptions["splitSentences"]>>();
