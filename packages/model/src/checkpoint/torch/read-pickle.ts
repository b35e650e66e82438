// A pickle is a program for a stack machine. This machine has only the instructions that a dictionary of tensors
// needs; what names, calls and references mean is told by a `PickleProgram`, and nothing is ever executed.

export interface PickleProgram {
  /** The value of a name ("torch.FloatStorage"); throws for a name that is not allowed. */
  global(name: string): unknown;
  /** The value of a call; throws for a callable that is not allowed. */
  call(callable: unknown, args: readonly unknown[]): unknown;
  /** The value of a reference to something outside of the pickle. */
  persistent(id: unknown): unknown;
}

const maxSteps = 10_000_000;

/**
 * Runs a pickle to its end and returns its value (maps, arrays, strings, numbers, booleans, null and what `program`
 * makes) and the number of its bytes.
 *
 * @param refuse - makes the error for an instruction that is unknown or impossible
 */
export function readPickle(
  bytes: Uint8Array,
  program: PickleProgram,
  refuse: (problem: string) => Error,
): { readonly value: unknown; readonly end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  const mark = Symbol("mark");
  const memo = new Map<number, unknown>();
  const stack: unknown[] = [];
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
    if (stack.at(-1) === mark) throw refuse("its pickle takes a mark for a value");
    return stack.pop();
  };
  const popToMark = (): unknown[] => {
    const index = stack.lastIndexOf(mark);
    if (index < 0) throw refuse("its pickle has no mark where one is needed");
    return stack.splice(index).slice(1);
  };
  const setItems = (items: readonly unknown[]): void => {
    const target = stack.at(-1);
    if (!(target instanceof Map)) throw refuse("its pickle sets items of something that is no dictionary");
    for (let i = 0; i + 1 < items.length; i += 2) target.set(items[i], items[i + 1]);
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
        return { value: pop(), end: at };
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
        for (const item of items) list.push(item);
        break;
      }
      case 0x73: // SETITEM
        setItems([pop(), pop()].reverse());
        break;
      case 0x75: // SETITEMS
        setItems(popToMark());
        break;
      case 0x63: // GLOBAL
        stack.push(program.global(`${line()}.${line()}`));
        break;
      case 0x93: {
        // STACK_GLOBAL
        const [name, module] = [pop(), pop()];
        if (typeof name !== "string" || typeof module !== "string") {
          throw refuse("its pickle names something by what is no string");
        }
        stack.push(program.global(`${module}.${name}`));
        break;
      }
      case 0x51: // BINPERSID
        stack.push(program.persistent(pop()));
        break;
      case 0x52: {
        // REDUCE
        const args = pop();
        if (!Array.isArray(args)) throw refuse("its pickle calls without arguments");
        stack.push(program.call(pop(), args));
        break;
      }
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
