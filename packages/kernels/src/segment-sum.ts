import * as tf from "@tensorflow/tfjs-core";

const kernelName = "LukeSegmentSum";

/**
 * Adds rows up by id: `sum[id] = Σ values[i]` over `ids[i] = id`. [numSegments, hidden]
 *
 * A kernel of its own, since the wasm backend has no segment sum and the cpu backend's walks all segments for each row.
 *
 * @param values - [n, hidden]
 * @param ids - int32 [n], in [0, numSegments)
 */
export function segmentSum(values: tf.Tensor2D, ids: tf.Tensor1D, numSegments: number): tf.Tensor2D {
  return tf.engine().runKernel(kernelName, { values, ids }, { numSegments }) as tf.Tensor2D;
}

interface PortableBackend {
  makeOutput?(shape: number[], dtype: "float32"): tf.TensorInfo;
  typedArrayFromHeap?(info: tf.TensorInfo): Float32Array | Int32Array;
  makeTensorInfo?(shape: number[], dtype: "float32", values: Float32Array): tf.TensorInfo;
  data?: { get(id: object): { values: Float32Array | Int32Array } };
}

function addRows(sums: Float32Array, rows: Float32Array, ids: Int32Array, hidden: number): void {
  for (let i = 0; i < ids.length; i++) {
    const to = ids[i]! * hidden;
    const from = i * hidden;
    for (let j = 0; j < hidden; j++) sums[to + j] = sums[to + j]! + rows[from + j]!;
  }
}

type Arguments = { inputs: tf.NamedTensorInfoMap; backend: unknown; attrs?: tf.NamedAttrMap };

tf.registerKernel({
  kernelName,
  backendName: "wasm",
  kernelFunc: ({ inputs, backend, attrs }: Arguments) => {
    const wasm = backend as Required<PortableBackend>;
    const { values, ids } = inputs as { values: tf.TensorInfo; ids: tf.TensorInfo };
    const hidden = values.shape[1]!;
    const out = wasm.makeOutput(
      [(attrs as unknown as { numSegments: number }).numSegments, hidden],
      "float32",
    );
    const sums = wasm.typedArrayFromHeap(out) as Float32Array;
    sums.fill(0);
    addRows(
      sums,
      wasm.typedArrayFromHeap(values) as Float32Array,
      wasm.typedArrayFromHeap(ids) as Int32Array,
      hidden,
    );
    return out;
  },
});

tf.registerKernel({
  kernelName,
  backendName: "cpu",
  kernelFunc: ({ inputs, backend, attrs }: Arguments) => {
    const cpu = backend as Required<PortableBackend>;
    const { values, ids } = inputs as { values: tf.TensorInfo; ids: tf.TensorInfo };
    const hidden = values.shape[1]!;
    const { numSegments } = attrs as unknown as { numSegments: number };
    const sums = new Float32Array(numSegments * hidden);
    addRows(
      sums,
      cpu.data.get(values.dataId).values as Float32Array,
      cpu.data.get(ids.dataId).values as Int32Array,
      hidden,
    );
    return cpu.makeTensorInfo([numSegments, hidden], "float32", sums);
  },
});

for (const backendName of ["tensorflow", "webgl", "webgpu"]) {
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs }: Arguments) =>
      tf.unsortedSegmentSum(
        inputs["values"] as tf.Tensor,
        inputs["ids"] as tf.Tensor1D,
        (attrs as unknown as { numSegments: number }).numSegments,
      ),
  });
}

tf.registerGradient({
  kernelName,
  inputsToSave: ["ids"],
  gradFunc: (dy, [ids]) => ({
    values: () => tf.gather(dy as tf.Tensor2D, ids as tf.Tensor1D),
    ids: () => tf.zerosLike(ids!),
  }),
});
