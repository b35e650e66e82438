// What the kernels are given and what each instruction set offers: plain pointers, checked by the ops before.
#pragma once
#include <cstdint>

namespace luke {

/**
 * Element i is zero where the hash of (i, seed) is below `threshold`, and multiplied by `keep` elsewhere. With keys a
 * row counts its elements from 0, and its seed is the hash of (key, seed).
 */
struct Dropout {
  uint32_t threshold;  // 0 = none
  uint32_t seed;
  float keep;
  const uint32_t* rowKeys;  // may be null
};

/** y = norm(dropout(x + bias) + residual) */
struct LayerNorm {
  const float *x, *bias, *residual, *scale, *shift;  // bias, residual: may be null
  float *y, *stats;                                  // stats: [rows, 2], mean and inverse deviation
  int64_t rows, columns;
  float epsilon;
  Dropout dropout;
};

struct LayerNormGradient {
  const float *dy, *x, *bias, *residual, *stats, *scale;
  float *dx, *dResidual;          // dResidual: null where it is dx
  float *dScale, *dShift, *dBias;  // dBias: may be null
  int64_t rows, columns;
  Dropout dropout;
};

/** y = gelu(x + bias) */
struct Gelu {
  const float *x, *bias;  // bias: may be null
  float* y;
  int64_t rows, columns;
};

struct GeluGradient {
  const float *dy, *x, *bias;
  float *dx, *dBias;
  int64_t rows, columns;
};

struct DropElements {
  const float* x;
  float* y;
  int64_t rows, columns;
  Dropout dropout;
};

/** x += bias, in each row */
struct AddBias {
  float* x;
  const float* bias;
  int64_t rows, columns;
};

/** y = softmax(x · scale + bias); one row of biases serves `rowsPerBias` rows. */
struct Softmax {
  const float *x, *bias;  // bias: may be null
  float* y;
  int64_t rows, columns, rowsPerBias;
  float scale;
};

struct SoftmaxGradient {
  const float *dy, *y;
  float* dx;
  int64_t rows, columns;
  float scale;
};

struct CrossEntropy {
  const float* logits;
  const int32_t* labels;  // below the number of columns; negative = ignored
  float *loss, *logSums;
  int64_t rows, columns;
};

struct CrossEntropyGradient {
  const float *dy, *logits;
  const int32_t* labels;
  const float* logSums;
  float* dx;
  int64_t rows, columns;
};

/** out[id] = Σ values[i] over ids[i] = id */
struct SegmentSum {
  const float* values;
  const int32_t* ids;  // in [0, segments)
  float* out;
  int64_t rows, columns, segments, skip;
};

/** Weights [outputs, inputs] in 8 bits, as the linear layer reads them. */
struct QuantizeWeights {
  const float* weight;
  int8_t* packed;  // ⌈outputs / 64⌉ · 64 · ⌈inputs / 4⌉ · 4
  float* scales;   // [outputs]
  int32_t* sums;   // [outputs], of the rounded weights
  int64_t outputs, inputs;
};

/** y = x · weightᵀ + bias */
struct QuantizedLinear {
  const float* x;
  const int8_t* packed;
  const float* scales;
  const int32_t* sums;
  const float* bias;  // may be null
  float* y;
  int64_t rows, inputs, outputs;
};

/** p = (p·before - rate·first / (√second·root + epsilon))·after; the outputs may be the inputs. */
struct AdamW {
  const float *variable, *first, *second, *gradient;
  float *newVariable, *newFirst, *newSecond;
  int64_t size;
  float beta1, beta2, rate, root, epsilon, before, after;
};

/** Rows of words stand before rows of entities; sequence i has the words wordStarts[i] to wordStarts[i + 1]. */
struct Layout {
  const int32_t *wordStarts, *entityStarts;  // [sequences + 1]
  int64_t words, entities;
};

/** One query for all keys (toEntities null), or one for words and one for entities. */
struct Queries {
  const float *wordsToWords, *wordsToEntities, *entitiesToWords, *entitiesToEntities;
  bool byKind;
};

struct Attention {
  Queries query;
  const float *key, *value;
  float* states;
  Layout queries, keys;
  int64_t sequences, heads, head;  // head: size of one
  Dropout dropout;
};

struct AttentionGradient {
  Queries query;
  const float *key, *value, *dStates;
  float *dWordsToWords, *dWordsToEntities, *dEntitiesToWords, *dEntitiesToEntities;
  float *dKey, *dValue;
  Layout queries, keys;
  int64_t sequences, heads, head;
  Dropout dropout;
};

struct Kernels {
  const char* name;
  void (*layerNorm)(const LayerNorm&);
  void (*layerNormGradient)(const LayerNormGradient&);
  void (*gelu)(const Gelu&);
  void (*geluGradient)(const GeluGradient&);
  void (*dropElements)(const DropElements&);
  void (*addBias)(const AddBias&);
  void (*softmax)(const Softmax&);
  void (*softmaxGradient)(const SoftmaxGradient&);
  void (*crossEntropy)(const CrossEntropy&);
  void (*crossEntropyGradient)(const CrossEntropyGradient&);
  void (*segmentSum)(const SegmentSum&);
  void (*adamW)(const AdamW&);
  void (*attention)(const Attention&);
  void (*attentionGradient)(const AttentionGradient&);
  void (*quantizeWeights)(const QuantizeWeights&);
  void (*quantizedLinear)(const QuantizedLinear&);
};

const Kernels& baselineKernels();
#ifdef __x86_64__
const Kernels& avx2Kernels();
const Kernels& avx512Kernels();
#endif

}  // namespace luke
