#include "cuda.h"

#include <dlfcn.h>

#include <fstream>
#include <iterator>
#include <map>
#include <mutex>

#include "register.h"

namespace luke {
namespace {

// Of cuda.h, which is not needed to build this.
constexpr int majorVersion = 75, minorVersion = 76;
constexpr int memoryType = 2;
constexpr unsigned deviceMemory = 2;

struct Driver {
  void* library = nullptr;
  int device = 0, architecture = 0;
  std::string folder;
  /** By context, program and size of a head. */
  std::map<std::pair<void*, std::string>, void*> modules;
};

Driver driver;
std::mutex mutex;

template <typename... Arguments>
int answer(const char* name, Arguments... arguments) {
  const auto function = reinterpret_cast<int (*)(Arguments...)>(dlsym(driver.library, name));
  if (function == nullptr) throw Refusal{TF_UNIMPLEMENTED, std::string("NVIDIA's driver library has no ") + name};
  return function(arguments...);
}

/** A function of the driver: all of them answer 0 when they succeed. */
template <typename... Arguments>
void call(const char* name, Arguments... arguments) {
  const int code = answer(name, arguments...);
  if (code == 0) return;
  const char* error = nullptr;
  if (answer("cuGetErrorName", code, &error) != 0 || error == nullptr) error = "unknown";
  throw Refusal{TF_INTERNAL, std::string(name) + " answered " + std::to_string(code) + " (" + error + ")"};
}

std::vector<char> read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Refusal{TF_NOT_FOUND, "there is no program \"" + path + "\""};
  std::vector<char> bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  bytes.push_back(0);
  return bytes;
}

}  // namespace

CudaDevice openCuda(const std::string& library, const std::string& folder) {
  const std::lock_guard<std::mutex> lock(mutex);
  if (driver.library == nullptr) driver.library = dlopen(library.c_str(), RTLD_NOW);
  if (driver.library == nullptr) throw Refusal{TF_NOT_FOUND, dlerror()};
  CudaDevice device{std::string(256, '\0'), 0, 0};
  int count = 0, major = 0, minor = 0;
  call("cuInit", 0u);
  call("cuDeviceGetCount", &count);
  if (count == 0) throw Refusal{TF_NOT_FOUND, "NVIDIA's driver finds no GPU"};
  call("cuDeviceGet", &driver.device, 0);
  call("cuDeviceGetName", &device.name[0], 256, driver.device);
  call("cuDeviceGetAttribute", &major, majorVersion, driver.device);
  call("cuDeviceGetAttribute", &minor, minorVersion, driver.device);
  call("cuDriverGetVersion", &device.driver);
  device.name.resize(device.name.find('\0'));
  device.architecture = major * 10 + minor;
  // A program runs on what has its major version and its minor version or a later one.
  driver.architecture = major * 10;
  driver.folder = folder;
  return device;
}

CudaRun::CudaRun(const std::string& program, int head) : module_(nullptr), pushed_(false) {
  const std::lock_guard<std::mutex> lock(mutex);
  if (driver.library == nullptr) throw Refusal{TF_FAILED_PRECONDITION, "NVIDIA's driver library is not loaded"};
  void* context = nullptr;
  call("cuCtxGetCurrent", &context);
  if (context == nullptr) {
    call("cuDevicePrimaryCtxRetain", &context, driver.device);
    call("cuCtxPushCurrent_v2", context);
    pushed_ = true;
  }
  const std::string name = program + "-sm_" + std::to_string(driver.architecture) + "-" + std::to_string(head) + ".cubin";
  void*& module = driver.modules[{context, driver.folder + "/" + name}];
  if (module == nullptr) call("cuModuleLoadData", &module, static_cast<const void*>(read(driver.folder + "/" + name).data()));
  module_ = module;
  // TensorFlow's streams are its own: what they still compute may be an operand.
  call("cuCtxSynchronize");
}

CudaRun::~CudaRun() {
  try {
    for (const DevicePointer pointer : uploads_) answer("cuMemFree_v2", pointer);
    void* context = nullptr;
    if (pushed_) answer("cuCtxPopCurrent_v2", &context);
  } catch (const Refusal&) {
    // What could be freed is.
  }
}

DevicePointer CudaRun::operand(const float* values, const char* name) {
  const auto pointer = static_cast<DevicePointer>(reinterpret_cast<uintptr_t>(values));
  if (values == nullptr) return pointer;
  unsigned type = 0;
  if (answer("cuPointerGetAttribute", static_cast<void*>(&type), memoryType, pointer) != 0 || type != deviceMemory) {
    throw Refusal{TF_INVALID_ARGUMENT, std::string(name) + " is not in the memory of the GPU"};
  }
  return pointer;
}

DevicePointer CudaRun::upload(const int32_t* values, size_t count) {
  DevicePointer pointer = 0;
  call("cuMemAlloc_v2", &pointer, count * sizeof(int32_t));
  uploads_.push_back(pointer);
  call("cuMemcpyHtoD_v2", pointer, static_cast<const void*>(values), count * sizeof(int32_t));
  return pointer;
}

void CudaRun::launch(const char* kernel, unsigned x, unsigned y, unsigned columns, unsigned rows,
                     const std::vector<const void*>& arguments) {
  if (x == 0 || y == 0) return;
  void* function = nullptr;
  void* const stream = nullptr;
  void** const extra = nullptr;
  call("cuModuleGetFunction", &function, module_, kernel);
  call("cuLaunchKernel", function, x, y, 1u, columns, rows, 1u, 0u, stream,
       const_cast<void**>(arguments.data()), extra);
}

void CudaRun::finish() { call("cuCtxSynchronize"); }

}  // namespace luke
