import type { TemplateSource } from "../template-rules.ts";

/** The Spanish Wikipedia's own. */
export const es: TemplateSource = {
  "unidad|u": ["$1", "$1 $2"],
  "convertir|conversión": "%convert",
  "cita|cita bloque": "«$1»",
  idioma: "$2",
  "enlace interlingüístico|enlace": "[[$1]]",
  "siglo|s": "siglo $1",
  esd: " ",
  versalita: "$1",
};
