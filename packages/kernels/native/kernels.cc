// All kernels for one instruction set: compiled once for each, with its flags and LUKE_KERNELS_OF as the function's name.
// Everything here has internal linkage: code for newer processors must not be shared with what runs on older ones.
#include "kernels.h"

#include "attention.h"
#include "elements.h"
#include "gelu.h"
#include "layer_norm.h"
#include "quantized.h"
#include "softmax.h"

namespace luke {

const Kernels& LUKE_KERNELS_OF() {
  static constexpr Kernels kernels = {
      LUKE_KERNELS_NAME, layerNorm, layerNormGradient, gelu,         geluGradient,
      dropElements,      addBias,   softmax,           softmaxGradient, crossEntropy,
      crossEntropyGradient, segmentSum, adamW,         attention,    attentionGradient,
      quantizeWeights, quantizedLinear,
  };
  return kernels;
}

}  // namespace luke
