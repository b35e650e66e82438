#pragma once
#include <cmath>

#include "kernels.h"
#include "loops.h"

namespace luke {
namespace {

constexpr float lowest = -3.4028235e38f;

void softmax(const Softmax& given) {
  const int64_t n = given.columns;
  forBlocks(given.rows, n, [&](int64_t first, int64_t end) {
    for (int64_t row = first; row < end; row++) {
      const float* x = given.x + row * n;
      const float* bias = given.bias == nullptr ? nullptr : given.bias + row / given.rowsPerBias * n;
      float* y = given.y + row * n;
      Vec most = splat(lowest);
      for (int64_t j = 0; j < n; j += width) {
        Vec v = load(x + j, n - j) * given.scale;
        if (bias != nullptr) v += load(bias + j, n - j);
        store(y + j, v, n - j);
        most = larger(keepFirst(v, n - j, lowest), most);
      }
      const float top = largest(most);
      Vec total{};
      for (int64_t j = 0; j < n; j += width) {
        const Vec e = keepFirst(exponential(load(y + j, n - j) - top), n - j, 0);
        store(y + j, e, n - j);
        total += e;
      }
      const float share = 1.f / sum(total);
      for (int64_t j = 0; j < n; j += width) store(y + j, load(y + j, n - j) * share, n - j);
    }
  });
}

void softmaxGradient(const SoftmaxGradient& given) {
  const int64_t n = given.columns;
  forBlocks(given.rows, n, [&](int64_t first, int64_t end) {
    for (int64_t row = first; row < end; row++) {
      const float *dy = given.dy + row * n, *y = given.y + row * n;
      float* dx = given.dx + row * n;
      Vec along{};
      for (int64_t j = 0; j < n; j += width) along += load(dy + j, n - j) * load(y + j, n - j);
      const float mean = sum(along);
      for (int64_t j = 0; j < n; j += width) {
        store(dx + j, (load(dy + j, n - j) - mean) * load(y + j, n - j) * given.scale, n - j);
      }
    }
  });
}

void crossEntropy(const CrossEntropy& given) {
  const int64_t n = given.columns;
  forBlocks(given.rows, n, [&](int64_t first, int64_t end) {
    for (int64_t row = first; row < end; row++) {
      const float* x = given.logits + row * n;
      Vec most = splat(lowest);
      for (int64_t j = 0; j < n; j += width) most = larger(keepFirst(load(x + j, n - j), n - j, lowest), most);
      const float top = largest(most);
      Vec total{};
      for (int64_t j = 0; j < n; j += width) total += keepFirst(exponential(load(x + j, n - j) - top), n - j, 0);
      const float logSum = top + std::log(sum(total));
      const int32_t label = given.labels[row];
      given.logSums[row] = logSum;
      given.loss[row] = label < 0 ? 0.f : logSum - x[label];
    }
  });
}

void crossEntropyGradient(const CrossEntropyGradient& given) {
  const int64_t n = given.columns;
  forBlocks(given.rows, n, [&](int64_t first, int64_t end) {
    for (int64_t row = first; row < end; row++) {
      const float* x = given.logits + row * n;
      float* dx = given.dx + row * n;
      const int32_t label = given.labels[row];
      if (label < 0) {
        std::memset(dx, 0, n * sizeof(float));
        continue;
      }
      const float weight = given.dy[row], logSum = given.logSums[row];
      for (int64_t j = 0; j < n; j += width) store(dx + j, exponential(load(x + j, n - j) - logSum) * weight, n - j);
      dx[label] -= weight;
    }
  });
}

}  // namespace
}  // namespace luke
