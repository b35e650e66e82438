#pragma once
#include <cmath>

#include "kernels.h"
#include "loops.h"

namespace luke {
namespace {

/** Columns from `j` on of dropout(x + bias) + residual, in row `row`; 0 past the end. */
inline Vec normed(const float* x, const float* bias, const float* residual, bool drops, const RowMask& mask, int64_t row,
                  int64_t columns, int64_t j) {
  const int64_t at = row * columns + j, left = columns - j;
  Vec v = load(x + at, left);
  if (bias != nullptr) v += load(bias + j, left);
  if (drops) v *= mask.at(j);
  if (residual != nullptr) v += load(residual + at, left);
  return v;
}

void layerNorm(const LayerNorm& given) {
  const int64_t n = given.columns;
  const bool drops = given.dropout.threshold != 0;
  forBlocks(given.rows, n, [&](int64_t first, int64_t end) {
    for (int64_t row = first; row < end; row++) {
      float* y = given.y + row * n;
      const RowMask mask(given.dropout, row, n);
      Vec total{};
      for (int64_t j = 0; j < n; j += width) {
        const Vec v = normed(given.x, given.bias, given.residual, drops, mask, row, n, j);
        store(y + j, v, n - j);
        total += keepFirst(v, n - j, 0);
      }
      const float mean = sum(total) / n;
      Vec squares{};
      for (int64_t j = 0; j < n; j += width) {
        const Vec centred = keepFirst(load(y + j, n - j) - mean, n - j, 0);
        squares += centred * centred;
      }
      const float inverse = 1.f / std::sqrt(sum(squares) / n + given.epsilon);
      for (int64_t j = 0; j < n; j += width) {
        const Vec normal = (load(y + j, n - j) - mean) * inverse;
        store(y + j, normal * load(given.scale + j, n - j) + load(given.shift + j, n - j), n - j);
      }
      given.stats[2 * row] = mean;
      given.stats[2 * row + 1] = inverse;
    }
  });
}

void layerNormGradient(const LayerNormGradient& given) {
  const int64_t n = given.columns;
  const int64_t padded = (n + width - 1) / width * width;
  const bool drops = given.dropout.threshold != 0;
  const auto rows = [&](int64_t first, int64_t end, float* sums) {
    float *dScale = sums, *dShift = sums + padded, *dBias = sums + 2 * padded;
    float* normals = scratch(padded);
    for (int64_t row = first; row < end; row++) {
      const float mean = given.stats[2 * row], inverse = given.stats[2 * row + 1];
      const RowMask mask(given.dropout, row, n);
      Vec alongOnes{}, alongNormal{};
      for (int64_t j = 0; j < n; j += width) {
        const int64_t at = row * n + j, left = n - j;
        const Vec sumOfBoth = normed(given.x, given.bias, given.residual, drops, mask, row, n, j);
        const Vec normal = keepFirst((sumOfBoth - mean) * inverse, left, 0);
        const Vec dy = load(given.dy + at, left);
        store(normals + j, normal);
        store(dScale + j, load(dScale + j) + dy * normal);
        store(dShift + j, load(dShift + j) + dy);
        const Vec d = dy * load(given.scale + j, left);
        alongOnes += d;
        alongNormal += d * normal;
      }
      const float ones = sum(alongOnes) / n, normals1 = sum(alongNormal) / n;
      for (int64_t j = 0; j < n; j += width) {
        const int64_t at = row * n + j, left = n - j;
        const Vec d = load(given.dy + at, left) * load(given.scale + j, left);
        Vec dx = (d - ones - load(normals + j) * normals1) * inverse;
        if (given.dResidual != nullptr) store(given.dResidual + at, dx, left);
        if (drops) dx *= mask.at(j);
        store(given.dx + at, dx, left);
        if (given.dBias != nullptr) store(dBias + j, load(dBias + j) + dx);
      }
    }
  };
  sumRows(given.rows, 3 * padded, rows, [&](int64_t at, float total) {
    const int64_t kind = at / padded, column = at % padded;
    if (column >= n) return;
    if (kind == 0) given.dScale[column] = total;
    if (kind == 1) given.dShift[column] = total;
    if (kind == 2 && given.dBias != nullptr) given.dBias[column] = total;
  });
}

}  // namespace
}  // namespace luke
