// What CUDA gives a kernel, on a processor and for tests: a block after another, the threads of a block in turns that end at
// its barriers.
#pragma once
#include <ucontext.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

#define __global__
#define __device__ static inline
#define __shared__ static
#define __launch_bounds__(threads)
#define rsqrtf(x) (1 / sqrtf(x))

struct Index {
  unsigned x, y;
};
static Index threadIdx, blockIdx;
static void __syncthreads();

namespace {

struct Thread {
  ucontext_t context;
  std::vector<char> stack;
  Index index;
  bool done, waits;
};

ucontext_t scheduler;
std::vector<Thread> threads;
Thread* running;
std::function<void()> kernel;

void runThread() {
  kernel();
  running->done = true;
  swapcontext(&running->context, &scheduler);
}

// A thread that ends while others of its block wait at a barrier is an error.
void runBlock(Index block, Index size) {
  blockIdx = block;
  threads.resize(size.x * size.y);
  for (unsigned i = 0; i < threads.size(); i++) {
    Thread& thread = threads[i];
    thread.stack.resize(1 << 16);
    thread.index = {i % size.x, i / size.x};
    thread.done = false;
    getcontext(&thread.context);
    thread.context.uc_stack.ss_sp = thread.stack.data();
    thread.context.uc_stack.ss_size = thread.stack.size();
    thread.context.uc_link = nullptr;
    makecontext(&thread.context, runThread, 0);
  }
  for (bool left = true; left;) {
    left = false;
    unsigned waiting = 0, ended = 0;
    for (Thread& thread : threads) {
      if (thread.done) continue;
      running = &thread;
      threadIdx = thread.index;
      thread.waits = false;
      swapcontext(&scheduler, &thread.context);
      left |= !thread.done;
      waiting += thread.waits;
      ended += thread.done;
    }
    if (waiting > 0 && ended > 0) {
      fprintf(stderr, "%u threads of a block ended while %u wait at a barrier\n", ended, waiting);
      exit(1);
    }
  }
}

void launch(Index grid, Index block, std::function<void()> body) {
  kernel = body;
  for (unsigned y = 0; y < grid.y; y++) {
    for (unsigned x = 0; x < grid.x; x++) runBlock({x, y}, block);
  }
}

}  // namespace

static void __syncthreads() {
  running->waits = true;
  swapcontext(&running->context, &scheduler);
}
