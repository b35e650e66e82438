import { flattenParameters } from "@lukejs/kernels";
import type { Checkpoint } from "./checkpoint.ts";

/** A README.md for a saved model: what it is, its sizes, its labels, how to open it. */
export function modelCard({ architecture, config, params, headParams, labels = [] }: Checkpoint): string {
  const leaves = [...flattenParameters(params).values(), ...flattenParameters(headParams).values()];
  const count = leaves.reduce((sum, { size }) => sum + size, 0);
  const rows: readonly (readonly [string, string | number])[] = [
    ["class", architecture],
    ["parameters", count.toLocaleString("en")],
    ["layers × heads", `${config.numLayers} × ${config.numHeads}`],
    ["hidden size", config.hiddenSize],
    ["words", config.vocabSize.toLocaleString("en")],
    ["entities", `${config.entityVocabSize.toLocaleString("en")} of width ${config.entityEmbeddingSize}`],
    ["longest text", `${config.maxPositions - 2} tokens`],
    ["attention", config.useEntityAwareAttention ? "entity-aware (four queries)" : "plain (one query)"],
  ];
  const lines = [
    "---",
    "library_name: transformers",
    "tags:",
    "  - luke",
    "  - entities",
    "---",
    "",
    `# ${architecture}`,
    "",
    "A LUKE model: words and entities are tokens of one transformer",
    "([Yamada et al., 2020](https://arxiv.org/abs/2010.01057)).",
    "",
    "| | |",
    "| --- | --- |",
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    "",
    ...(labels.length === 0 ? [] : [`Labels: ${labels.map((label) => `\`${label}\``).join(", ")}.`, ""]),
    "```python",
    ...(architecture === "LukeForEntityCloze"
      ? ["from transformers import LukeModel  # the cloze scorer is a head of lukejs"]
      : [`from transformers import ${architecture}`]),
    "",
    `model = ${architecture === "LukeForEntityCloze" ? "LukeModel" : architecture}.from_pretrained("<this folder>")`,
    "```",
    "",
    "```ts",
    'import { openCheckpoint } from "@lukejs/model/node";',
    "",
    'const model = await openCheckpoint("<this folder>");',
    "```",
    "",
  ];
  return lines.join("\n");
}
