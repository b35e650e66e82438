import type { TemplateSource } from "../template-rules.ts";

/** The Italian Wikipedia's own. */
export const it: TemplateSource = {
  "conversione|converti": "%convert",
  m: ["$1", "$1 $2", "$1 $2$3"],
  "m s.l.m.": "$1 m",
  "ta|tt|testo": "$1",
  maiuscoletto: "$1",
  "citazione|quote|q": "$1",
  "colore|colore testo": "$2",
  lingua: "$2",
  "nihongo|giapponese": ["$1", "$1 ($2)", "$1 ($2, $3)"],
  "wl|link": ["[[$1]]", "[[$1|$2]]"],
};
