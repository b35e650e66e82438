import { pickleRefused } from "../../errors.ts";
import { readPickle } from "./read-pickle.ts";
import { storageDtypes } from "./torch-dtypes.ts";

/** A tensor of a pickle: which storage, where in it, and how it is laid out. */
export interface PickledTensor {
  /** Key of the storage: in a zip, the name of its file under `data/`. */
  readonly storage: string;
  /** dtype as safetensors spells it. */
  readonly dtype: string;
  /** First element in the storage. */
  readonly offset: number;
  readonly shape: readonly number[];
  /** Elements from one index to the next, per axis. */
  readonly strides: readonly number[];
}

const dictionary = "collections.OrderedDict";
const rebuildTensor = "torch._utils._rebuild_tensor_v2";
const rebuildParameter = "torch._utils._rebuild_parameter";
const callables: readonly string[] = [dictionary, rebuildTensor, rebuildParameter];

class Global {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

class Storage {
  readonly dtype: string;
  readonly key: string;
  constructor(dtype: string, key: string) {
    this.dtype = dtype;
    this.key = key;
  }
}

class TensorValue {
  readonly tensor: PickledTensor;
  constructor(tensor: PickledTensor) {
    this.tensor = tensor;
  }
}

/**
 * The tensors of the dictionary in a pickle (`data.pkl` of a pytorch_model.bin), by name, and where the pickle ends.
 * Entries that are not tensors, such as version numbers, are left out.
 *
 * @throws LukeError MOD011 for a pickle with any other instruction, class or function
 */
export function unpickleTensors(
  bytes: Uint8Array,
  source: string,
): { readonly tensors: Map<string, PickledTensor>; readonly end: number } {
  const refuse = (problem: string): Error => pickleRefused(source, problem);
  const { value, end } = readPickle(
    bytes,
    {
      global: (name) => {
        if (!callables.includes(name) && !Object.hasOwn(storageDtypes, name)) {
          throw refuse(`its pickle names ${name}`);
        }
        return new Global(name);
      },
      call: (callable, args) => {
        if (callable instanceof Global) {
          if (callable.name === dictionary && args.length === 0) return new Map();
          if (callable.name === rebuildTensor) return describeTensor(args, refuse);
          if (callable.name === rebuildParameter && args[0] instanceof TensorValue) return args[0];
        }
        throw refuse("its pickle calls something that builds no tensor");
      },
      persistent: (id) => describeStorage(id, refuse),
    },
    refuse,
  );
  return { tensors: tensorsOf(value, refuse), end };
}

/** A pickle of numbers, strings and dictionaries of them alone. */
export function unpicklePlain(
  bytes: Uint8Array,
  source: string,
): { readonly value: unknown; readonly end: number } {
  const refuse = (problem: string): Error => pickleRefused(source, problem);
  const refuseName = (name: unknown): never => {
    throw refuse(`its pickle names ${String(name)}`);
  };
  return readPickle(bytes, { global: refuseName, call: refuseName, persistent: refuseName }, refuse);
}

/** A pickle that is a list of storage keys. */
export function unpickleKeys(
  bytes: Uint8Array,
  source: string,
): { readonly keys: readonly string[]; readonly end: number } {
  const { value, end } = unpicklePlain(bytes, source);
  if (!Array.isArray(value) || !value.every((key) => typeof key === "string")) {
    throw pickleRefused(source, "it has no list of its storages");
  }
  return { keys: value, end };
}

/** A persistent id of torch: ("storage", class, key, device, number of elements). */
function describeStorage(id: unknown, refuse: (problem: string) => Error): Storage {
  const [kind, type, key] = Array.isArray(id) ? id : [];
  const dtype = type instanceof Global ? storageDtypes[type.name] : undefined;
  if (kind !== "storage" || dtype === undefined || typeof key !== "string" || !/^\w+$/.test(key)) {
    throw refuse("its pickle refers to something that is no storage");
  }
  return new Storage(dtype, key);
}

/** Arguments of torch's tensor builder: (storage, offset, shape, strides, requires_grad, hooks). */
function describeTensor(args: readonly unknown[], refuse: (problem: string) => Error): TensorValue {
  const [storage, offset, shape, strides] = args;
  const sizes = (value: unknown): value is number[] =>
    Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
  if (
    !(storage instanceof Storage) ||
    !sizes([offset]) ||
    !sizes(shape) ||
    !sizes(strides) ||
    shape.length !== strides.length
  ) {
    throw refuse("its pickle describes an impossible tensor");
  }
  return new TensorValue({
    storage: storage.key,
    dtype: storage.dtype,
    offset: offset as number,
    shape,
    strides,
  });
}

function tensorsOf(value: unknown, refuse: (problem: string) => Error): Map<string, PickledTensor> {
  if (!(value instanceof Map)) throw refuse("its pickle is not a dictionary of tensors");
  const tensors = new Map<string, PickledTensor>();
  for (const [name, item] of value) {
    if (typeof name === "string" && item instanceof TensorValue) tensors.set(name, item.tensor);
  }
  if (tensors.size === 0) throw refuse("its pickle is a dictionary without tensors");
  return tensors;
}
