import { pickleRefused } from "../../errors.ts";
import { readPickle } from "./read-pickle.ts";

/** A tensor of a pickle: which storage, where in it, and how it is laid out. */
export interface PickledTensor {
  /** Name of the file of the archive under `data/`. */
  readonly storage: string;
  /** dtype as safetensors spells it. */
  readonly dtype: string;
  /** First element in the storage. */
  readonly offset: number;
  readonly shape: readonly number[];
  /** Elements from one index to the next, per axis. */
  readonly strides: readonly number[];
}

const storageDtypes: Readonly<Record<string, string>> = {
  "torch.FloatStorage": "F32",
  "torch.HalfStorage": "F16",
  "torch.BFloat16Storage": "BF16",
  "torch.DoubleStorage": "F64",
  "torch.LongStorage": "I64",
  "torch.IntStorage": "I32",
  "torch.ShortStorage": "I16",
  "torch.CharStorage": "I8",
  "torch.ByteStorage": "U8",
  "torch.BoolStorage": "BOOL",
};

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
 * The tensors of the dictionary in a pickle (`data.pkl` of a pytorch_model.bin), by name.
 * Entries that are not tensors, such as version numbers, are left out.
 *
 * @throws LukeError MOD011 for a pickle with any other instruction, class or function
 */
export function unpickleTensors(bytes: Uint8Array, source: string): Map<string, PickledTensor> {
  const refuse = (problem: string): Error => pickleRefused(source, problem);
  const value = readPickle(
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
  return tensorsOf(value, refuse);
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
