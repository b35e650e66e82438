#pragma once
#include "kernels.h"

namespace luke {

/** Those of the best instruction set that this processor has, or of LUKE_INSTRUCTIONS (avx512, avx2, baseline). */
const Kernels& kernels();

/** Makes the ops known to TensorFlow. Throws `Refusal`. */
void registerOps();

}  // namespace luke
