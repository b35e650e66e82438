// Products of small matrices that lie in the cache, for attention.
#pragma once
#include "vec.h"

namespace luke {
namespace {

constexpr int tileRows = 6;
constexpr int tileVecs = width == 16 ? 4 : 2;

/** C[rows, vecs · width] (+)= A · B for up to 6 rows and `vecs` vectors, kept in registers. */
template <int rows, int vecs, bool add>
inline void tile(int64_t depth, const float* a, int64_t aRow, int64_t aStep, const float* b, int64_t bRow, float* c,
                 int64_t cRow) {
  Vec sums[rows][vecs];
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < vecs; j++) sums[i][j] = add ? load(c + i * cRow + j * width) : Vec{};
  }
  for (int64_t k = 0; k < depth; k++) {
    Vec line[vecs];
    for (int j = 0; j < vecs; j++) line[j] = load(b + k * bRow + j * width);
    for (int i = 0; i < rows; i++) {
      const Vec factor = splat(a[i * aRow + k * aStep]);
      for (int j = 0; j < vecs; j++) sums[i][j] += factor * line[j];
    }
  }
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < vecs; j++) store(c + i * cRow + j * width, sums[i][j]);
  }
}

template <int vecs, bool add>
inline void column(int64_t rows, int64_t depth, const float* a, int64_t aRow, int64_t aStep, const float* b,
                   int64_t bRow, float* c, int64_t cRow) {
  int64_t i = 0;
  for (; i + tileRows <= rows; i += tileRows) {
    tile<tileRows, vecs, add>(depth, a + i * aRow, aRow, aStep, b, bRow, c + i * cRow, cRow);
  }
  a += i * aRow;
  c += i * cRow;
  switch (rows - i) {
    case 5: return tile<5, vecs, add>(depth, a, aRow, aStep, b, bRow, c, cRow);
    case 4: return tile<4, vecs, add>(depth, a, aRow, aStep, b, bRow, c, cRow);
    case 3: return tile<3, vecs, add>(depth, a, aRow, aStep, b, bRow, c, cRow);
    case 2: return tile<2, vecs, add>(depth, a, aRow, aStep, b, bRow, c, cRow);
    case 1: return tile<1, vecs, add>(depth, a, aRow, aStep, b, bRow, c, cRow);
  }
}

/**
 * C[rows, columns] = A[rows, depth] · B[depth, columns], added to C where `add`. A element (i, k) is at
 * i · aRow + k · aStep. Whole vectors are read from B and written to C: both need room up to the next multiple of the
 * width, and what is written past `columns` is of no meaning.
 */
template <bool add>
void product(int64_t rows, int64_t columns, int64_t depth, const float* a, int64_t aRow, int64_t aStep,
             const float* b, int64_t bRow, float* c, int64_t cRow) {
  for (int64_t j = 0; j < columns; j += tileVecs * width) {
    const int64_t vecs = (columns - j + width - 1) / width;
    const float* from = b + j;
    float* to = c + j;
    if (vecs >= tileVecs) {
      column<tileVecs, add>(rows, depth, a, aRow, aStep, from, bRow, to, cRow);
    } else if (vecs == 3) {
      column<3, add>(rows, depth, a, aRow, aStep, from, bRow, to, cRow);
    } else if (vecs == 2) {
      column<2, add>(rows, depth, a, aRow, aStep, from, bRow, to, cRow);
    } else {
      column<1, add>(rows, depth, a, aRow, aStep, from, bRow, to, cRow);
    }
  }
}

}  // namespace
}  // namespace luke
