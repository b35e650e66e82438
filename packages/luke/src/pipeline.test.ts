import { expect, test } from "vitest";
import { createPipeline, type Pipeline } from "./pipeline.ts";

/** Answers n with n²; shows the batches it was asked for and whether it was freed. */
function squares(): { pipeline: Pipeline<number, number>; batches: number[][]; freed: () => boolean } {
  const batches: number[][] = [];
  let freed = false;
  const pipeline = createPipeline<number, number>({
    task: "squares",
    labels: [],
    backend: "none",
    async answer(inputs, { signal }) {
      batches.push([...inputs]);
      await new Promise((resolve) => setTimeout(resolve, 1));
      signal?.throwIfAborted();
      return inputs.map((input) => input * input);
    },
    free: () => {
      freed = true;
    },
  });
  return { pipeline, batches, freed: () => freed };
}

async function* endless(): AsyncGenerator<number> {
  for (let i = 0; ; i++) yield i;
}

test("a stream is answered in order, in batches, whatever its length", async () => {
  const { pipeline, batches } = squares();
  const answers: number[] = [];
  for await (const answer of pipeline.stream([1, 2, 3, 4, 5], { batchSize: 2 })) answers.push(answer);
  expect(answers).toEqual([1, 4, 9, 16, 25]);
  expect(batches).toEqual([[1, 2], [3, 4], [5]]);
  for await (const answer of pipeline.stream(endless())) if (answer > 100) break;
  expect(batches.at(-1)).toHaveLength(16);
});

test("a stream that is left early or aborted lets the model go", async () => {
  const { pipeline, freed } = squares();
  const controller = new AbortController();
  await expect(async () => {
    for await (const answer of pipeline.stream(endless(), { signal: controller.signal, batchSize: 3 })) {
      pipeline.dispose();
      expect(freed(), "not while the stream runs").toBe(false);
      if (answer > 50) controller.abort(new Error("enough"));
    }
  }).rejects.toThrow("enough");
  expect(freed()).toBe(true);
  await expect(pipeline.stream([1]).next()).rejects.toMatchObject({ code: "LUK009" });
});

test("a call ends where its signal says so", async () => {
  const { pipeline, batches } = squares();
  await expect(pipeline(1, { signal: AbortSignal.abort(new Error("too late")) })).rejects.toThrow("too late");
  expect(batches).toEqual([]);
  const controller = new AbortController();
  const running = pipeline([1, 2], { signal: controller.signal });
  controller.abort(new Error("stop"));
  await expect(running).rejects.toThrow("stop");
  expect(await pipeline([1, 2])).toEqual([1, 4]);
});

test("a stream of no size is refused", async () => {
  await expect(squares().pipeline.stream([1], { batchSize: 0 }).next()).rejects.toThrow(RangeError);
});
