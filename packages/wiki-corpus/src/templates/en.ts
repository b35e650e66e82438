import type { TemplateSource } from "../template-rules.ts";

/** The English Wikipedia's own. */
export const en: TemplateSource = {
  "'s": "'s",
  "circa|c.|ca.": ["c.", "c. $1", "c. $1 – c. $2"],
  "floruit|fl.|fl": ["fl.", "fl. $1", "fl. $1 – $2"],
  "reign|r.": ["r. $1", "r. $1 – $2"],
  "as of|asof|update after": "As of $1",
  "start date|end date|date": ["$1", "$1-$2", "$1-$2-$3"],
  "us$|usd": "US$$1",
  "£|gbp|pound sterling": "£$1",
  "€|euro|eur": "€$1",
  "w|wl|link|lk|internal link": ["[[$1]]", "[[$1|$2]]"],
  ship: "[[$1 $2]]",
  "uss|hms|hmas|ss|rms": "[[%n $1]]",
  "okina|okina-": "ʻ",
  "hlist|flatlist|plainlist": "$1",
};
