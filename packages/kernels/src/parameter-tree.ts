import { dispose, Tensor } from "@tensorflow/tfjs-core";

/**
 * Parameters as nested plain objects and arrays with tensors at the leaves; the path to a leaf is its name.
 * A package types its own tree (interfaces, optional parts); here any object is walked.
 */
export type ParameterTree = object;

/** Every leaf by its name, e.g. "layers.0.attention.key.weight", in the order of the tree. */
export function flattenParameters(tree: ParameterTree): Map<string, Tensor> {
  const leaves = new Map<string, Tensor>();
  visit(tree, "", (name, tensor) => leaves.set(name, tensor));
  return leaves;
}

/** The same tree with `map` applied to every leaf. */
export function mapParameters<Tree extends ParameterTree>(
  tree: Tree,
  map: (tensor: Tensor, name: string) => Tensor,
): Tree {
  const rebuild = (node: unknown, path: string): unknown => {
    if (node === undefined || node instanceof Tensor) return node === undefined ? undefined : map(node, path);
    if (Array.isArray(node)) return node.map((child, i) => rebuild(child, join(path, String(i))));
    return Object.fromEntries(
      Object.entries(node as object).map(([name, child]) => [name, rebuild(child, join(path, name))]),
    );
  };
  return rebuild(tree, "") as Tree;
}

/** Frees every leaf. */
export function disposeParameters(tree: ParameterTree): void {
  dispose([...flattenParameters(tree).values()].filter((tensor) => !tensor.isDisposed));
}

function visit(node: unknown, path: string, see: (name: string, tensor: Tensor) => void): void {
  if (node === undefined) return;
  if (node instanceof Tensor) see(path, node);
  else for (const [name, child] of Object.entries(node as object)) visit(child, join(path, name), see);
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
