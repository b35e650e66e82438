import type { TemplateSource } from "../template-rules.ts";

/** The Portuguese Wikipedia's own. */
export const pt: TemplateSource = {
  "converter|conversão": "%convert",
  língua: "$2",
  "link|ligação interlínguas": "[[$1]]",
  "fmtn|formatnum|número": ["$1", "$1 $2"],
  "citação|citação bloco": "$1",
  dtext: ["$1", "$1 de $2", "$1 de $2 de $3"],
  "séc|século": "século $1",
  "nihongo|japonês": ["$1", "$1 ($2)", "$1 ($2, $3)"],
};
