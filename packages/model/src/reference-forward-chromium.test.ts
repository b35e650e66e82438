import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findChromium, openInChromium, sharedPath } from "@lukejs/test-kit";
import { build } from "esbuild";
import { expect, test } from "vitest";

const folder = sharedPath("fixtures/luke-tiny");
const chromium = findChromium();
if (chromium === undefined) console.warn("a model in a browser is not tested: there is no Chromium here");

// More of them, and in more detail, run in Node; what is tested here is the browser.
const names = ["model-ragged", "plain-pair"];

/** What the page runs: a checkpoint out of addresses, and the largest difference to the reference of each output. */
const script = `
import "@lukejs/kernels";
import "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { decodeSafetensors, huggingFaceForward, openCheckpointFiles } from "@lukejs/model";

const load = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

async function main() {
  await tf.setBackend("webgpu");
  const { cases } = JSON.parse(new TextDecoder().decode(await load("/manifest.json")));
  const differences = {};
  for (const reference of cases.filter(({ name }) => ${JSON.stringify(names)}.includes(name))) {
    const at = (file) => "/checkpoints/" + reference.checkpoint + "/" + file;
    const checkpoint = await openCheckpointFiles({
      nameOf: at,
      text: async (file) => ((await fetch(at(file))).ok ? new TextDecoder().decode(await load(at(file))) : undefined),
      bytes: async (file) => {
        if (!(await fetch(at(file))).ok) return undefined;
        const bytes = await load(at(file));
        const read = async (begin, end) => bytes.slice(begin, end);
        return { name: at(file), size: bytes.length, read, close: async () => {} };
      },
    });
    const { tensors } = decodeSafetensors(await load("/" + reference.file));
    const inputs = [...tensors].filter(([name]) => name.startsWith("in."));
    const named = inputs.map(([name, { values, shape, dtype }]) => [name.slice(3), tf.tensor(values, [...shape], dtype)]);
    const outputs = huggingFaceForward(checkpoint, Object.fromEntries(named));
    for (const name of Object.keys(reference.outputs)) {
      if (outputs[name] === undefined) continue;
      const expected = tensors.get("out." + name).values;
      const actual = await outputs[name].data();
      differences[reference.name + " " + name] = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[i])), 0);
    }
  }
  return { backend: tf.getBackend(), differences };
}

main()
  .catch((error) => ({ error: String(error?.stack ?? error) }))
  .then((result) => fetch("/report", { method: "POST", body: JSON.stringify(result) }));
`;

test.skipIf(folder === undefined || chromium === undefined)(
  "on WebGPU in Chromium a checkpoint out of addresses gives the reference's outputs",
  async () => {
    const { outputFiles } = await build({
      stdin: { contents: script, resolveDir: import.meta.dirname },
      bundle: true,
      write: false,
      format: "iife",
      platform: "browser",
      conditions: ["@lukejs/source"],
      logLevel: "error",
    });
    const page = `<script>${outputFiles[0]!.text.replaceAll("</script", "<\\/script")}</script>`;
    const { backend, differences, error } = (await openInChromium(chromium!, {
      answer: (path) => {
        if (path === "/") return page;
        const file = join(folder!, path);
        return existsSync(file) ? readFileSync(file) : undefined;
      },
      timeout: 110_000,
    })) as Report;
    expect(error).toBeUndefined();
    expect(backend).toBe("webgpu");
    expect(Object.keys(differences!).length).toBeGreaterThanOrEqual(names.length);
    for (const [name, difference] of Object.entries(differences!)) {
      expect(difference, name).toBeLessThan(1e-4);
    }
  },
  120_000,
);

interface Report {
  readonly error?: string;
  readonly backend?: string;
  readonly differences?: Readonly<Record<string, number>>;
}
