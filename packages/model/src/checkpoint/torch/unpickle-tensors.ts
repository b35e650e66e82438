import { pickleRefused } from "../../errors.ts";

// A pickle is a program for a stack machine. This machine knows the instructions that `torch.save` of a
// dictionary of tensors needs and three callables, each of which only builds a description: nothing is executed,
// and any other instruction or name ends the reading.

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
const maxSteps = 10_000_000;

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
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  const mark = Symbol("mark");
  const memo = new Map<number, unknown>();
  let stack: unknown[] = [];
  let at = 0;

  const need = (count: number): number => {
    if (count < 0 || at + count > bytes.length) throw refuse("its pickle is cut short");
    at += count;
    return at - count;
  };
  const line = (): string => {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) throw refuse("its pickle is cut short");
    const value = text.decode(bytes.subarray(at, end));
    at = end + 1;
    return value;
  };
  const string = (length: number): string => {
    const begin = need(length);
    return text.decode(bytes.subarray(begin, begin + length));
  };
  const pop = (): unknown => {
    if (stack.length === 0) throw refuse("its pickle takes from an empty stack");
    return stack.pop();
  };
  const popToMark = (): unknown[] => {
    const index = stack.lastIndexOf(mark);
    if (index < 0) throw refuse("its pickle has no mark where one is needed");
    const items = stack.slice(index + 1);
    stack = stack.slice(0, index);
    return items;
  };
  const setItems = (items: readonly unknown[]): void => {
    const target = stack.at(-1);
    if (!(target instanceof Map)) throw refuse("its pickle sets items of something that is no dictionary");
    for (let i = 0; i + 1 < items.length; i += 2) target.set(items[i], items[i + 1]);
  };
  const reduce = (): unknown => {
    const args = pop();
    const callable = pop();
    if (!(callable instanceof Global) || !Array.isArray(args))
      throw refuse("its pickle calls an unknown thing");
    if (callable.name === dictionary && args.length === 0) return new Map();
    if (callable.name === rebuildTensor) return describeTensor(args, refuse);
    if (callable.name === rebuildParameter && args[0] instanceof TensorValue) return args[0];
    throw refuse(`its pickle calls ${callable.name}`);
  };
  const global = (module: string, name: string): Global => {
    const full = `${module}.${name}`;
    if (
      ![dictionary, rebuildTensor, rebuildParameter].includes(full) &&
      !Object.hasOwn(storageDtypes, full)
    ) {
      throw refuse(`its pickle names ${full}`);
    }
    return new Global(full);
  };

  for (let step = 0; step < maxSteps; step++) {
    const opcode = bytes[need(1)]!;
    switch (opcode) {
      case 0x80: // PROTO
        need(1);
        break;
      case 0x95: // FRAME
        need(8);
        break;
      case 0x2e: // STOP
        return tensorsOf(pop(), refuse);
      case 0x28: // MARK
        stack.push(mark);
        break;
      case 0x7d: // EMPTY_DICT
        stack.push(new Map());
        break;
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        stack.push([]);
        break;
      case 0x4e: // NONE
        stack.push(null);
        break;
      case 0x88: // NEWTRUE
      case 0x89: // NEWFALSE
        stack.push(opcode === 0x88);
        break;
      case 0x4b: // BININT1
        stack.push(bytes[need(1)]);
        break;
      case 0x4d: // BININT2
        stack.push(view.getUint16(need(2), true));
        break;
      case 0x4a: // BININT
        stack.push(view.getInt32(need(4), true));
        break;
      case 0x8a: {
        // LONG1
        const length = bytes[need(1)]!;
        const begin = need(length);
        let value = 0n;
        for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[begin + i]!);
        stack.push(Number(BigInt.asIntN(8 * length, value)));
        break;
      }
      case 0x47: // BINFLOAT
        stack.push(view.getFloat64(need(8)));
        break;
      case 0x58: // BINUNICODE
        stack.push(string(view.getUint32(need(4), true)));
        break;
      case 0x8c: // SHORT_BINUNICODE
        stack.push(string(bytes[need(1)]!));
        break;
      case 0x71: // BINPUT
        memo.set(bytes[need(1)]!, stack.at(-1));
        break;
      case 0x72: // LONG_BINPUT
        memo.set(view.getUint32(need(4), true), stack.at(-1));
        break;
      case 0x94: // MEMOIZE
        memo.set(memo.size, stack.at(-1));
        break;
      case 0x68: // BINGET
        stack.push(memo.get(bytes[need(1)]!));
        break;
      case 0x6a: // LONG_BINGET
        stack.push(memo.get(view.getUint32(need(4), true)));
        break;
      case 0x74: // TUPLE
        stack.push(popToMark());
        break;
      case 0x85: // TUPLE1
        stack.push([pop()]);
        break;
      case 0x86: // TUPLE2
        stack.push([pop(), pop()].reverse());
        break;
      case 0x87: // TUPLE3
        stack.push([pop(), pop(), pop()].reverse());
        break;
      case 0x61: // APPEND
      case 0x65: {
        // APPENDS
        const items = opcode === 0x61 ? [pop()] : popToMark();
        const list = stack.at(-1);
        if (!Array.isArray(list)) throw refuse("its pickle appends to something that is no list");
        list.push(...items);
        break;
      }
      case 0x73: // SETITEM
        setItems([pop(), pop()].reverse());
        break;
      case 0x75: // SETITEMS
        setItems(popToMark());
        break;
      case 0x63: // GLOBAL
        stack.push(global(line(), line()));
        break;
      case 0x93: {
        // STACK_GLOBAL
        const name = pop();
        stack.push(global(String(pop()), String(name)));
        break;
      }
      case 0x51: // BINPERSID
        stack.push(describeStorage(pop(), refuse));
        break;
      case 0x52: // REDUCE
        stack.push(reduce());
        break;
      case 0x62: // BUILD: the state of a dictionary (torch's _metadata) is not needed
        pop();
        if (!(stack.at(-1) instanceof Map)) throw refuse("its pickle sets the state of an unknown thing");
        break;
      default:
        throw refuse(`its pickle has instruction 0x${opcode.toString(16)} at byte ${at - 1}`);
    }
  }
  throw refuse(`its pickle has more than ${maxSteps} instructions`);
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
