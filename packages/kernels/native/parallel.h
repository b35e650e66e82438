// A pool of threads for loops over rows. TensorFlow's own pool is out of reach of its C API.
#pragma once
#include <cstddef>
#include <cstdint>

namespace luke {

using LoopBody = void (*)(void* context, int64_t index);

/** Calls `body` for each index in [0, count), on the calling thread and those of the pool, and waits for the last. */
void runLoop(int64_t count, LoopBody body, void* context);

/** Of the pool and the caller together: TF_NUM_INTRAOP_THREADS, or one for each processor. */
int numThreads();

/** Memory of the calling thread, aligned to 64 bytes, valid until its next call. Throws std::bad_alloc. */
float* scratch(size_t floats);

}  // namespace luke
