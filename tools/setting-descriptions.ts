/**
 * What the settings of the run configs mean, taken from the comments of their interfaces, for the JSON schemas that
 * editors show. `npx tsx tools/setting-descriptions.ts` writes the file anew after a change of a comment.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const run = new URL("../apps/trainer/src/run/", import.meta.url);

/** What each setting means, by the command that reads it. */
export function describedSettings(): Record<"pretrain" | "finetune", Record<string, string>> {
  return {
    pretrain: {
      ...describedBy("pretrain-config.ts", "PretrainConfig"),
      ...prefixed("stages", describedBy("pretrain-config.ts", "PretrainStage")),
    },
    finetune: describedBy("fine-tune-config.ts", "FineTuneConfig"),
  };
}

/** Names of an interface's fields, those of nested ones after a dot, with their comments. */
function describedBy(file: string, name: string): Record<string, string> {
  const lines = readFileSync(new URL(file, run), "utf8").split("\n");
  const start = lines.indexOf(`export interface ${name} {`) + 1;
  const found: Record<string, string> = {};
  const groups: string[] = [];
  let comment: string[] = [];
  for (const line of lines.slice(start, lines.indexOf("}", start))) {
    const field = /^\s*readonly (\w+)\??:/.exec(line)?.[1];
    if (field === undefined) {
      const text = line.replace(/^\s*(\/\*\*|\*\/|\*)?\s*|\s*\*\/$/g, "");
      if (line.trim() === "};") groups.pop();
      else if (text !== "") comment.push(text);
      continue;
    }
    if (comment.length > 0) found[[...groups, field].join(".")] = comment.join(" ");
    comment = [];
    if (line.endsWith("{")) groups.push(field);
  }
  return found;
}

function prefixed(group: string, fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [`${group}.${name}`, text]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    new URL("setting-descriptions.ts", run),
    `// Written by tools/setting-descriptions.ts from the comments of the configs' interfaces.

/** What each setting means, by the command that reads it; a setting of a group as "group.setting". */
export const settingDescriptions: {
  readonly pretrain: Readonly<Record<string, string>>;
  readonly finetune: Readonly<Record<string, string>>;
} = ${JSON.stringify(describedSettings())};
`,
  );
  execFileSync("npx", ["biome", "check", "--write", fileURLToPath(new URL("setting-descriptions.ts", run))]);
}
