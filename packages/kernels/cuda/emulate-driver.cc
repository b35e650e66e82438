// NVIDIA's driver library as a test needs it: memory of the device is that of the host, and kernels run on a processor by
// emulate-blocks.h. FAKE_CUDA: "none" (no GPU), "old" (compute capability 7.0), "launch" (launches fail), "wrong" (they
// compute something else), "host" (every pointer is the host's).
#include <cstdlib>
#include <cstring>
#include <string>

#include "emulate-blocks.h"

#define GLUE(name, head) name##head
#define NAMED(name, head) GLUE(name, head)
#define lukeAttention NAMED(lukeAttention, HEAD)
#define lukeAttentionDelta NAMED(lukeAttentionDelta, HEAD)
#define lukeAttentionQueryGradient NAMED(lukeAttentionQueryGradient, HEAD)
#define lukeAttentionKeyGradient NAMED(lukeAttentionKeyGradient, HEAD)

#define HEAD 32
namespace head32 {
#include "sequence-attention.cu"
}
#undef HEAD
#define HEAD 64
namespace head64 {
#include "sequence-attention.cu"
}
#undef HEAD

namespace {

bool set(const char* behaviour) {
  const char* wanted = getenv("FAKE_CUDA");
  return wanted != nullptr && strcmp(wanted, behaviour) == 0;
}

template <typename Value>
Value at(void** arguments, int i) {
  return *static_cast<Value*>(arguments[i]);
}

using In = const float*;
using Out = float*;

#define RUN(space, head)                                                                                              \
  if (name == "lukeAttention")                                                                                        \
    launch(grid, block, [=] {                                                                                         \
      space::lukeAttention##head(at<In>(p, 0), at<In>(p, 1), at<In>(p, 2), at<space::Plan>(p, 3), at<Out>(p, 4),      \
                                 at<Out>(p, 5));                                                                      \
    });                                                                                                               \
  if (name == "lukeAttentionDelta")                                                                                   \
    launch(grid, block, [=] {                                                                                         \
      space::lukeAttentionDelta##head(at<In>(p, 0), at<In>(p, 1), at<space::Plan>(p, 2), at<Out>(p, 3));              \
    });                                                                                                               \
  if (name == "lukeAttentionQueryGradient")                                                                           \
    launch(grid, block, [=] {                                                                                         \
      space::lukeAttentionQueryGradient##head(at<In>(p, 0), at<In>(p, 1), at<In>(p, 2), at<In>(p, 3), at<In>(p, 4),   \
                                              at<In>(p, 5), at<space::Plan>(p, 6), at<Out>(p, 7));                    \
    });                                                                                                               \
  if (name == "lukeAttentionKeyGradient")                                                                             \
    launch(grid, block, [=] {                                                                                         \
      space::lukeAttentionKeyGradient##head(at<In>(p, 0), at<In>(p, 1), at<In>(p, 2), at<In>(p, 3), at<In>(p, 4),     \
                                            at<In>(p, 5), at<space::Plan>(p, 6), at<Out>(p, 7), at<Out>(p, 8));       \
    });

void run(const std::string& name, int head, Index grid, Index block, void** p) {
  if (head == 32) { RUN(head32, 32) }
  if (head == 64) { RUN(head64, 64) }
}

struct Function {
  std::string name;
  int head;
};

}  // namespace

extern "C" {

int cuInit(unsigned) { return set("none") ? 100 : 0; }
int cuGetErrorName(int code, const char** name) {
  *name = code == 100 ? "CUDA_ERROR_NO_DEVICE" : code == 719 ? "CUDA_ERROR_LAUNCH_FAILED" : "CUDA_ERROR_UNKNOWN";
  return 0;
}
int cuDriverGetVersion(int* version) { return *version = 12040, 0; }
int cuDeviceGetCount(int* count) { return *count = 1, 0; }
int cuDeviceGet(int* device, int) { return *device = 0, 0; }
int cuDeviceGetName(char* name, int, int) { return strcpy(name, "Emulated GPU"), 0; }
int cuDeviceGetAttribute(int* value, int attribute, int) {
  return *value = attribute == 75 ? (set("old") ? 7 : 9) : 0, 0;
}
int cuCtxGetCurrent(void** context) { return *context = nullptr, 0; }
int cuDevicePrimaryCtxRetain(void** context, int) { return *context = reinterpret_cast<void*>(1), 0; }
int cuCtxPushCurrent_v2(void*) { return 0; }
int cuCtxPopCurrent_v2(void**) { return 0; }
int cuCtxSynchronize() { return 0; }
int cuPointerGetAttribute(void* data, int, unsigned long long) {
  return *static_cast<unsigned*>(data) = set("host") ? 1 : 2, 0;
}
int cuModuleLoadData(void** module, const void* image) {
  // The test's programs are "head 64" and the like.
  return *module = new int(atoi(static_cast<const char*>(image) + 5)), 0;
}
int cuModuleGetFunction(void** function, void* module, const char* name) {
  return *function = new Function{name, *static_cast<int*>(module)}, 0;
}
int cuMemAlloc_v2(unsigned long long* pointer, size_t size) {
  return *pointer = reinterpret_cast<unsigned long long>(malloc(size)), 0;
}
int cuMemFree_v2(unsigned long long pointer) { return free(reinterpret_cast<void*>(pointer)), 0; }
int cuMemcpyHtoD_v2(unsigned long long to, const void* from, size_t size) {
  return memcpy(reinterpret_cast<void*>(to), from, size), 0;
}
int cuLaunchKernel(void* function, unsigned x, unsigned y, unsigned, unsigned columns, unsigned rows, unsigned, unsigned,
                   void*, void** arguments, void**) {
  if (set("launch")) return 719;
  const auto* kernel = static_cast<Function*>(function);
  run(kernel->name, kernel->head, {x, y}, {columns, rows}, arguments);
  if (set("wrong") && kernel->name == "lukeAttention") at<Out>(arguments, 4)[0] += 1;
  return 0;
}
}
