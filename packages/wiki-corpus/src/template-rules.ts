/**
 * Templates that stand inside sentences, and what a reader sees of them: `$1` is the first unnamed argument.
 * The last pattern whose arguments are all given is taken; every argument occurs at most once in a pattern.
 * Names are lower case without underscores; "lang-*" covers every name with that beginning. All others are dropped.
 */
export const templateRules: Readonly<Record<string, readonly string[]>> = rules({
  "": "",
  "nowrap|nobr|nobreak|nowraplinks|small|smaller|resize|big|larger|sc|smallcaps|sub|sup|em|strong|bold|italic|i|b":
    "$1",
  "abbr|abbrlink|tooltip|h:title|hover title|h title|define": "$1",
  "lang|langue|lang2|wikt-lang|rtl-lang": "$2",
  "langx|lang-x": "$2",
  "lang-*|script|unicode|polytonic|hebrew|arabic|iast|transl|transliteration|translit|math|mvar|var|mono|code|kbd|samp|val|num|nts|ntsh|formatnum|number|unité|unità|not a typo|as written|sic|typo|proper name|noitalic|no italic|nihongo3|font|color text|music|chem2|chem|uslong":
    "$1",
  "transl|transliteration": ["$1", "$2", "$3"],
  "font color|color|colour|fontcolor": "$2",
  "convert|cvt|convertir|conversione|konvertieren": ["$1", "$1 $2"],
  "nihongo|nihongo2": ["$1", "$1 ($2)", "$1 ($2, $3)"],
  "zh|zh-hans|zh-hant|korean|ko-hhrm": "$1",
  "mdash|em dash|—|emdash": "—",
  "spaced mdash|spaced em dash|snds": " — ",
  "ndash|en dash|endash|–": "–",
  "spaced ndash|spaced en dash|snd|spnd|spndash|sndash|spaced en dash space": " – ",
  "nbsp|space|spaces|thinsp|thin space|hair space|zwsp|break|br|-|clear": " ",
  "dot|·|•|middot|bullet": " · ",
  "'|apostrophe": "'",
  "' \"": "' \"",
  "!": "|",
  "=": "=",
  "circa|c.|ca.": ["c.", "c. $1", "c. $1 – c. $2"],
  "floruit|fl.|fl": ["fl.", "fl. $1", "fl. $1 – $2"],
  "reign|r.": ["r. $1", "r. $1 – $2"],
  "as of|asof|update after": ["As of $1"],
  "linktext|link text": "$1",
  "'s": "'s",
  "frac|fraction|sfrac": ["1/$1", "$1/$2", "$1 $2/$3"],
  "angbr|angle bracket": "⟨$1⟩",
  "start date|end date|date": ["$1", "$1-$2", "$1-$2-$3"],
  "us$|usd": "US$$1",
  "£|gbp|pound sterling": "£$1",
  "€|euro|eur": "€$1",
  "ill|interlanguage link|link-interwiki|ill-wd": "[[$1]]",
  "w|wl|link|lk|internal link": ["[[$1]]", "[[$1|$2]]"],
  "quote|blockquote|cquote|quotation|bquote|citazione|quote box inline|poemquote|verse translation": "$1",
  "visible anchor|vanchor|anchor text|va": "$1",
  ship: ["[[$1 $2]]"],
  "uss|hms|hmas|ss|rms": ["[[%n $1]]"],
});

function rules(
  source: Readonly<Record<string, string | readonly string[]>>,
): Record<string, readonly string[]> {
  const table: Record<string, readonly string[]> = Object.create(null);
  for (const [names, patterns] of Object.entries(source)) {
    for (const name of names.split("|")) table[name] = typeof patterns === "string" ? [patterns] : patterns;
  }
  return table;
}
