// Loops over rows on all threads. Blocks depend on the sizes alone, so sums come out the same on any number of threads.
#pragma once
#include <cstdlib>
#include <new>

#include "kernels.h"
#include "parallel.h"
#include "vec.h"

namespace luke {
namespace {

template <class Body>
void forEach(int64_t count, const Body& body) {
  runLoop(
      count, [](void* context, int64_t i) { (*static_cast<const Body*>(context))(i); },
      const_cast<Body*>(&body));
}

/** Rows of a block that is worth a thread's while. */
inline int64_t rowsPerBlock(int64_t rows, int64_t columns) {
  const int64_t wanted = 16384 / (columns > 0 ? columns : 1);
  return wanted < 1 ? 1 : wanted < rows ? wanted : rows > 0 ? rows : 1;
}

/** `body(first, end)` for blocks of rows. */
template <class Body>
void forBlocks(int64_t rows, int64_t columns, const Body& body) {
  const int64_t size = rowsPerBlock(rows, columns);
  forEach((rows + size - 1) / size, [&](int64_t block) {
    const int64_t first = block * size;
    body(first, first + size < rows ? first + size : rows);
  });
}

/** What a row of a site drops. */
class RowMask {
 public:
  RowMask(const Dropout& dropout, int64_t row, int64_t columns)
      : first(dropout.rowKeys != nullptr ? 0 : static_cast<uint32_t>(row * columns)),
        seed(dropout.rowKeys != nullptr ? dropoutHash(dropout.rowKeys[row], dropout.seed) : dropout.seed),
        threshold(dropout.threshold),
        keep(dropout.keep) {}
  /** 0 or `keep` for the columns from `j` on. */
  Vec at(int64_t j) const { return dropoutMask(first + static_cast<uint32_t>(j), seed, threshold, keep); }

 private:
  const uint32_t first, seed, threshold;
  const float keep;
};

/** Zeros, freed at the end of the scope. */
class Zeros {
 public:
  explicit Zeros(int64_t floats) : values(static_cast<float*>(std::calloc(floats > 0 ? floats : 1, sizeof(float)))) {
    if (values == nullptr) throw std::bad_alloc();
  }
  ~Zeros() { std::free(values); }
  Zeros(const Zeros&) = delete;
  Zeros& operator=(const Zeros&) = delete;
  float* const values;
};

/** At most this many partial sums of columns, each over neighbouring rows. */
constexpr int64_t maxParts = 16;

/**
 * Sums over rows: `body(first, end, sums)` adds rows to `sums` of `width` zeros; the sums of all parts, added in the
 * order of rows, go to `add(column, value)`.
 */
template <class Body, class Add>
void sumRows(int64_t rows, int64_t width, const Body& body, const Add& add) {
  const int64_t most = (rows + 15) / 16;
  const int64_t parts = most < 1 ? 1 : most < maxParts ? most : maxParts;
  Zeros sums(parts * width);
  forEach(parts, [&](int64_t part) { body(rows * part / parts, rows * (part + 1) / parts, sums.values + part * width); });
  for (int64_t column = 0; column < width; column++) {
    float total = 0;
    for (int64_t part = 0; part < parts; part++) total += sums.values[part * width + column];
    add(column, total);
  }
}

}  // namespace
}  // namespace luke
