import type { Mention, Sentence } from "./sentence.ts";

/** Two sentences made one: the first loses its full stop, the second its capital where that is not a name's. */
export function join(first: Sentence, connective: string, second: Sentence): Sentence {
  const head = [...first];
  const last = head[head.length - 1];
  if (typeof last === "string") head[head.length - 1] = last.replace(/\.$/, "");
  const tail = [...second];
  const next = tail[0];
  if (typeof next === "string") tail[0] = connective + next[0]!.toLowerCase() + next.slice(1);
  else tail.splice(0, 1, connective, uncapitalise(next!));
  return head.concat(tail).filter((piece) => piece !== "");
}

function uncapitalise(mention: Mention): Mention {
  const name = mention.entity?.name;
  const common =
    name !== undefined &&
    name[0] === name[0]!.toLowerCase() &&
    name.toLowerCase() === mention.text.toLowerCase();
  return common ? { ...mention, text: name } : mention;
}
