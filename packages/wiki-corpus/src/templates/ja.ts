import type { TemplateSource } from "../template-rules.ts";

/** The Japanese Wikipedia's own. */
export const ja: TemplateSource = {
  "仮リンク|日本語版にない記事リンク": "[[$1]]",
  "ルビ|読み仮名|ruby": ["$1", "$1($2)"],
  言語: "$2",
  "補助漢字フォント|jis2004フォント|cjkv|漢字": "$1",
  "行内引用|引用": "$1",
};
