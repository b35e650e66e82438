import type { TemplateSource } from "../template-rules.ts";

/** Templates that many wikis share, under names that came with them from the English Wikipedia; none shows English words. */
export const any: TemplateSource = {
  "": "",
  "nowrap|nobr|nobreak|nowraplinks|small|smaller|resize|big|larger|sc|smallcaps|sub|sup|em|strong|bold|italic|i|b|noitalic|no italic":
    "$1",
  "abbr|abbrlink|tooltip|h:title|hover title|h title|define": "$1",
  "lang|lang2|langx|lang-x|wikt-lang|rtl-lang": "$2",
  "lang-*|script|unicode|polytonic|hebrew|arabic|iast|math|mvar|var|mono|code|kbd|samp|val|num|nts|ntsh|formatnum|number|sic|typo|as written|not a typo|proper name|font|color text|music|chem|chem2":
    "$1",
  "transl|transliteration|translit": ["$1", "$2", "$3"],
  "font color|color|colour|fontcolor": "$2",
  "convert|cvt": "%convert",
  "nihongo|nihongo2": ["$1", "$1 ($2)", "$1 ($2, $3)"],
  nihongo3: "$1",
  "zh|zh-hans|zh-hant|korean|ko-hhrm": "$1",
  "mdash|em dash|—|emdash": "—",
  "spaced mdash|spaced em dash|mdashb": " — ",
  "ndash|en dash|endash|–": "–",
  "spaced ndash|spaced en dash|snd|snds|spnd|spndash|sndash|spaced en dash space": " – ",
  "nbsp|space|spaces|thinsp|thin space|hair space|zwsp|break|br|-|clear": " ",
  "dot|·|•|middot|bullet": " · ",
  "'|apostrophe": "'",
  "' \"": "' \"",
  "...|ellipsis": "…",
  "!": "|",
  "=": "=",
  "frac|fraction|sfrac": ["1/$1", "$1/$2", "$1 $2/$3"],
  "angbr|angle bracket": "⟨$1⟩",
  "linktext|link text": "$1",
  "ill|interlanguage link|link-interwiki|ill-wd": "[[$1]]",
  "quote|blockquote|cquote|quotation|bquote|quote box inline|poemquote|verse translation": "$1",
  "visible anchor|vanchor|anchor text|va": "$1",
};
