import { Random } from "@lukejs/kernels";
import { PretrainingExamples } from "@lukejs/tasks";
import { readPretrainingExamples, writePretrainingExamples } from "@lukejs/tasks/node";

/**
 * Copies a folder of pretraining examples with the entities of all mentions dealt out anew: the same texts, the same
 * mentions, the same entity frequencies, but which entity a mention means is left to chance. A control.
 */
export async function shuffleLinks(from: string, to: string, seed: number): Promise<void> {
  const { manifest, train, heldOut } = await readPretrainingExamples(from);
  const ids: number[] = [];
  for (let i = 0; i < train.size; i++) ids.push(...train.packed(i).entityIds);
  const order = new Random(seed, 11).permutation(ids.length);
  const shuffled = new PretrainingExamples();
  let at = 0;
  for (let i = 0; i < train.size; i++) {
    const example = train.packed(i);
    shuffled.append({ ...example, entityIds: example.entityIds.map(() => ids[order[at++]!]!) });
  }
  await writePretrainingExamples(
    to,
    { train: shuffled, heldOut },
    { settings: { ...manifest.settings, shuffled: seed } },
  );
}
