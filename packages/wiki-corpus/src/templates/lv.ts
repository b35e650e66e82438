import type { TemplateSource } from "../template-rules.ts";

/** The Latvian Wikipedia's own. */
export const lv: TemplateSource = {
  "val-*": "$1",
  val: "$2",
  "cits|citāts": "$1",
};
