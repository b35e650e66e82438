// A string with the colon that makes it a key, or a bracket.
const token = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g;

/** The first key that an object of a valid JSON text has twice: `JSON.parse` would keep the last one in silence. */
export function duplicateKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [bracket, text, colon] of json.matchAll(token)) {
    if (bracket === "{") open.push(new Set());
    else if (bracket === "}") open.pop();
    else if (colon !== undefined) {
      const key = JSON.parse(text!) as string;
      if (open.at(-1)!.has(key)) return key;
      open.at(-1)!.add(key);
    }
  }
  return undefined;
}
