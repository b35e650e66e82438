import { expect, test } from "vitest";
import {
  architectureNames,
  architectureOf,
  buildTree,
  countParameters,
  headParameterSpecs,
  huggingFaceName,
  lukeBase,
  lukeLarge,
  lukeParameterSpecs,
  lukeTiny,
  mlukeBase,
  mlukeLarge,
} from "../index.ts";

const isQuery = (name: string): boolean => /\.(wordToEntity|entityToWord|entityToEntity)Query\./.test(name);
const isEntity = (name: string): boolean => name.startsWith("entityEmbeddings.");

test("LUKE-large has the 355 M parameters of RoBERTa-large and 128 M of entities", () => {
  const specs = lukeParameterSpecs(lukeLarge);
  expect(countParameters(specs, (name) => name === "entityEmbeddings.entity")).toBe(500_000 * 256);
  const roberta = countParameters(specs, (name) => !isEntity(name) && !isQuery(name));
  expect(Math.round(roberta / 1e6)).toBe(355);
  // Two more words than RoBERTa: the markers.
  expect(roberta).toBe(355_359_744 + 2 * 1024);
});

test("mLUKE has the parameters that its model cards tell: 307 M of entities, and the others", () => {
  for (const [config, millions] of [
    [mlukeBase, 279],
    [mlukeLarge, 561],
  ] as const) {
    const specs = lukeParameterSpecs(config);
    const count = (chosen: (name: string) => boolean): number =>
      Math.round(countParameters(specs, chosen) / 1e6);
    const isTable = (name: string): boolean => name === "entityEmbeddings.entity";
    expect(count(isTable)).toBe(307);
    expect(count((name) => !isTable(name) && !isQuery(name))).toBe(millions);
  }
});

test("the additional queries of LUKE-large are three dense layers per layer", () => {
  expect(countParameters(lukeParameterSpecs(lukeLarge), isQuery)).toBe(24 * 3 * (1024 * 1024 + 1024));
});

test("a projection follows the entity table only where the widths differ", () => {
  expect(lukeParameterSpecs(lukeBase).has("entityEmbeddings.dense.weight")).toBe(true);
  const same = { ...lukeBase, entityEmbeddingSize: lukeBase.hiddenSize };
  expect(lukeParameterSpecs(same).has("entityEmbeddings.dense.weight")).toBe(false);
});

test("every parameter of every architecture has one Hugging Face name", () => {
  for (const architecture of architectureNames) {
    const specs = [
      ...lukeParameterSpecs(lukeTiny).keys(),
      ...headParameterSpecs(
        { ...lukeTiny, entityHead: "paper", tieWordEmbeddings: false },
        architectureOf(architecture),
        3,
      ).keys(),
    ];
    expect(new Set(specs.map((name) => huggingFaceName(name))).size).toBe(specs.length);
  }
});

test("names become a tree whose paths they are, numbers become lists", () => {
  const leaves = new Map([
    ["layers.0.key", 1],
    ["layers.1.key", 2],
    ["norm.scale", 3],
  ]);
  expect(buildTree(leaves)).toEqual({ layers: [{ key: 1 }, { key: 2 }], norm: { scale: 3 } });
  expect(buildTree(new Map())).toEqual({});
});
