// Compiles a CUDA source with NVRTC, which needs no GPU: compile-cuda LIBNVRTC SOURCE OUT OPTION…
// For real architectures (--gpu-architecture=sm_90) OUT is a cubin. What the compiler says goes to stderr.
#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace {

void* library;

/** A function of NVRTC: all of them answer 0 when they succeed. */
template <typename... Arguments>
void call(const char* name, Arguments... arguments) {
  const auto function = reinterpret_cast<int (*)(Arguments...)>(dlsym(library, name));
  const int code = function == nullptr ? -1 : function(arguments...);
  if (code == 0) return;
  fprintf(stderr, "%s answered %d\n", name, code);
  exit(1);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) {
    fprintf(stderr, "usage: compile-cuda LIBNVRTC SOURCE OUT OPTION...\n");
    return 2;
  }
  library = dlopen(arguments[1], RTLD_NOW);
  if (library == nullptr) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  std::stringstream source;
  source << std::ifstream(arguments[2]).rdbuf();
  const std::string text = source.str();
  void* program = nullptr;
  const char* const* none = nullptr;
  call<void**, const char*, const char*, int, const char* const*, const char* const*>(
      "nvrtcCreateProgram", &program, text.c_str(), arguments[2], 0, none, none);
  const auto compile = reinterpret_cast<int (*)(void*, int, const char* const*)>(dlsym(library, "nvrtcCompileProgram"));
  const int code = compile(program, count - 4, arguments + 4);
  size_t size = 0;
  call("nvrtcGetProgramLogSize", program, &size);
  std::vector<char> log(size);
  call("nvrtcGetProgramLog", program, log.data());
  if (size > 1) fprintf(stderr, "%s\n", log.data());
  if (code != 0) return 1;
  call("nvrtcGetCUBINSize", program, &size);
  std::vector<char> binary(size);
  call("nvrtcGetCUBIN", program, binary.data());
  std::ofstream(arguments[3], std::ios::binary).write(binary.data(), static_cast<std::streamsize>(size));
  return 0;
}
