/**
 * Claim: with entity-aware attention the forward pass of LUKE-base takes little more than with plain attention (paper §3.2:
 * only queries are added), at 128 words + 32 entities and at 512 + 128. The aim of 1.05 × is below what the added product
 * costs where products are 85 % of the time: 13 in place of 12 are 1.07 ×.
 *
 * Method: 4 texts of the first size and one of the second, packed, both kinds interleaved in one process; minima and
 * processor seconds. Of the products of a layer, 12 with the hidden size (4 of attention, 8 feed-forward) become 13.
 */
import { loadavg } from "node:os";
import { useBackend } from "@lukejs/backend";
import { packedLuke } from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";
import { interleave } from "./interleave.ts";
import { baseParams, config, equalTexts } from "./kernels/base-size.ts";
import { reportBenchmark } from "./report-benchmark.ts";

const { description } = await useBackend("native");
const params = baseParams();
const figures: Record<string, number | string> = { backend: description };
for (const [texts, words, entities] of [
  [4, 128, 32],
  [1, 512, 128],
] as const) {
  const inputs = equalTexts(texts, words, entities);
  const spent = new Map<boolean, number>();
  const forward = (useEntityAwareAttention: boolean) => async (): Promise<void> => {
    const before = process.cpuUsage();
    const sum = tf.tidy(() =>
      tf.sum(packedLuke(params, inputs, { ...config, useEntityAwareAttention }).words),
    );
    await sum.data();
    sum.dispose();
    const { user, system } = process.cpuUsage(before);
    spent.set(
      useEntityAwareAttention,
      Math.min(spent.get(useEntityAwareAttention) ?? Number.POSITIVE_INFINITY, user + system),
    );
  };
  const timings = await interleave({ aware: forward(true), plain: forward(false) }, 12);
  const title = `${texts} × (${words} + ${entities})`;
  figures[`${title}: s, entity-aware`] = timings.aware.minimum;
  figures[`${title}: entity-aware / plain, minima`] = timings.aware.minimum / timings.plain.minimum;
  figures[`${title}: entity-aware / plain, processor seconds`] = spent.get(true)! / spent.get(false)!;
}
figures["load of the machine at the end"] = loadavg()[0]!;
reportBenchmark("entity-aware", "entity-aware against plain attention, LUKE-base forward", figures);
