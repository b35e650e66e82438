import type { Encoding } from "./encoding.ts";

/** Where an encoding grows: ids with their offsets, in arrays that are kept from text to text. */
export class TokenBuffer {
  ids: Int32Array = new Int32Array(512);
  starts: Int32Array = new Int32Array(512);
  ends: Int32Array = new Int32Array(512);
  length = 0;

  push(id: number, start: number, end: number): void {
    if (this.length === this.ids.length) this.reserve(1);
    const at = this.length++;
    this.ids[at] = id;
    this.starts[at] = start;
    this.ends[at] = end;
  }

  pushAll({ ids, starts, ends }: Encoding): void {
    this.reserve(ids.length);
    this.ids.set(ids, this.length);
    this.starts.set(starts, this.length);
    this.ends.set(ends, this.length);
    this.length += ids.length;
  }

  /** Makes room for `more` tokens. */
  reserve(more: number): void {
    const wanted = this.length + more;
    if (wanted <= this.ids.length) return;
    const capacity = Math.max(wanted, this.ids.length * 2);
    this.ids = enlarged(this.ids, capacity);
    this.starts = enlarged(this.starts, capacity);
    this.ends = enlarged(this.ends, capacity);
  }

  /** A copy of what the buffer holds. */
  toEncoding(): Encoding {
    return {
      ids: this.ids.slice(0, this.length),
      starts: this.starts.slice(0, this.length),
      ends: this.ends.slice(0, this.length),
    };
  }
}

function enlarged(array: Int32Array, capacity: number): Int32Array {
  const larger = new Int32Array(capacity);
  larger.set(array);
  return larger;
}
