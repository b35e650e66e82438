import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { configInvalid, configNotJson, fileMissing, settingMalformed } from "../errors.ts";

/**
 * A run config: JSON, `//` comments allowed, checked by a zod schema. Unknown keys are errors, so that a misspelt
 * setting never passes silently. `settings` are `key=value` pairs of the command line and win over the file. Without a
 * file they complete `base`. `$schema`, by which editors check the file, is passed over.
 *
 * @throws LukeError CLI001 (no such file), CLI002 (unknown key, wrong value), CLI003 (not JSON), CLI005 (bad pair)
 */
export async function readConfig<Schema extends z.ZodType>(
  path: string | undefined,
  schema: Schema,
  settings: readonly string[] = [],
  base: object = {},
): Promise<z.infer<Schema>> {
  let config: unknown = structuredClone(base);
  if (path !== undefined) {
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch {
      throw fileMissing("a run config", path);
    }
    try {
      config = JSON.parse(withoutComments(text));
    } catch (cause) {
      throw configNotJson(path, cause);
    }
  }
  // For editors alone: where the schema is by which they check the file.
  if (typeof config === "object" && config !== null && "$schema" in config) delete config.$schema;
  for (const setting of settings) setPath(config as Record<string, unknown>, setting);
  const parsed = schema.safeParse(config);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join(".") || "the config"}: ${issue.message}`,
  );
  throw configInvalid(path ?? "the command line", problems, knownKeys(schema));
}

/** `model.numLayers=4` → config.model.numLayers = 4; a value that is not JSON is a string. */
function setPath(config: Record<string, unknown>, setting: string): void {
  const equals = setting.indexOf("=");
  if (equals <= 0) throw settingMalformed(setting);
  const keys = setting.slice(0, equals).split(".");
  const text = setting.slice(equals + 1);
  let value: unknown = text;
  try {
    value = JSON.parse(text);
  } catch {}
  let target = config;
  for (const key of keys.slice(0, -1)) {
    const next = target[key];
    target = (typeof next === "object" && next !== null ? next : (target[key] = {})) as Record<
      string,
      unknown
    >;
  }
  target[keys.at(-1)!] = value;
}

/** Drops `//` comments outside strings. */
export function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*/g, (part) => (part.startsWith('"') ? part : ""));
}

function knownKeys(schema: z.ZodType): readonly string[] | undefined {
  const { shape } = schema as unknown as { shape?: Record<string, unknown> };
  return shape === undefined ? undefined : Object.keys(shape);
}
