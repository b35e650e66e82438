// The library as a module of Node: being loaded registers the ops, `instructions`, `threads` and `bfloat16` say what
// serves them, and `openCuda` prepares the kernels for NVIDIA GPUs.
// The few functions of Node-API are declared here, so that no header of Node has to be at hand.
#ifdef __x86_64__
#include <cpuid.h>
#endif

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>

#include "cuda.h"
#include "cuda_attention.h"
#include "dispatch.h"
#include "parallel.h"
#include "register.h"

extern "C" {
typedef struct napi_env__* napi_env;
typedef struct napi_value__* napi_value;
int napi_create_string_utf8(napi_env env, const char* text, size_t length, napi_value* result);
int napi_create_int32(napi_env env, int32_t value, napi_value* result);
int napi_get_boolean(napi_env env, bool value, napi_value* result);
int napi_set_named_property(napi_env env, napi_value object, const char* name, napi_value value);
int napi_create_object(napi_env env, napi_value* result);
int napi_create_function(napi_env env, const char* name, size_t length, napi_value (*call)(napi_env, napi_value),
                         void* data, napi_value* result);
int napi_get_cb_info(napi_env env, napi_value info, size_t* count, napi_value* arguments, napi_value* self, void** data);
int napi_get_value_string_utf8(napi_env env, napi_value value, char* text, size_t size, size_t* length);
int napi_throw_error(napi_env env, const char* code, const char* message);
__attribute__((visibility("default"))) napi_value napi_register_module_v1(napi_env env, napi_value exports);
}

namespace luke {
namespace {

const Kernels& choose() {
#ifdef __x86_64__
  const char* named = std::getenv("LUKE_INSTRUCTIONS");
  const auto may = [&](const char* name) { return named == nullptr || *named == '\0' || std::strcmp(named, name) == 0; };
  __builtin_cpu_init();
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  const bool fma = __builtin_cpu_supports("fma");
  if (avx512 && fma && may("avx512")) return avx512Kernels();
  if (__builtin_cpu_supports("avx2") && fma && may("avx2")) return avx2Kernels();
#endif
  return baselineKernels();
}

/**
 * Whether products in bfloat16 are faster than in float32: by tiles (AMX), or by vectors where those are at full rate.
 * AVX512_BF16 of the Intel processors seen does half of what their float32 does.
 */
bool multipliesBfloat16() {
#ifdef __x86_64__
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0) return false;
  if ((d >> 22 & 1) != 0) return true;  // AMX-BF16
  if (__get_cpuid_count(7, 1, &a, &b, &c, &d) == 0 || (a >> 5 & 1) == 0) return false;
  __get_cpuid(0, &a, &b, &c, &d);
  return b == signature_AMD_ebx;
#else
  return false;
#endif
}

void set(napi_env env, napi_value object, const char* name, const std::string& text) {
  napi_value value;
  if (napi_create_string_utf8(env, text.data(), text.size(), &value) == 0) napi_set_named_property(env, object, name, value);
}

void set(napi_env env, napi_value object, const char* name, int number) {
  napi_value value;
  if (napi_create_int32(env, number, &value) == 0) napi_set_named_property(env, object, name, value);
}

/** openCuda(library, folder): { name, architecture, driver }, or an error is thrown. */
napi_value openCudaFor(napi_env env, napi_value info) {
  size_t count = 2;
  napi_value arguments[2];
  std::string texts[2] = {std::string(4096, '\0'), std::string(4096, '\0')};
  if (napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr) != 0 || count < 2) return nullptr;
  for (int i = 0; i < 2; i++) {
    size_t length = 0;
    if (napi_get_value_string_utf8(env, arguments[i], &texts[i][0], texts[i].size(), &length) != 0) {
      napi_throw_error(env, nullptr, "openCuda takes a library and a folder");
      return nullptr;
    }
    texts[i].resize(length);
  }
  try {
    const CudaDevice device = openCuda(texts[0], texts[1]);
    napi_value result;
    if (napi_create_object(env, &result) != 0) return nullptr;
    set(env, result, "name", device.name);
    set(env, result, "architecture", device.architecture);
    set(env, result, "driver", device.driver);
    return result;
  } catch (const Refusal& refusal) {
    napi_throw_error(env, nullptr, refusal.message.c_str());
    return nullptr;
  }
}

}  // namespace

const Kernels& kernels() {
  static const Kernels& chosen = choose();
  return chosen;
}

}  // namespace luke

napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  // Every JavaScript thread of the process comes by; TensorFlow is told once.
  static std::once_flag once;
  static std::string problem;
  std::call_once(once, [] {
    try {
      luke::registerOps();
      luke::registerCudaAttention();
    } catch (const luke::Refusal& refusal) {
      problem = refusal.message;
    }
  });
  if (!problem.empty()) {
    napi_throw_error(env, nullptr, problem.c_str());
    return nullptr;
  }
  luke::set(env, exports, "instructions", luke::kernels().name);
  luke::set(env, exports, "threads", luke::numThreads());
  napi_value bfloat16;
  if (napi_get_boolean(env, luke::multipliesBfloat16(), &bfloat16) == 0) {
    napi_set_named_property(env, exports, "bfloat16", bfloat16);
  }
  napi_value open;
  if (napi_create_function(env, "openCuda", 8, luke::openCudaFor, nullptr, &open) == 0) {
    napi_set_named_property(env, exports, "openCuda", open);
  }
  return exports;
}
