import type { TemplateSource } from "../template-rules.ts";

/** The French Wikipedia's own. */
export const fr: TemplateSource = {
  "langue|citation étrangère": "$2",
  "unité|nombre|nb": ["$1", "$1 $2"],
  "convertir|conversion": "%convert",
  "citation|citation nécessaire|« »|guil": "« $1 »",
  "citation bloc|début citation": "$1",
  "date|date-": ["$1", "$1 $2", "$1 $2 $3"],
  "s|siècle|s-": "$1e siècle",
  "s av jc|sav|-s|-s-": "$1e siècle av. J.-C.",
  er: "er",
  "1er": "1er",
  e: "e",
  "n°|n°s|numéro": "no $1",
  "mr|m.": "M.",
  mme: "Mme",
  japonais: ["$1", "$1 ($2)", "$1 ($2, $3)"],
  "lien|lien interwiki": "[[$1]]",
  incise: "– $1 –",
  "petites capitales|pc|souligner|exp|ind": "$1",
  "terme défini|terme": "$1",
};
