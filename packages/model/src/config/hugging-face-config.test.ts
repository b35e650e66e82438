import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedPath } from "@lukejs/test-kit";
import { expect, test } from "vitest";
import { formatHuggingFaceConfig, lukeBase, parseHuggingFaceConfig } from "../index.ts";

const checkpoints = sharedPath("fixtures/luke-tiny/checkpoints");

test("an empty LUKE configuration has the defaults of the reference", () => {
  const { config, architectures, labels, extra } = parseHuggingFaceConfig({ model_type: "luke" });
  expect(config).toEqual({
    ...lukeBase,
    maxPositions: 512,
    segmentVocabSize: 2,
    layerNormEpsilon: 1e-12,
  });
  expect([architectures, labels, extra]).toEqual([[], [], { model_type: "luke" }]);
});

test("keys without a meaning here are kept and written back", () => {
  const json = { model_type: "mluke", bert_model_name: "xlm-roberta-base", cls_entity_prediction: false };
  expect(formatHuggingFaceConfig(parseHuggingFaceConfig(json))).toMatchObject(json);
});

test("labels come in order of their ids and are written with both maps", () => {
  const json = { model_type: "luke", id2label: { "1": "PER", "0": "NIL" }, label2id: { NIL: 0, PER: 1 } };
  const parsed = parseHuggingFaceConfig(json);
  expect(parsed.labels).toEqual(["NIL", "PER"]);
  expect(formatHuggingFaceConfig(parsed)).toMatchObject(json);
  expect(parseHuggingFaceConfig({ model_type: "luke", num_labels: 2 }).labels).toEqual([
    "LABEL_0",
    "LABEL_1",
  ]);
});

test.each([
  [{ model_type: "bert" }, "MOD002", 'model_type is "bert", expected "luke" or "mluke"'],
  [{}, "MOD002", "model_type is absent"],
  [null, "MOD002", "model_type is absent"],
  [{ model_type: "luke", hidden_size: -1 }, "MOD001", "hidden_size"],
  [{ model_type: "luke", hidden_size: "768" }, "MOD001", "hidden_size"],
  [{ model_type: "luke", hidden_act: "swish" }, "MOD001", "hidden_act"],
  [{ model_type: "luke", hidden_size: 10, num_attention_heads: 3 }, "MOD001", "not a multiple"],
  [{ model_type: "luke", id2label: { "0": "a", "2": "b" } }, "MOD001", "none with id 1"],
])("%j is refused with %s", (json, code, text) => {
  expect(() => parseHuggingFaceConfig(json, "x/config.json")).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(text) as string }),
  );
});

test.skipIf(checkpoints === undefined)("every reference configuration survives reading and writing", () => {
  for (const name of readdirSync(checkpoints!)) {
    const json = JSON.parse(readFileSync(join(checkpoints!, name, "config.json"), "utf8"));
    expect(formatHuggingFaceConfig(parseHuggingFaceConfig(json)), name).toEqual(json);
  }
});
