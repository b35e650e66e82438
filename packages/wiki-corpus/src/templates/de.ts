import type { TemplateSource } from "../template-rules.ts";

/** The German Wikipedia's own; its language templates are `{{enS|…}}`, `{{frS|…}}`. */
export const de: TemplateSource = {
  "ens|frs|its|ess|pts|nls|las|rus|pls|css|jas|zhs|ars|trs|svs|das|nos|hus|grcs|els|hes|uks": "$1",
  "lang|spra": "$2",
  "nowrap|sperrschrift|kapitälchen|ul": "$1",
  "zitat|zitat-de": "$1",
  "formatnum|zahl": "$1",
  höhe: "$1 m",
  "nnbsp|snbsp|0": " ",
  konvertieren: "%convert",
};
