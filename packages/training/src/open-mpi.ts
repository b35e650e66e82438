/**
 * The processes that `mpirun -np N` (or Slurm's `srun --mpi=pmix`) started, as a Communicator over Open MPI's
 * libmpi, which is called through koffi. Both are optional: nothing else needs them.
 */
import { bfloat16Sum } from "./bfloat16-sum.ts";
import type { Communicator } from "./communicator.ts";
import { mpiFailed, mpiMissing } from "./errors.ts";

export interface OpenMpiOptions {
  /** How gradients travel: "float32" or "bfloat16", half the bytes with sums in float32. "float32" */
  readonly gradients?: "float32" | "bfloat16";
  /** The library; Debian's name of Open MPI 4 without it. */
  readonly library?: string;
}

export interface MpiCommunicator extends Communicator {
  /** To be called by every rank when all is done; a process that ends without it ends the whole job. */
  finish(): void;
}

/** Whether a launcher of MPI started this process together with others: mpirun, or Slurm with PMIx. */
export function isMpiProcess(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  const { OMPI_COMM_WORLD_SIZE, PMIX_RANK, SLURM_STEP_NUM_TASKS } = environment;
  const slurm = PMIX_RANK === undefined ? undefined : SLURM_STEP_NUM_TASKS;
  return Number(OMPI_COMM_WORLD_SIZE ?? slurm ?? 1) > 1;
}

/** Whether all processes of the job share a machine, as the launcher tells. */
export function isOneMachine(
  size: number,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  const { OMPI_COMM_WORLD_LOCAL_SIZE, SLURM_STEP_NUM_NODES } = environment;
  return OMPI_COMM_WORLD_LOCAL_SIZE === undefined
    ? SLURM_STEP_NUM_NODES === "1"
    : Number(OMPI_COMM_WORLD_LOCAL_SIZE) === size;
}

/** MPI_IN_PLACE of Open MPI, and MPI_THREAD_SERIALIZED: one thread at a time may call. */
const inPlace = 1n;
const serialized = 2;

/**
 * Joins the processes that a launcher of MPI started together: gradients are then summed over all of them.
 *
 * @throws LukeError TRN011 where koffi or Open MPI is missing; TRN012, also from the communicator's methods, where a
 *   call of MPI fails
 */
export async function openMpi(options: OpenMpiOptions = {}): Promise<MpiCommunicator> {
  const { gradients = "float32", library = "libmpi.so.40" } = options;
  const calls = await loadMpi(library);
  const check = (call: string, code: number): void => {
    if (code !== 0) throw mpiFailed(call, code);
  };
  check("MPI_Init_thread", calls.init(null, null, serialized, [0]));
  const number = (call: string, read: (world: unknown, found: number[]) => number): number => {
    const found = [0];
    check(call, read(calls.world, found));
    return found[0]!;
  };
  const rank = number("MPI_Comm_rank", calls.rank);
  const size = number("MPI_Comm_size", calls.size);

  const later = (call: string, started: (done: (error: unknown, code: number) => void) => void) =>
    new Promise<void>((resolve, reject) => {
      started((error, code) => {
        if (error !== null && error !== undefined) reject(error);
        else if (code !== 0) reject(mpiFailed(call, code));
        else resolve();
      });
    });
  const allReduce = (values: Float32Array | Float64Array) =>
    later("MPI_Allreduce", (done) => {
      const type = values instanceof Float32Array ? calls.float : calls.double;
      calls.allReduce.async(inPlace, values, values.length, type, calls.sum, calls.world, done);
    });
  const exchange = (from: Uint16Array, to: Uint16Array) =>
    later("MPI_Alltoall", (done) => {
      const count = from.length / size;
      calls.allToAll.async(from, count, calls.uint16, to, count, calls.uint16, calls.world, done);
    });
  const gather = (from: Uint16Array, to: Uint16Array) =>
    later("MPI_Allgather", (done) => {
      calls.allGather.async(
        from,
        from.length,
        calls.uint16,
        to,
        from.length,
        calls.uint16,
        calls.world,
        done,
      );
    });

  // One call at a time, in the order in which they were asked for.
  let last: Promise<void> = Promise.resolve();
  const queued = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work);
    return last;
  };
  return {
    rank,
    size,
    oneMachine: isOneMachine(size),
    sum: (values) => queued(() => allReduce(values)),
    sumGradients: (values) =>
      queued(() =>
        gradients === "float32" ? allReduce(values) : bfloat16Sum(values, size, { exchange, gather }),
      ),
    finish: () => check("MPI_Finalize", calls.finalize()),
  };
}

async function loadMpi(path: string) {
  try {
    const { default: koffi } = await import("koffi");
    if (process.platform === "linux") {
      // koffi unloads a library when the process ends, before the handlers that MPI leaves behind have run; over TCP
      // that is a crash. So it is opened once more, never to be unloaded: RTLD_NOW, RTLD_GLOBAL, RTLD_NODELETE.
      koffi.load(null).func("void* dlopen(const char*, int)")(path, 0x2 | 0x100 | 0x1000);
    }
    const mpi = koffi.load(path, { global: true });
    const handle = koffi.opaque("MpiHandle");
    const symbol = (name: string) => mpi.symbol(name, handle) as unknown;
    return {
      init: mpi.func("int MPI_Init_thread(void*, void*, int, _Out_ int*)"),
      rank: mpi.func("int MPI_Comm_rank(void*, _Out_ int*)"),
      size: mpi.func("int MPI_Comm_size(void*, _Out_ int*)"),
      allReduce: mpi.func("int MPI_Allreduce(intptr_t, void*, int, void*, void*, void*)"),
      allToAll: mpi.func("int MPI_Alltoall(void*, int, void*, void*, int, void*, void*)"),
      allGather: mpi.func("int MPI_Allgather(void*, int, void*, void*, int, void*, void*)"),
      finalize: mpi.func("int MPI_Finalize()"),
      world: symbol("ompi_mpi_comm_world"),
      float: symbol("ompi_mpi_float"),
      double: symbol("ompi_mpi_double"),
      uint16: symbol("ompi_mpi_uint16_t"),
      sum: symbol("ompi_mpi_op_sum"),
    };
  } catch (cause) {
    throw mpiMissing(path, cause);
  }
}
