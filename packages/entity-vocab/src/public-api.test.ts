import { expect, test } from "vitest";
import * as api from "./index.ts";
import * as nodeApi from "./node.ts";

test("the public names of @lukejs/entity-vocab", () => {
  expect(Object.keys(api).sort()).toEqual([
    "EntityVocab",
    "MASK_TOKEN",
    "MentionTable",
    "PAD_TOKEN",
    "UNK_TOKEN",
    "mergeEntityVocabs",
    "nameNormalizations",
    "normalizeName",
    "parseEntityVocab",
    "parseMentionTable",
    "readInterlanguageLinks",
    "readSitelinks",
  ]);
  expect(Object.keys(nodeApi).sort()).toEqual([
    "buildEntityVocab",
    "buildMentionStore",
    "buildMentionTable",
    "candidateStep",
    "frequentStep",
    "mentionStep",
    "nameStep",
    "nameTitleStep",
    "openMentionStore",
    "pageLinkStep",
    "readEntityVocab",
    "readMentionTable",
    "redirectSteps",
    "targetStep",
    "wantedStep",
    "writeEntityVocab",
    "writeMentionTable",
  ]);
});
