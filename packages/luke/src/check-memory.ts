import type { ArchitectureName, HuggingFaceConfig } from "@lukejs/model";
import { type DeviceMemory, deviceMemory } from "./device-memory.ts";
import { modelTooBig } from "./errors.ts";
import { modelCost } from "./model-cost.ts";

/**
 * Refuses a model that the active backend has no room for, before its weights are read.
 *
 * @param room - what there is, unless it is to be asked for
 * @throws LukeError LUK014
 */
export function checkMemory(
  source: string,
  config: HuggingFaceConfig,
  architecture: ArchitectureName,
  maxTokens: number | undefined,
  room: DeviceMemory = deviceMemory(),
): void {
  const { memory } = modelCost(config, architecture, { maxTokens });
  const { name: where, available, largest } = room;
  if (largest !== undefined && memory.largest > largest) {
    throw modelTooBig(source, { needed: memory.largest, available: largest, where, tensor: true });
  }
  if (available === undefined || memory.total <= available) return;
  const fitting = [2048, 1024, 512].find(
    (tokens) => modelCost(config, architecture, { maxTokens: tokens }).memory.total <= available,
  );
  throw modelTooBig(source, { needed: memory.total, available, where, fitting });
}
