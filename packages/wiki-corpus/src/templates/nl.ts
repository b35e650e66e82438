import type { TemplateSource } from "../template-rules.ts";

/** The Dutch Wikipedia's own. */
export const nl: TemplateSource = {
  citaat: "$1",
  taal: "$2",
  aut: "$1",
  spatie: " ",
  omrekenen: "%convert",
};
