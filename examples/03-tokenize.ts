/** Text to ids: a byte-level BPE learnt from the bundled encyclopedia, then words and entities of one sentence. */
import { generateEncyclopedia } from "@lukejs/encyclopedia";
import { EntityVocab } from "@lukejs/entity-vocab";
import { LukeTokenizer, RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";

const { datasets } = generateEncyclopedia({ seed: 1 });
const sentences = datasets.openEntity.train.map(({ sent }) => sent);
const words = new RobertaTokenizer(await trainByteLevelBpe(sentences, { vocabSize: 2000 }));
console.log(`${words.vocabSize} tokens learnt from ${sentences.length} sentences`);

const text = "Lisbon is the capital of Portugal.";
const { ids, starts, ends } = words.encode(text);
for (const [i, id] of ids.entries()) {
  console.log(
    `  ${String(id).padStart(4)}  ${words.tokenOf(id)?.padEnd(12)} ${text.slice(starts[i], ends[i])}`,
  );
}

// An entity token stands for the word tokens that mention it; 0 is <s>.
const entities = EntityVocab.of([
  { title: "Lisbon", count: 12 },
  { title: "Portugal", count: 9 },
]);
const luke = new LukeTokenizer(words, entities);
const encoding = luke.encode(text, {
  entities: ["Lisbon", "Portugal"],
  entitySpans: [
    [0, 6],
    [25, 33],
  ],
});
for (const [i, id] of encoding.entityIds.entries()) {
  console.log(
    `  entity ${id}  ${entities.titleOf(id).padEnd(10)} at word tokens ${encoding.entityPositions[i]}`,
  );
}
