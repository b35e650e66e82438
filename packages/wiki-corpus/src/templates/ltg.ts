import type { TemplateSource } from "../template-rules.ts";

/** The Latgalian Wikipedia's own. */
export const ltg: TemplateSource = {
  "vol-*": "$1",
  vol: "$2",
};
