import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatHuggingFaceConfig, huggingFaceName, type LukeConfig, lukeParameterSpecs } from "@lukejs/model";
import { type LazyTensor, writeSafetensors } from "@lukejs/model/node";

/** A folder with a LukeModel of random weights, one tensor in memory at a time. Returns the bytes of the weights. */
export async function writeRandomModel(folder: string, config: LukeConfig): Promise<number> {
  await mkdir(folder, { recursive: true });
  const tensors = new Map<string, LazyTensor>();
  let bytes = 0;
  for (const [name, { shape }] of lukeParameterSpecs(config)) {
    const size = shape.reduce((a, b) => a * b, 1);
    bytes += 4 * size;
    const values = async (): Promise<Float32Array> =>
      Float32Array.from(
        { length: size },
        (_, i) => ((Math.imul(i + size, 2654435761) >>> 16) / 65536 - 0.5) / 20,
      );
    tensors.set(huggingFaceName(name, ""), { dtype: "float32", shape, values });
  }
  await writeSafetensors(join(folder, "model.safetensors"), tensors, { format: "pt" });
  const file = { config, architectures: ["LukeModel"], labels: [], extra: {} };
  await writeFile(join(folder, "config.json"), JSON.stringify(formatHuggingFaceConfig(file)));
  return bytes;
}
