import type { TemplateSource } from "../template-rules.ts";

/** The Chinese Wikipedia's own. */
export const zh: TemplateSource = {
  "le|link-en": ["[[$1]]", "[[$1|$3]]"],
  // Code of the language, title there, title here.
  "tsl|translink": ["$2", "[[$3]]"],
  "link-ja|link-de|link-fr|link-ru|link-es|link-it": "[[$1]]",
  "專名號|专名号|專名|書名號|僻字": "$1",
  語言: "$2",
  引用: "$1",
};
