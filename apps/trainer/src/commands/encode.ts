import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { openLineEncoder } from "../run/encode-line.ts";
import { requireFiles } from "../run/require-files.ts";
import { runCommand } from "../terminal/run-command.ts";

/** `luke encode --model DIR`: one JSON object a line in, one a line out, in order. */
export function addEncode(program: Command): void {
  program
    .command("encode")
    .description("texts with entities to ids: JSON lines from stdin to stdout")
    .requiredOption("--model <folder>", "a folder with vocab.json, merges.txt and an entity vocabulary")
    .addHelpText(
      "after",
      `
A line holds the keyword arguments of transformers' LukeTokenizer call (text, text_pair, entities, entity_spans,
padding, truncation, max_length, ...), optionally "tokenizer" (constructor arguments: task, max_entity_length, ...;
"compat": "hf" repeats the reference's defects) and "span_unit" ("utf16", the default, or "codepoint").
The answer has the same field names, or {"error": {"code", "message"}}.

Example:
  echo '{"text": "Lisbon is in Portugal.", "entity_spans": [[0, 6]]}' | luke encode --model model`,
    )
    .action((options: { model: string }, command: Command) =>
      runCommand(command.optsWithGlobals(), async (context) => {
        await requireFiles("a model", [options.model]);
        const encode = await openLineEncoder(options.model);
        const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
        let number = 0;
        for await (const line of lines) {
          if (context.signal.aborted) break;
          const answer = `${JSON.stringify(await encode(line, ++number))}\n`;
          if (!process.stdout.write(answer)) await once(process.stdout, "drain");
        }
      }),
    );
}
