import { expect, test } from "vitest";
import * as api from "./index.ts";
import * as nodeApi from "./node.ts";

test("the public names of @lukejs/wiki-corpus", () => {
  expect(Object.keys(api).sort()).toEqual([
    "defaultSiteInfo",
    "normalizeTitle",
    "parseDumpPage",
    "parseSiteInfo",
    "parseWikitext",
    "resolveRedirect",
    "splitSentences",
    "wikitextScanner",
  ]);
  expect(Object.keys(nodeApi).sort()).toEqual([
    "buildCorpus",
    "buildCorpusOnSpark",
    "buildParts",
    "finishCorpus",
    "openCorpus",
    "planCorpus",
    "readDump",
    "readIndexedPage",
    "sparkSqlRunner",
  ]);
});
