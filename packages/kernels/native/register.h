// Ops of TensorFlow's C API as functions of checked inputs. An op throws `Refusal`; the wrapper hands it to TensorFlow.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_status.h"
#include "tensorflow/c/tf_tensor.h"

namespace luke {

struct Refusal {
  TF_Code code;
  std::string message;
};

/** One run of an op: its inputs as typed pointers, its outputs allocated by TensorFlow. */
class Call {
 public:
  explicit Call(TF_OpKernelContext* context);
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  /** Throws where the input is no tensor of these elements. */
  float* floats(int input);
  const int32_t* integers(int input);
  int64_t size(int input);
  std::vector<int64_t> shape(int input);
  bool given(int input) { return size(input) > 0; }

  float* output(int index, const std::vector<int64_t>& shape);
  int32_t* integerOutput(int index, const std::vector<int64_t>& shape);
  /** The input's memory as an output. */
  void passOn(int input, int output);

  /** Throws where the input has another number of elements. */
  void expectSize(int input, const char* name, int64_t wanted);
  [[noreturn]] static void refuse(const std::string& message);

 private:
  TF_Tensor* input(int index);
  void* allocate(int index, TF_DataType type, const std::vector<int64_t>& shape);
  void check();

  TF_OpKernelContext* const context_;
  TF_Status* const status_;
  std::vector<TF_Tensor*> inputs_;
  std::vector<TF_Tensor*> owned_;
};

using Op = void (*)(Call&);

/** Registers `name` for the CPU. Inputs and outputs are written as TensorFlow writes them: "x: float". */
template <Op op>
void registerOp(const char* name, std::initializer_list<const char*> inputs, std::initializer_list<const char*> outputs);

void registerOp(const char* name, std::initializer_list<const char*> inputs, std::initializer_list<const char*> outputs,
                void (*compute)(void*, TF_OpKernelContext*), bool devices = false);

/** As registerOp, for the CPU and for GPUs: there floats are pointers into the device's memory, integers are the host's. */
template <Op op>
void registerDeviceOp(const char* name, std::initializer_list<const char*> inputs,
                      std::initializer_list<const char*> outputs);

/** Runs `op` and turns what it throws into a status. */
void runOp(TF_OpKernelContext* context, Op op);

template <Op op>
void registerOp(const char* name, std::initializer_list<const char*> inputs,
                std::initializer_list<const char*> outputs) {
  registerOp(name, inputs, outputs, [](void*, TF_OpKernelContext* context) { runOp(context, op); });
}

template <Op op>
void registerDeviceOp(const char* name, std::initializer_list<const char*> inputs,
                      std::initializer_list<const char*> outputs) {
  registerOp(name, inputs, outputs, [](void*, TF_OpKernelContext* context) { runOp(context, op); }, true);
}

}  // namespace luke
