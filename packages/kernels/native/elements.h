// Kernels that go once over their elements.
#pragma once
#include <cmath>

#include "kernels.h"
#include "loops.h"

namespace luke {
namespace {

void dropElements(const DropElements& given) {
  const int64_t n = given.columns;
  forBlocks(given.rows, n, [&](int64_t first, int64_t end) {
    for (int64_t row = first; row < end; row++) {
      const RowMask mask(given.dropout, row, n);
      for (int64_t j = 0; j < n; j += width) {
        store(given.y + row * n + j, load(given.x + row * n + j, n - j) * mask.at(j), n - j);
      }
    }
  });
}

void addBias(const AddBias& given) {
  const int64_t n = given.columns;
  forBlocks(given.rows, n, [&](int64_t first, int64_t end) {
    for (int64_t row = first; row < end; row++) {
      float* x = given.x + row * n;
      for (int64_t j = 0; j < n; j += width) store(x + j, load(x + j, n - j) + load(given.bias + j, n - j), n - j);
    }
  });
}

void adamW(const AdamW& given) {
  forBlocks(given.size, 1, [&](int64_t start, int64_t end) {
    for (int64_t i = start; i < end; i += width) {
      const int64_t left = end - i;
      const Vec gradient = load(given.gradient + i, left);
      const Vec first = load(given.first + i, left) * given.beta1 + gradient * (1 - given.beta1);
      const Vec second = load(given.second + i, left) * given.beta2 + gradient * gradient * (1 - given.beta2);
      store(given.newFirst + i, first, left);
      store(given.newSecond + i, second, left);
      Vec below;
      for (int lane = 0; lane < width; lane++) below[lane] = std::sqrt(second[lane]);
      const Vec step = first * given.rate / (below * given.root + given.epsilon);
      store(given.newVariable + i, (load(given.variable + i, left) * given.before - step) * given.after, left);
    }
  });
}

/** Each thread owns ids of one remainder, so every sum is in the order of the rows. */
void segmentSum(const SegmentSum& given) {
  const int64_t n = given.columns;
  forBlocks(given.segments, n, [&](int64_t first, int64_t end) {
    std::memset(given.out + first * n, 0, (end - first) * n * sizeof(float));
  });
  const int64_t owners = given.rows * n < 16384 ? 1 : numThreads();
  forEach(owners, [&](int64_t owner) {
    for (int64_t row = 0; row < given.rows; row++) {
      const int64_t id = given.ids[row];
      if (id % owners != owner || id == given.skip) continue;
      const float* from = given.values + row * n;
      float* to = given.out + id * n;
      for (int64_t j = 0; j < n; j += width) store(to + j, load(to + j, n - j) + load(from + j, n - j), n - j);
    }
  });
}

}  // namespace
}  // namespace luke
