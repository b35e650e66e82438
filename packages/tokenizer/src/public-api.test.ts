import { expect, test } from "vitest";
import * as api from "./index.ts";
import * as node from "./node.ts";

test("the public names of @lukejs/tokenizer", () => {
  expect(Object.keys(api).sort()).toEqual([
    "LukeTokenizer",
    "RobertaTokenizer",
    "SentencePieceModel",
    "XlmRobertaTokenizer",
    "callLikeHuggingFace",
    "encodePairWindows",
    "encodeWindows",
    "fromTokenizerJson",
    "lukeTasks",
    "openTokenizer",
    "openXlmRobertaTokenizer",
    "optionsFromHuggingFace",
    "padEncodings",
    "padLikeHuggingFace",
    "robertaSpecialTokens",
    "toTokenizerJson",
    "trainByteLevelBpe",
  ]);
});

test("the public names of @lukejs/tokenizer/node", () => {
  expect(Object.keys(node).sort()).toEqual([
    "EncodedTexts",
    "createEncodingPool",
    "loadLukeTokenizer",
    "loadMLukeTokenizer",
    "loadTokenizer",
    "loadXlmRobertaTokenizer",
    "saveLukeTokenizer",
    "saveMLukeTokenizer",
    "saveTokenizer",
  ]);
});
