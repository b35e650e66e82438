/** One size of find-names.bench.ts: prints its figures as JSON. */
import { MentionTable } from "@lukejs/entity-vocab";
import { Random } from "@lukejs/kernels";

const size = Number(process.argv[2]);
const random = new Random(1);
const letters = "aaabcdeeeefghiiijklmnnoooprrssttuüéж";
const words = Array.from({ length: Math.max(1000, size / 10) }, () => {
  const word = Array.from(
    { length: 3 + random.nextInt(8) },
    () => letters[random.nextInt(letters.length)],
  ).join("");
  return random.nextInt(2) === 0 ? word : word[0]!.toUpperCase() + word.slice(1);
});
/** Low indices are frequent: uniform in the logarithm. */
const word = () => words[Math.floor(words.length ** random.nextFloat()) - 1]!;
const rareWord = () => words[random.nextInt(words.length)]!;

const names = new Set<string>();
while (names.size < size) {
  const name = [rareWord()];
  for (let length = random.nextInt(4); length > 0; length--) name.push(word());
  names.add(name.join(" "));
}
const pieces: string[] = [];
const some = [...names].filter((_, i) => i % 97 === 0);
for (let i = 0; i < 2_000_000; i++) pieces.push(i % 12 === 0 ? some[random.nextInt(some.length)]! : word());
const paragraphs: string[] = [];
for (let from = 0; from < pieces.length; from += 60)
  paragraphs.push(`${pieces.slice(from, from + 60).join(" ")}.`);
const bytes = paragraphs.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

function* rows() {
  let i = 0;
  for (const name of names)
    yield {
      name: name.toLowerCase(),
      title: `Title ${i++ >> 1}`,
      count: 3,
      nameLinks: 3,
      nameOccurrences: 10,
      namePages: 8,
    };
}
const before = process.memoryUsage();
const began = performance.now();
const table = new MentionTable(rows(), { normalization: "lowercase", linkProbability: "occurrences" });
const built = performance.now() - began;
const after = process.memoryUsage();

let fastest = Infinity;
let found = 0;
for (let pass = 0; pass < 5; pass++) {
  found = 0;
  const started = performance.now();
  const cpu = process.cpuUsage();
  for (const text of paragraphs) found += table.findAll(text, { maxCandidates: 1 }).length;
  const { user, system } = process.cpuUsage(cpu);
  fastest = Math.min(fastest, (user + system) / 1e6, (performance.now() - started) / 1000);
}
console.log(
  JSON.stringify({
    "MB of text a second": bytes / 1e6 / fastest,
    "names found a KB": found / (bytes / 1e3),
    "MB of the table": (after.arrayBuffers - before.arrayBuffers) / 1e6,
    "seconds to fill it": built / 1000,
  }),
);
