#include "parallel.h"

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>

namespace luke {
namespace {

struct Loop {
  LoopBody body;
  void* context;
  int64_t count;
  std::atomic<int64_t> next{0};
  std::atomic<bool> failed{false};

  // An exception of a body (no memory for its scratch) must not end the process: the caller throws it again.
  void work() {
    try {
      for (int64_t i = next++; i < count; i = next++) body(context, i);
    } catch (...) {
      failed = true;
      next = count;
    }
  }
};

/** Threads are started by the first loop and live as long as the process. */
class Pool {
 public:
  Pool() : size_(wantedThreads()) {
    for (int i = 1; i < size_; i++) {
      try {
        std::thread([this] { serve(); }).detach();
        helpers_++;
      } catch (const std::system_error&) {
        break;  // the threads that there are do the work
      }
    }
  }

  int size() const { return size_; }

  void run(Loop& loop) {
    // Of two JavaScript threads that compute at once, the second works alone.
    std::unique_lock<std::mutex> turn(turn_, std::try_to_lock);
    if (!turn.owns_lock() || helpers_ == 0 || loop.count < 2) {
      loop.work();
    } else {
      {
        std::lock_guard<std::mutex> lock(mutex_);
        loop_ = &loop;
        serial_++;
      }
      wake_.notify_all();
      loop.work();
      std::unique_lock<std::mutex> lock(mutex_);
      loop_ = nullptr;  // whoever wakes now has come too late
      idle_.wait(lock, [this] { return busy_ == 0; });
    }
    if (loop.failed) throw std::bad_alloc();
  }

 private:
  static int wantedThreads() {
    const char* wanted = std::getenv("TF_NUM_INTRAOP_THREADS");
    const int given = wanted == nullptr ? 0 : std::atoi(wanted);
    if (given > 0) return given;
    const unsigned processors = std::thread::hardware_concurrency();
    return processors == 0 ? 1 : static_cast<int>(processors);
  }

  void serve() {
    uint64_t seen = 0;
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wake_.wait(lock, [&] { return loop_ != nullptr && serial_ != seen; });
      seen = serial_;
      Loop* loop = loop_;
      busy_++;
      lock.unlock();
      loop->work();
      lock.lock();
      if (--busy_ == 0) idle_.notify_one();
    }
  }

  const int size_;
  int helpers_ = 0;
  std::mutex turn_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable idle_;
  Loop* loop_ = nullptr;
  uint64_t serial_ = 0;
  int busy_ = 0;
};

Pool& pool() {
  static Pool* const made = new Pool();  // never destroyed: its threads may outlive static objects
  return *made;
}

struct Scratch {
  float* memory = nullptr;
  size_t floats = 0;
  ~Scratch() { std::free(memory); }
};

thread_local Scratch threadScratch;

}  // namespace

void runLoop(int64_t count, LoopBody body, void* context) {
  if (count <= 0) return;
  if (count == 1) return body(context, 0);
  Loop loop{body, context, count};
  pool().run(loop);
}

int numThreads() { return pool().size(); }

float* scratch(size_t floats) {
  Scratch& own = threadScratch;
  if (own.floats < floats) {
    std::free(own.memory);
    own.floats = 0;
    const size_t bytes = (floats * sizeof(float) + 63) / 64 * 64;
    own.memory = static_cast<float*>(std::aligned_alloc(64, bytes));
    if (own.memory == nullptr) throw std::bad_alloc();
    own.floats = floats;
  }
  return own.memory;
}

}  // namespace luke
