import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smallFiles } from "../testdata/small-files.ts";
import type { LukeEncodeOptions } from "./luke-encoding.ts";
import { LukeTokenizer, type LukeTokenizerOptions } from "./luke-tokenizer.ts";
import { loadLukeTokenizer, saveLukeTokenizer } from "./node.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";

const titles = ["[PAD]", "[UNK]", "[MASK]", "Low", "[MASK2]"];
const entities = {
  idOf: (title: string) => (titles.includes(title) ? titles.indexOf(title) : undefined),
};
const make = (options: LukeTokenizerOptions = {}) =>
  new LukeTokenizer(new RobertaTokenizer(smallFiles), entities, options);

function encoded(options: LukeTokenizerOptions, text: string, call: LukeEncodeOptions = {}) {
  const tokenizer = make(options);
  const encoding = tokenizer.encode(text, call);
  return {
    tokens: Array.from(encoding.wordIds, (id) => tokenizer.words.tokenOf(id)).join(" "),
    entities: Array.from(encoding.entityIds, (id) => titles[id]),
    positions: encoding.entityPositions.map((positions) => [...positions]),
    indices: [...encoding.entityIndices],
    encoding,
  };
}

describe("without a task", () => {
  test("a text without spans has words only", () => {
    expect(encoded({}, "low er")).toMatchObject({ tokens: "<s> low Ġ er </s>", entities: [], positions: [] });
  });

  test("no token crosses the boundary of a span, and the space goes with what follows", () => {
    const { tokens, positions } = encoded({}, "a low lower", {
      entitySpans: [
        [2, 5],
        [6, 8],
      ],
    });
    expect(tokens).toBe("<s> a Ġlow Ġ lo w er </s>");
    expect(positions).toEqual([[2], [3, 4]]);
  });

  test("offsets are those of the whole text, and special tokens are empty", () => {
    const { encoding } = encoded({}, "a low lower", { entitySpans: [[2, 5]] });
    const spans = Array.from(encoding.wordStarts, (start, at) => [start, encoding.wordEnds[at]]);
    expect(spans).toEqual([
      [0, 0],
      [0, 1],
      [2, 5],
      [6, 9],
      [9, 11],
      [11, 11],
    ]);
  });

  test("titles are looked up, unknown ones are [UNK], and without titles each is [MASK]", () => {
    const entitySpans: [number, number][] = [
      [0, 3],
      [4, 6],
    ];
    expect(encoded({}, "low er", { entitySpans, entities: ["Low", "Er"] }).entities).toEqual([
      "Low",
      "[UNK]",
    ]);
    expect(encoded({}, "low er", { entitySpans }).entities).toEqual(["[MASK]", "[MASK]"]);
  });

  test("the entities of a second text stand after its words, counted on", () => {
    const { tokens, positions, indices, encoding } = encoded({}, "low", {
      textPair: "er low",
      entitySpans: [[0, 3]],
      entitySpansPair: [[3, 6]],
    });
    expect(tokens).toBe("<s> low </s> </s> er Ġlow </s>");
    expect([positions, indices, encoding.pairStart]).toEqual([[[1], [5]], [0, 1], 4]);
  });

  test("an entity whose words are cut off is dropped, and said so", () => {
    const { tokens, indices, encoding } = encoded({}, "low a er", {
      entitySpans: [
        [6, 8],
        [0, 3],
      ],
      maxLength: 4,
    });
    expect(tokens).toBe("<s> low Ġ </s>");
    expect(indices).toEqual([1]);
    expect(encoding.warnings).toEqual(["1 entities were dropped: their words were cut off"]);
  });

  test("what is cut on the left moves the entities along, except as the reference has it", () => {
    const call: LukeEncodeOptions = {
      entitySpans: [
        [0, 3],
        [4, 6],
      ],
      maxLength: 3,
    };
    const left = encoded({ truncationSide: "left" }, "low er", call);
    expect([left.tokens, left.positions, left.indices]).toEqual(["<s> er </s>", [], []]);
    const wider = encoded({ truncationSide: "left" }, "low er", { ...call, maxLength: 4 });
    expect([wider.tokens, wider.positions, wider.indices]).toEqual(["<s> Ġ er </s>", [[1, 2]], [1]]);
    const hf = encoded({ truncationSide: "left", compat: "hf" }, "low er", { ...call, maxLength: 4 });
    expect([hf.positions, hf.indices]).toEqual([[[1]], [0]]);
  });

  test("a mention keeps its first maxMentionLength words", () => {
    expect(encoded({ maxMentionLength: 2 }, "abcd", { entitySpans: [[0, 4]] }).positions).toEqual([[1, 2]]);
  });
});

describe("with a task", () => {
  test("an entity to be typed stands between two <ent>, which count as its words", () => {
    const {
      tokens,
      positions,
      entities: ids,
    } = encoded({ task: "entity_classification" }, "a low", {
      entitySpans: [[2, 5]],
    });
    expect([tokens, positions, ids]).toEqual(["<s> a <ent> Ġlow <ent> </s>", [[2, 3, 4]], ["[MASK]"]]);
  });

  test("of a pair the head has <ent>, the tail <ent2> and [MASK2], whichever comes first", () => {
    const task = "entity_pair_classification";
    const headFirst = encoded({ task }, "a low", {
      entitySpans: [
        [0, 1],
        [2, 5],
      ],
    });
    expect(headFirst).toMatchObject({
      tokens: "<s> <ent> a <ent> <ent2> Ġlow <ent2> </s>",
      positions: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      entities: ["[MASK]", "[MASK2]"],
    });
    const tailFirst = encoded({ task }, "a low", {
      entitySpans: [
        [2, 5],
        [0, 1],
      ],
    });
    expect(tailFirst).toMatchObject({
      tokens: "<s> <ent2> a <ent2> <ent> Ġlow <ent> </s>",
      positions: [
        [4, 5, 6],
        [1, 2, 3],
      ],
    });
  });

  test("spans to be classified have their first and last word", () => {
    const { encoding } = encoded({ task: "entity_span_classification" }, "a lower", {
      entitySpans: [
        [0, 1],
        [2, 7],
        [0, 7],
      ],
    });
    expect([[...encoding.entityStarts!], [...encoding.entityEnds!]]).toEqual([
      [1, 2, 1],
      [1, 3, 3],
    ]);
  });

  test("the number of entities is the task's", () => {
    expect(make({ task: "entity_classification", maxEntityLength: 9 }).maxEntityLength).toBe(1);
    expect(make({ task: "entity_pair_classification" }).maxEntityLength).toBe(2);
  });
});

describe("bad input", () => {
  const code = (call: () => unknown) =>
    expect(call).toThrow(expect.objectContaining({ code: expect.any(String) }));
  test("a span outside the text, backwards or through a character is named with its index", () => {
    for (const span of [
      [0, 7],
      [-1, 2],
      [3, 2],
      [0.5, 2],
    ] as [number, number][]) {
      expect(() => make().encode("low er", { entitySpans: [[0, 1], span] })).toThrow(
        expect.objectContaining({ code: "TOK012", message: expect.stringContaining("entitySpans[1]") }),
      );
    }
    expect(() => make().encode("😀", { entitySpans: [[0, 1]] })).toThrow("cut a character in two");
  });

  test("each task says how many spans it wants", () => {
    const task = "entity_pair_classification";
    expect(() => make({ task }).encode("low", { entitySpans: [[0, 1]] })).toThrow(
      "there are 1 entity spans, expected 2",
    );
    code(() => make({ task: "entity_classification" }).encode("low"));
    code(() => make({ task: "entity_span_classification" }).encode("low", { entitySpans: [] }));
    code(() =>
      make({ task }).encode("low", {
        entitySpans: [
          [0, 1],
          [1, 2],
        ],
        entities: ["a", "b"],
      }),
    );
    expect(() => make({ task: "x" as never })).toThrow('the task is "x"');
  });

  test("as many titles as spans are wanted, and the entity vocabulary needs its special entities", () => {
    expect(() => make().encode("low", { entitySpans: [[0, 1]], entities: [] })).toThrow(
      "names 0 entities, expected 1",
    );
    expect(() => make({ entityPadToken: "[NOPE]" })).toThrow('no "[NOPE]", wanted as its padding entity');
  });
});

test("the tokenizer of words that is given stays as it is", () => {
  const words = new RobertaTokenizer(smallFiles);
  const size = words.vocabSize;
  const first = new LukeTokenizer(words, entities);
  const second = new LukeTokenizer(words, entities, { entityToken1: "[E1]" });
  expect([words.vocabSize, words.idOf("<ent>")]).toEqual([size, undefined]);
  expect([first.markerIds, second.markerIds]).toEqual([
    [size, size + 1],
    [size, size + 1],
  ]);
  expect([first.words.idOf("[E1]"), second.words.idOf("[E1]")]).toEqual([undefined, size]);
  expect(words.encode("<ent>", { addSpecialTokens: false }).ids).toHaveLength(5);
  words.addTokens(["later"]);
  expect(first.words.tokenOf(size)).toBe("<ent>");
});

test("wherever spans lie, each entity's words are its mention, without the space in front", () => {
  const tokenizer = make({ maxMentionLength: 100 });
  const text = fc.stringMatching(/^[a-z ]{1,30}$/);
  fc.assert(
    fc.property(text, fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 4 }), (value, given) => {
      const clamp = (at: number) => Math.min(at, value.length);
      const entitySpans = given.map(
        ([a, b]) => [clamp(Math.min(a, b)), clamp(Math.max(a, b))] as [number, number],
      );
      const { wordIds, entityPositions } = tokenizer.encode(value, { entitySpans });
      expect(tokenizer.words.decode(wordIds, { skipSpecialTokens: true })).toBe(value);
      entitySpans.forEach(([start, end], index) => {
        const ids = Array.from(entityPositions[index]!, (position) => wordIds[position]!);
        expect(tokenizer.words.decode(ids).trim()).toBe(value.slice(start, end).trim());
      });
    }),
  );
});

test("a tokenizer that is saved and loaded encodes the same", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lukejs-tokenizer-"));
  const options: LukeTokenizerOptions = {
    task: "entity_pair_classification",
    entityToken1: "[E1]",
    maxMentionLength: 7,
  };
  const tokenizer = make(options);
  await saveLukeTokenizer(tokenizer, folder);
  const loaded = await loadLukeTokenizer(folder, entities);
  expect(loaded.settings).toEqual(tokenizer.settings);
  const call: LukeEncodeOptions = {
    entitySpans: [
      [0, 3],
      [4, 6],
    ],
  };
  expect(loaded.encode("low er", call)).toEqual(tokenizer.encode("low er", call));
  expect((await loadLukeTokenizer(folder, entities, { task: "entity_classification" })).maxEntityLength).toBe(
    1,
  );
  await rm(folder, { recursive: true });
});
