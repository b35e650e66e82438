/** What colours stand for; a terminal's theme says how they look. */
export type Paint = "title" | "error" | "warning" | "good" | "faint";

const codes = { title: [1, 22], error: [31, 39], warning: [33, 39], good: [32, 39], faint: [2, 22] } as const;

/**
 * Colours a text for a stream: only on a terminal, never where NO_COLOR is set to anything (no-color.org) or the terminal
 * is a dumb one.
 */
export function paint(
  text: string,
  kind: Paint,
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (!hasColours(stream, env)) return text;
  const [on, off] = codes[kind];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** Whether a stream shows colours. */
export function hasColours(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  return stream.isTTY === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
}
