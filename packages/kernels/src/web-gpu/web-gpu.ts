/** Compute shaders of our own on the device and the buffers of TensorFlow.js's WebGPU backend. */
import * as tf from "@tensorflow/tfjs-core";

/** A program in WGSL whose entry point is `main`; storage buffers are group 0, bindings 0, 1, … as they are given. */
export interface Shader {
  /** Names the code: two shaders of one key are one. */
  readonly key: string;
  readonly code: () => string;
}

/** What we use of the WebGPU backend. */
interface WebGpuBackend {
  readonly device: GpuDevice;
  readonly commandQueueOwnedIds: WeakSet<object>;
  readonly commandEncoder: { beginComputePass(): ComputePass } | null;
  computePassEncoder: ComputePass | null;
  dispatchCountInPass: number;
  makeTensorInfo(shape: readonly number[], dtype: string, values?: Float32Array | Int32Array): tf.TensorInfo;
  uploadToGPU(id: object): void;
  tensorToBinding(tensor: tf.TensorInfo): object;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  disposeData(id: object): boolean;
}

interface ComputePass {
  setPipeline(pipeline: Pipeline): void;
  setBindGroup(index: number, group: object): void;
  dispatchWorkgroups(x: number, y?: number, z?: number): void;
}

interface Pipeline {
  getBindGroupLayout(index: number): object;
}

interface GpuDevice {
  createShaderModule(descriptor: { readonly code: string; readonly label: string }): object;
  createComputePipeline(descriptor: {
    readonly layout: "auto";
    readonly compute: { readonly module: object; readonly entryPoint: string };
  }): Pipeline;
  createBindGroup(descriptor: {
    readonly layout: object;
    readonly entries: readonly { readonly binding: number; readonly resource: object }[];
  }): object;
}

const pipelines = new WeakMap<GpuDevice, Map<string, Pipeline>>();

export class WebGpu {
  readonly #backend: WebGpuBackend;
  readonly #temporary: tf.TensorInfo[] = [];

  private constructor(backend: WebGpuBackend) {
    this.#backend = backend;
  }

  /** Runs a kernel; what it uploaded with `integers` is freed after it. */
  static run<Result>(backend: unknown, kernel: (gpu: WebGpu) => Result): Result {
    const gpu = new WebGpu(backend as WebGpuBackend);
    try {
      return kernel(gpu);
    } finally {
      for (const { dataId } of gpu.#temporary) gpu.#backend.disposeData(dataId);
    }
  }

  /** A new tensor, not filled. */
  output(shape: readonly number[], dtype: "float32" | "int32" = "float32"): tf.TensorInfo {
    if (tf.util.sizeFromShape([...shape]) > 0) return this.#backend.makeTensorInfo(shape, dtype);
    return this.#backend.makeTensorInfo(shape, dtype, new Float32Array(0));
  }

  /** An operand that lives as long as the kernel. */
  integers(values: Int32Array): tf.TensorInfo {
    const made = this.#backend.makeTensorInfo([values.length], "int32", values);
    this.#temporary.push(made);
    return made;
  }

  /** As `integers`, not filled. */
  scratch(shape: readonly number[]): tf.TensorInfo {
    const made = this.output(shape);
    this.#temporary.push(made);
    return made;
  }

  /** Enqueues a shader. Buffers have elements: a size of 0 cannot be bound. */
  dispatch(shader: Shader, buffers: readonly tf.TensorInfo[], workgroups: readonly [number, number?]): void {
    const backend = this.#backend;
    const pipeline = this.#pipeline(shader);
    for (const { dataId } of buffers) {
      backend.uploadToGPU(dataId);
      backend.commandQueueOwnedIds.add(dataId);
    }
    const group = backend.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((tensor, binding) => ({ binding, resource: backend.tensorToBinding(tensor) })),
    });
    backend.ensureCommandEncoderReady();
    backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass();
    const pass = backend.computePassEncoder;
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...workgroups);
    backend.dispatchCountInPass++;
    if (backend.dispatchCountInPass < tf.env().getNumber("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE")) return;
    backend.endComputePassEncoder();
    backend.submitQueue();
  }

  #pipeline({ key, code }: Shader): Pipeline {
    const { device } = this.#backend;
    let known = pipelines.get(device);
    if (known === undefined) pipelines.set(device, (known = new Map()));
    let pipeline = known.get(key);
    if (pipeline === undefined) {
      const module = device.createShaderModule({ code: code(), label: key });
      pipeline = device.createComputePipeline({ layout: "auto", compute: { module, entryPoint: "main" } });
      known.set(key, pipeline);
    }
    return pipeline;
  }
}

/** The bits of a float32, as an operand among integers; `bitcast<f32>` in WGSL. */
export function floatBits(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0]!;
}
