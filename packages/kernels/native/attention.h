// Attention inside each of several sequences: softmax(query · key / √head) over the keys of the sequence, one sequence
// and head at a time, 48 query rows at a time. Scores exist for one such block alone; the gradient computes them again.
#pragma once
#include <cmath>

#include "kernels.h"
#include "loops.h"
#include "product.h"
#include "softmax.h"

namespace luke {
namespace {

constexpr int64_t blockRows = 48;

inline int64_t padded(int64_t n) { return (n + width - 1) / width * width; }

/** The rows of one sequence and the columns of one head, in packed matrices of `heads · head` columns. */
struct Part {
  int64_t words, entities;           // of the sequence
  int64_t firstWord, firstEntity;    // packed rows
  int64_t rows() const { return words + entities; }
  /** Packed row of row `i` of the sequence. */
  int64_t row(int64_t i) const { return i < words ? firstWord + i : firstEntity + i - words; }
};

inline Part partOf(const Layout& layout, int64_t sequence) {
  const int64_t word = layout.wordStarts[sequence], entity = layout.entityStarts[sequence];
  return {layout.wordStarts[sequence + 1] - word, layout.entityStarts[sequence + 1] - entity, word,
          layout.words + entity};
}

/** `head` columns of a row, times `factor`, with zeros up to the next multiple of the width. */
inline void copyRow(const float* from, float* to, int64_t head, float factor) {
  for (int64_t j = 0; j < head; j += width) store(to + j, load(from + j, head - j) * factor);
}

inline void writeRow(const float* from, float* to, int64_t head, float factor) {
  for (int64_t j = 0; j < head; j += width) store(to + j, load(from + j) * factor, head - j);
}

/** [rows, head] → [head, rows], of row length `stride`, with zeros up to the next multiple of the width. */
inline void transpose(const float* from, int64_t fromRow, float* to, int64_t stride, int64_t rows, int64_t head) {
  for (int64_t i = 0; i < rows; i++) {
    const float* row = from + i * fromRow;
    for (int64_t j = 0; j < head; j++) to[j * stride + i] = row[j];
  }
  for (int64_t j = 0; j < head; j++) {
    for (int64_t i = rows; i < padded(rows); i++) to[j * stride + i] = 0;
  }
}

/** Pieces of the thread's scratch memory. */
class Pieces {
 public:
  explicit Pieces(int64_t floats) : next_(scratch(floats)) {}
  float* take(int64_t floats) {
    float* piece = next_;
    next_ += padded(floats);
    return piece;
  }

 private:
  float* next_;
};

struct HeadOf {
  int64_t hidden, offset, head;
};

/** Queries of rows `first` to `first + count` of a sequence, scaled: for words and for entities. */
inline void copyQueries(const Queries& query, const Part& part, int64_t words, const HeadOf& at, int64_t first,
                        int64_t count, float scale, float* toWords, float* toEntities) {
  for (int64_t i = 0; i < count; i++) {
    const int64_t row = part.row(first + i);
    const bool word = row < words;
    const int64_t from = (word ? row : row - words) * at.hidden + at.offset;
    const int64_t to = i * padded(at.head);
    copyRow((word ? query.wordsToWords : query.entitiesToWords) + from, toWords + to, at.head, scale);
    if (query.byKind) {
      copyRow((word ? query.wordsToEntities : query.entitiesToEntities) + from, toEntities + to, at.head, scale);
    }
  }
}

/** Scores of a block of queries and all keys of the sequence. */
inline void score(int64_t count, const Part& keys, const HeadOf& at, bool byKind, const float* toWords,
                  const float* toEntities, const float* keysAcross, int64_t stride, float* scores) {
  const int64_t line = padded(at.head);
  if (!byKind) {
    product<false>(count, keys.rows(), at.head, toWords, line, 1, keysAcross, stride, scores, stride);
    return;
  }
  product<false>(count, keys.words, at.head, toWords, line, 1, keysAcross, stride, scores, stride);
  // What the first product wrote past the words is overwritten.
  product<false>(count, keys.entities, at.head, toEntities, line, 1, keysAcross + keys.words, stride,
                 scores + keys.words, stride);
}

/** exp(score - largest) in place, 0 past the keys; answers the sum. */
inline float exponentials(float* scores, int64_t keys) {
  Vec most = splat(lowest);
  for (int64_t j = 0; j < keys; j += width) {
    const Vec v = keepFirst(load(scores + j), keys - j, lowest);
    store(scores + j, v);
    most = larger(v, most);
  }
  const float top = largest(most);
  Vec total{};
  for (int64_t j = 0; j < keys; j += width) {
    const Vec e = keepFirst(exponential(load(scores + j) - top), keys - j, 0);
    store(scores + j, e);
    total += e;
  }
  return sum(total);
}

inline uint32_t seedOf(const Dropout& dropout, int64_t row, int64_t heads, int64_t head) {
  const uint32_t key = dropout.rowKeys == nullptr ? static_cast<uint32_t>(row) : dropout.rowKeys[row];
  return dropoutHash(key * static_cast<uint32_t>(heads) + static_cast<uint32_t>(head), dropout.seed);
}

void attention(const Attention& given) {
  const float scale = 1.f / std::sqrt(static_cast<float>(given.head));
  const int64_t line = padded(given.head);
  forEach(given.sequences * given.heads, [&](int64_t task) {
    const int64_t sequence = task / given.heads, head = task % given.heads;
    const Part from = partOf(given.queries, sequence), to = partOf(given.keys, sequence);
    const int64_t numKeys = to.rows(), stride = padded(numKeys) + width;
    const HeadOf at{given.heads * given.head, head * given.head, given.head};
    if (from.rows() == 0) return;
    Pieces pieces(given.head * stride + numKeys * line + blockRows * (stride + 3 * line) + 8 * width);
    float* keysAcross = pieces.take(given.head * stride);
    float* values = pieces.take(numKeys * line);
    float* toWords = pieces.take(blockRows * line);
    float* toEntities = pieces.take(blockRows * line);
    float* scores = pieces.take(blockRows * stride);
    float* states = pieces.take(blockRows * line);
    // Words of a sequence are neighbours, and so are its entities.
    const int64_t firstRows[2] = {to.firstWord, to.firstEntity}, counts[2] = {to.words, to.entities};
    for (int kind = 0, done = 0; kind < 2; done += counts[kind], kind++) {
      for (int64_t i = 0; i < counts[kind]; i++) {
        copyRow(given.value + (firstRows[kind] + i) * at.hidden + at.offset, values + (done + i) * line, given.head, 1);
      }
      if (counts[kind] == 0) continue;
      transpose(given.key + firstRows[kind] * at.hidden + at.offset, at.hidden, keysAcross + done, stride,
                counts[kind], given.head);
    }
    for (int64_t first = 0; first < from.rows(); first += blockRows) {
      const int64_t count = from.rows() - first < blockRows ? from.rows() - first : blockRows;
      copyQueries(given.query, from, given.queries.words, at, first, count, scale, toWords, toEntities);
      score(count, to, at, given.query.byKind, toWords, toEntities, keysAcross, stride, scores);
      float factors[blockRows];
      for (int64_t i = 0; i < count; i++) {
        float* p = scores + i * stride;
        factors[i] = 1.f / exponentials(p, numKeys);
        if (given.dropout.threshold == 0) continue;
        const uint32_t seed = seedOf(given.dropout, from.row(first + i), given.heads, head);
        for (int64_t j = 0; j < numKeys; j += width) {
          store(p + j, load(p + j) * dropoutMask(static_cast<uint32_t>(j), seed, given.dropout.threshold, given.dropout.keep));
        }
      }
      product<false>(count, given.head, numKeys, scores, stride, 1, values, line, states, line);
      for (int64_t i = 0; i < count; i++) {
        writeRow(states + i * line, given.states + from.row(first + i) * at.hidden + at.offset, given.head, factors[i]);
      }
    }
  });
}

void attentionGradient(const AttentionGradient& given) {
  const float scale = 1.f / std::sqrt(static_cast<float>(given.head));
  const int64_t line = padded(given.head);
  forEach(given.sequences * given.heads, [&](int64_t task) {
    const int64_t sequence = task / given.heads, head = task % given.heads;
    const Part from = partOf(given.queries, sequence), to = partOf(given.keys, sequence);
    const int64_t numKeys = to.rows(), stride = padded(numKeys) + width;
    const HeadOf at{given.heads * given.head, head * given.head, given.head};
    Pieces pieces(2 * given.head * stride + 3 * numKeys * line + blockRows * (2 * stride + 5 * line) + 16 * width);
    float* keysAcross = pieces.take(given.head * stride);
    float* valuesAcross = pieces.take(given.head * stride);
    float* keys = pieces.take(numKeys * line);
    float* dKeys = pieces.take(numKeys * line);
    float* dValues = pieces.take(numKeys * line);
    float* toWords = pieces.take(blockRows * line);
    float* toEntities = pieces.take(blockRows * line);
    float* dStates = pieces.take(blockRows * line);
    float* dToWords = pieces.take(blockRows * line);
    float* dToEntities = pieces.take(blockRows * line);
    float* scores = pieces.take(blockRows * stride);
    float* dScores = pieces.take(blockRows * stride);
    std::memset(dKeys, 0, numKeys * line * sizeof(float));
    std::memset(dValues, 0, numKeys * line * sizeof(float));
    const int64_t firstRows[2] = {to.firstWord, to.firstEntity}, counts[2] = {to.words, to.entities};
    for (int kind = 0, done = 0; kind < 2; done += counts[kind], kind++) {
      if (counts[kind] == 0) continue;
      const int64_t begin = firstRows[kind] * at.hidden + at.offset;
      for (int64_t i = 0; i < counts[kind]; i++) {
        copyRow(given.key + begin + i * at.hidden, keys + (done + i) * line, given.head, 1);
      }
      transpose(given.key + begin, at.hidden, keysAcross + done, stride, counts[kind], given.head);
      transpose(given.value + begin, at.hidden, valuesAcross + done, stride, counts[kind], given.head);
    }
    for (int64_t first = 0; first < from.rows(); first += blockRows) {
      const int64_t count = from.rows() - first < blockRows ? from.rows() - first : blockRows;
      copyQueries(given.query, from, given.queries.words, at, first, count, scale, toWords, toEntities);
      for (int64_t i = 0; i < count; i++) {
        copyRow(given.dStates + from.row(first + i) * at.hidden + at.offset, dStates + i * line, given.head, 1);
      }
      score(count, to, at, given.query.byKind, toWords, toEntities, keysAcross, stride, scores);
      product<false>(count, numKeys, given.head, dStates, line, 1, valuesAcross, stride, dScores, stride);
      for (int64_t i = 0; i < count; i++) {
        float *p = scores + i * stride, *d = dScores + i * stride;
        const float share = 1.f / exponentials(p, numKeys);
        const uint32_t seed = seedOf(given.dropout, from.row(first + i), given.heads, head);
        const auto maskAt = [&](int64_t j) {
          return given.dropout.threshold == 0
                     ? splat(1.f)
                     : dropoutMask(static_cast<uint32_t>(j), seed, given.dropout.threshold, given.dropout.keep);
        };
        Vec along{};
        for (int64_t j = 0; j < numKeys; j += width) {
          const Vec dProbability = keepFirst(load(d + j), numKeys - j, 0) * maskAt(j);
          store(d + j, dProbability);
          along += load(p + j) * dProbability;
        }
        const float mean = sum(along) * share;
        for (int64_t j = 0; j < numKeys; j += width) {
          const Vec probability = load(p + j) * share;
          store(d + j, probability * (load(d + j) - mean));
          store(p + j, probability * maskAt(j));
        }
      }
      product<true>(numKeys, given.head, count, scores, 1, stride, dStates, line, dValues, line);
      const bool byKind = given.query.byKind;
      const int64_t split = byKind ? to.words : numKeys;
      product<false>(count, given.head, split, dScores, stride, 1, keys, line, dToWords, line);
      product<true>(split, given.head, count, dScores, 1, stride, toWords, line, dKeys, line);
      if (byKind) {
        product<false>(count, given.head, to.entities, dScores + split, stride, 1, keys + split * line, line,
                       dToEntities, line);
        product<true>(to.entities, given.head, count, dScores + split, 1, stride, toEntities, line,
                      dKeys + split * line, line);
      }
      for (int64_t i = 0; i < count; i++) {
        const int64_t row = from.row(first + i);
        const bool word = row < given.queries.words;
        const int64_t begin = (word ? row : row - given.queries.words) * at.hidden + at.offset;
        writeRow(dToWords + i * line, (word ? given.dWordsToWords : given.dEntitiesToWords) + begin, given.head, scale);
        if (!byKind) continue;
        float* gradient = word ? given.dWordsToEntities : given.dEntitiesToEntities;
        writeRow(dToEntities + i * line, gradient + begin, given.head, scale);
      }
    }
    for (int64_t i = 0; i < numKeys; i++) {
      const int64_t begin = to.row(i) * at.hidden + at.offset;
      writeRow(dKeys + i * line, given.dKey + begin, given.head, 1);
      writeRow(dValues + i * line, given.dValue + begin, given.head, 1);
    }
  });
}

}  // namespace
}  // namespace luke
