import { readAsset } from "#read-asset";
import type { DemoTask } from "./demo-tasks.ts";
import { modelNotBuilt } from "./errors.ts";
import { unpackWeights } from "./pack-weights.ts";

export interface DemoModelOptions {
  /** Where the folder `model` of this package is served, with a slash at its end; beside the code without it. */
  readonly baseUrl?: string;
}

/** What `model/manifest.json` holds. */
export interface DemoManifest {
  /** Texts that are the same for all tasks: the tokenizer's. */
  readonly shared: Readonly<Record<string, string>>;
  readonly tasks: Readonly<Partial<Record<DemoTask, Readonly<Record<string, string>>>>>;
}

/**
 * The files of a small model by name, as `loadPipeline` of @lukejs/luke takes them:
 * `loadPipeline("entity-typing", await demoModel("entity-typing"))`. Weights are stored in 8 bits and come in float32.
 *
 * @throws LukeError DEM001 where the model's files are not there
 */
export async function demoModel(
  task: DemoTask,
  { baseUrl }: DemoModelOptions = {},
): Promise<Record<string, string | Uint8Array<ArrayBuffer>>> {
  const read = async (file: string): Promise<Uint8Array<ArrayBuffer>> => {
    try {
      return await readAsset(file, baseUrl);
    } catch (cause) {
      throw modelNotBuilt(file, cause);
    }
  };
  const manifest = JSON.parse(new TextDecoder().decode(await read("manifest.json"))) as DemoManifest;
  const own = manifest.tasks[task];
  if (own === undefined) {
    throw new TypeError(`demoModel: "${task}", expected one of ${Object.keys(manifest.tasks).join(", ")}`);
  }
  const packed = await read(`${task}.safetensors`);
  return { ...manifest.shared, ...own, "model.safetensors": unpackWeights(packed, `${task}.safetensors`) };
}
