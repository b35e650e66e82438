// Kernels on NVIDIA GPUs through the driver's own library, which is loaded where it is asked for: nothing is linked.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace luke {

struct CudaDevice {
  std::string name;
  /** 90 for compute capability 9.0. */
  int architecture;
  /** 12040 for CUDA 12.4, the newest that the driver serves. */
  int driver;
};

/**
 * Loads the driver's library and looks at the first GPU. Programs are taken from `folder`, where they are named
 * "PROGRAM-sm_ARCHITECTURE-HEAD.cubin". Throws `Refusal`.
 */
CudaDevice openCuda(const std::string& library, const std::string& folder);

using DevicePointer = unsigned long long;

/** One use of a program: earlier work of the device is waited for, and so are the launches by `finish`. */
class CudaRun {
 public:
  /** `head` is what the program was compiled for. Throws `Refusal` where there is none for it. */
  CudaRun(const std::string& program, int head);
  ~CudaRun();
  CudaRun(const CudaRun&) = delete;
  CudaRun& operator=(const CudaRun&) = delete;

  /** Refuses what does not lie in the device's memory. */
  DevicePointer operand(const float* values, const char* name);
  /** A copy that lives as long as this. */
  DevicePointer upload(const int32_t* values, size_t count);
  void launch(const char* kernel, unsigned x, unsigned y, unsigned columns, unsigned rows,
              const std::vector<const void*>& arguments);
  void finish();

 private:
  void* module_;
  bool pushed_;
  std::vector<DevicePointer> uploads_;
};

}  // namespace luke
