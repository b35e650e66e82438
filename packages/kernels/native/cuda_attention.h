#pragma once

namespace luke {

/** Registers attention on NVIDIA GPUs: operands stay in the device's memory. */
void registerCudaAttention();

}  // namespace luke
