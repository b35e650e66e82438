import * as tf from "@tensorflow/tfjs-core";
import { idOutOfRange } from "../errors.ts";
import { hasOpLibrary } from "../native/op-library.ts";
import { writtenMemory } from "../native/written-memory.ts";
import type { NativeBackend } from "../native-backend.ts";
import { NativeOps } from "../native-ops.ts";
import type { WasmBackend } from "../wasm/wasm-heap.ts";

interface CpuBackend {
  readonly data: { get(id: object): { readonly values: Float32Array } };
  refCount(id: object): number;
}

/**
 * Writes some rows of a table in place: the other rows are not touched.
 *
 * @param table - [rows, hidden]
 * @param ids - each row once
 * @param rows - [ids, hidden]
 * @throws RangeError where the shapes differ; LukeError KER001 for an id that is no row
 */
export function updateRows(table: tf.Variable, ids: Int32Array, rows: tf.Tensor2D): void {
  const [numRows = 0, hidden = 0] = table.shape;
  if (rows.dtype !== "float32")
    throw new TypeError(`updateRows: rows are of ${rows.dtype}, expected float32`);
  if (table.rank !== 2 || rows.shape[0] !== ids.length || rows.shape[1] !== hidden) {
    throw new RangeError(`updateRows: the table is [${table.shape}], ${ids.length} rows are [${rows.shape}]`);
  }
  const bad = ids.findIndex((id) => !(id >= 0 && id < numRows));
  if (bad >= 0) throw idOutOfRange("updateRows", bad, numRows);
  if (ids.length === 0) return;
  const backend = tf.backend();
  const write = writers[tf.getBackend()] ?? scatter;
  const isShared = (backend as unknown as CpuBackend).refCount(table.dataId) > 1;
  if (isShared && write !== scatter) ownMemory(table);
  write(backend, table, ids, rows);
}

/** The definition: a new table. */
function scatter(_backend: unknown, table: tf.Variable, ids: Int32Array, rows: tf.Tensor2D): void {
  tf.tidy(() => {
    const places = tf.tensor2d(ids, [ids.length, 1], "int32");
    table.assign(tf.tensorScatterUpdate(table, places, rows) as tf.Tensor2D);
  });
}

type Writer = (backend: unknown, table: tf.Variable, ids: Int32Array, rows: tf.Tensor2D) => void;

const writers: { readonly [backend: string]: Writer | undefined } = {
  cpu(backend, table, ids, rows) {
    const { data } = backend as CpuBackend;
    copyRows(data.get(rows.dataId).values, data.get(table.dataId).values, ids);
  },
  wasm(backend, table, ids, rows) {
    const { dataIdMap, wasm } = backend as WasmBackend;
    if (wasm.asm === undefined) return scatter(backend, table, ids, rows);
    const { buffer } = wasm.asm.memory;
    const at = (tensor: tf.Tensor): Float32Array =>
      new Float32Array(buffer, dataIdMap.get(tensor.dataId).memoryOffset, tensor.size);
    copyRows(at(rows), at(table), ids);
  },
  /** Our op in C++, in memory that is TensorFlow's own. */
  tensorflow(backend, table, ids, rows) {
    if (!hasOpLibrary(backend)) return scatter(backend, table, ids, rows);
    const native = backend as NativeBackend;
    const given = (): number => native.getInputTensorIds([table])[0]!;
    if (writtenMemory.get(table.dataId) !== given()) ownMemory(table);
    const [written] = NativeOps.keep(native, (ops) =>
      ops.library("LukeUpdateRows", [given(), ops.integerVector(ids), rows], 1),
    );
    native.binding.deleteTensor(given());
    native.tensorMap.get(table.dataId).id = written!.id;
    writtenMemory.set(table.dataId, written!.id);
  },
};

/** Whoever else holds the table's memory keeps its numbers. */
function ownMemory(table: tf.Variable): void {
  tf.tidy(() => table.assign(tf.add(table, tf.scalar(0))));
}

function copyRows(from: Float32Array, to: Float32Array, ids: Int32Array): void {
  const hidden = from.length / ids.length;
  for (const [i, id] of ids.entries()) to.set(from.subarray(i * hidden, (i + 1) * hidden), id * hidden);
}
