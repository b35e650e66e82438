/** Follows redirects to the end; a title that leads into a circle is its own end. */
export function resolveRedirect(redirects: Pick<ReadonlyMap<string, string>, "get">, title: string): string {
  let at = title;
  let seen: Set<string> | undefined;
  for (let next = redirects.get(at); next !== undefined; next = redirects.get(at)) {
    seen ??= new Set([title]);
    if (seen.has(next)) return title;
    seen.add(next);
    at = next;
  }
  return at;
}
