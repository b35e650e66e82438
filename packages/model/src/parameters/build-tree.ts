/**
 * The tree whose paths are the names: `{"layers.0.key": x}` → `{ layers: [{ key: x }] }`.
 * A level whose names are all numbers becomes an array. The inverse of `flattenParameters` of @lukejs/kernels.
 */
export function buildTree<T, Tree>(leaves: ReadonlyMap<string, T>): Tree {
  const root: Node<T> = new Map();
  for (const [name, leaf] of leaves) {
    const path = name.split(".");
    const last = path.pop()!;
    let node = root;
    for (const step of path) {
      let next = node.get(step);
      if (!(next instanceof Map)) node.set(step, (next = new Map()));
      node = next as Node<T>;
    }
    node.set(last, leaf);
  }
  return materialize(root) as Tree;
}

type Node<T> = Map<string, T | Node<T>>;

function materialize<T>(node: Node<T>): unknown {
  const entries = [...node].map(([key, value]): [string, unknown] => [
    key,
    value instanceof Map ? materialize(value as Node<T>) : value,
  ]);
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}
