import type { ProjectOptions } from "./write-project.ts";

/** What a row of one's own data has to say, by task. */
const formats: Readonly<Record<string, string>> = {
  "entity-typing": `A JSON list with an object for each mention:

    {"sent": "Ann lives in Oslo.", "start": 13, "end": 17, "labels": ["location"]}

\`start\` and \`end\` are offsets of the mention in \`sent\` (UTF-16 code units, as JavaScript counts); \`labels\` may be any
names, and several for one mention.`,
  "relation-classification": `A JSON list with an object for each pair of mentions:

    {"id": "1", "token": ["Ann", "lives", "in", "Oslo", "."], "subj_start": 0, "subj_end": 0, "obj_start": 3,
     "obj_end": 3, "subj_type": "PERSON", "obj_type": "CITY", "relation": "lives_in"}

Positions count tokens, ends are inclusive (TACRED's format). \`relation\` may be any name; \`no_relation\` stands for none.`,
  "named-entity-recognition": `Columns with a token a line, its tag last (CoNLL-2003's format), and a blank line between sentences:

    Ann NNP B-NP B-PER
    lives VBZ B-VP O
    in IN B-PP O
    Oslo NNP B-NP B-LOC

The two columns in the middle are not read, write \`-\`. Types may be any names. \`-DOCSTART-\` begins a document.`,
  cloze: `ReCoRD's format: passages with the offsets of their entities, queries with \`@placeholder\`, and the answers:

    {"data": [{"id": "1", "passage": {"text": "…", "entities": [{"start": 0, "end": 2}]},
               "qas": [{"id": "1-1", "query": "@placeholder lives in Oslo.",
                        "answers": [{"start": 0, "end": 2, "text": "Ann"}]}]}]}

The ends of entities and answers are inclusive.`,
  "question-answering": `SQuAD 1.1's format: paragraphs with questions and where in the paragraph an answer begins:

    {"data": [{"title": "Ann", "paragraphs": [{"context": "Ann lives in Oslo.",
               "qas": [{"id": "1", "question": "Where does Ann live?",
                        "answers": [{"text": "Oslo", "answer_start": 13}]}]}]}]}`,
};

/** The README of a project of `luke init`. */
export function projectReadme({ task, model }: ProjectOptions, extension: string): string {
  return `# ${task} on data of one's own

A project of \`luke init\`. \`data/\` holds a sample so that everything runs before your own data is there.

1. Install, and once per machine prepare the native runtime (optional: without it everything runs, more slowly).

   \`\`\`sh
   npm install
   npx luke setup
   \`\`\`

2. Put a pretrained model into \`${model}\`, for example the published base model:

   \`\`\`sh
   npx luke convert studio-ousia/luke-base ${model}
   \`\`\`

3. Replace \`data/train.${extension}\`, \`data/dev.${extension}\` and \`data/test.${extension}\` by your own data.

4. See whether your data can be read, try a few updates, then train and score:

   \`\`\`sh
   npm run validate
   npm run try
   npm run train
   npm run evaluate
   \`\`\`

The finished model is \`runs/first/model\`, a Hugging Face folder; \`npx luke predict ${task} --model runs/first/model\`
answers with it. \`validate\` names every row that cannot be read, and tells labels that are rare or in one file alone.

## The format

${formats[task]}

## Settings

\`finetune.json\` is the run config. Editors that know JSON schemas complete its settings and mark wrong ones, by
\`finetune.schema.json\` (VS Code wants the language mode "JSON with Comments"). \`--set key=value\` changes a setting for
one run.
`;
}
