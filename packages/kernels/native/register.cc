#include "register.h"

#include <new>

namespace luke {

Call::Call(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {
  inputs_.resize(TF_NumInputs(context), nullptr);
}

Call::~Call() {
  for (TF_Tensor* tensor : owned_) TF_DeleteTensor(tensor);
  TF_DeleteStatus(status_);
}

void Call::check() {
  if (TF_GetCode(status_) != TF_OK) throw Refusal{TF_GetCode(status_), TF_Message(status_)};
}

void Call::refuse(const std::string& message) { throw Refusal{TF_INVALID_ARGUMENT, message}; }

TF_Tensor* Call::input(int index) {
  if (inputs_.at(index) == nullptr) {
    TF_Tensor* tensor = nullptr;
    TF_GetInput(context_, index, &tensor, status_);
    check();
    owned_.push_back(tensor);
    inputs_[index] = tensor;
  }
  return inputs_[index];
}

float* Call::floats(int index) {
  TF_Tensor* tensor = input(index);
  if (TF_TensorType(tensor) != TF_FLOAT) refuse("input " + std::to_string(index) + " is not float32");
  return TF_TensorElementCount(tensor) == 0 ? nullptr : static_cast<float*>(TF_TensorData(tensor));
}

const int32_t* Call::integers(int index) {
  TF_Tensor* tensor = input(index);
  if (TF_TensorType(tensor) != TF_INT32) refuse("input " + std::to_string(index) + " is not int32");
  return TF_TensorElementCount(tensor) == 0 ? nullptr : static_cast<int32_t*>(TF_TensorData(tensor));
}

int64_t Call::size(int index) { return TF_TensorElementCount(input(index)); }

std::vector<int64_t> Call::shape(int index) {
  TF_Tensor* tensor = input(index);
  std::vector<int64_t> sizes;
  for (int i = 0; i < TF_NumDims(tensor); i++) sizes.push_back(TF_Dim(tensor, i));
  return sizes;
}

void* Call::allocate(int index, TF_DataType type, const std::vector<int64_t>& shape) {
  int64_t elements = 1;
  for (const int64_t size : shape) elements *= size;
  TF_Tensor* tensor = TF_AllocateOutput(context_, index, type, shape.data(), static_cast<int>(shape.size()),
                                        elements * TF_DataTypeSize(type), status_);
  check();
  owned_.push_back(tensor);
  return TF_TensorData(tensor);
}

float* Call::output(int index, const std::vector<int64_t>& shape) {
  return static_cast<float*>(allocate(index, TF_FLOAT, shape));
}

int32_t* Call::integerOutput(int index, const std::vector<int64_t>& shape) {
  return static_cast<int32_t*>(allocate(index, TF_INT32, shape));
}

void Call::passOn(int index, int output) {
  TF_SetOutput(context_, output, input(index), status_);
  check();
}

void Call::expectSize(int index, const char* name, int64_t wanted) {
  if (size(index) == wanted) return;
  refuse(std::string(name) + " has " + std::to_string(size(index)) + " elements, expected " + std::to_string(wanted));
}

void runOp(TF_OpKernelContext* context, Op op) {
  TF_Code code = TF_OK;
  std::string message;
  try {
    Call call(context);
    op(call);
  } catch (const Refusal& refusal) {
    code = refusal.code;
    message = refusal.message;
  } catch (const std::bad_alloc&) {
    code = TF_RESOURCE_EXHAUSTED;
    message = "out of memory";
  } catch (const std::exception& error) {
    code = TF_INTERNAL;
    message = error.what();
  }
  if (code == TF_OK) return;
  TF_Status* status = TF_NewStatus();
  TF_SetStatus(status, code, message.c_str());
  TF_OpKernelContext_Failure(context, status);
  TF_DeleteStatus(status);
}

void registerOp(const char* name, std::initializer_list<const char*> inputs, std::initializer_list<const char*> outputs,
                void (*compute)(void*, TF_OpKernelContext*), bool devices) {
  TF_Status* status = TF_NewStatus();
  TF_OpDefinitionBuilder* definition = TF_NewOpDefinitionBuilder(name);
  for (const char* input : inputs) TF_OpDefinitionBuilderAddInput(definition, input);
  for (const char* output : outputs) TF_OpDefinitionBuilderAddOutput(definition, output);
  // Ops are run one by one, where shapes are those of the tensors.
  TF_OpDefinitionBuilderSetShapeInferenceFunction(definition, [](TF_ShapeInferenceContext*, TF_Status*) {});
  // Never folded into a constant or shared: AdamW writes in place.
  TF_OpDefinitionBuilderSetIsStateful(definition, true);
  TF_RegisterOpDefinition(definition, status);
  for (const char* device : {"CPU", "GPU"}) {
    if (TF_GetCode(status) != TF_OK || (device[0] == 'G' && !devices)) break;
    TF_KernelBuilder* kernel = TF_NewKernelBuilder(
        name, device, [](TF_OpKernelConstruction*) -> void* { return nullptr; }, compute, [](void*) {});
    for (const std::string input : inputs) {
      const auto colon = input.find(':');
      if (device[0] == 'G' && input.substr(colon) == ": int32") {
        TF_KernelBuilder_HostMemory(kernel, input.substr(0, colon).c_str());
      }
    }
    TF_RegisterKernelBuilder(name, kernel, status);
  }
  const Refusal refusal{TF_GetCode(status), TF_Message(status)};
  TF_DeleteStatus(status);
  if (refusal.code != TF_OK) throw refusal;
}

}  // namespace luke
