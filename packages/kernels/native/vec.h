// Vectors of floats in the compiler's own notation, as wide as the instruction set that this file is compiled for.
#pragma once
#include <cstdint>
#include <cstring>

#ifdef __AVX512F__
#include <immintrin.h>
#endif

namespace luke {
namespace {

#if defined(__AVX512F__)
constexpr int width = 16;
#elif defined(__AVX2__)
constexpr int width = 8;
#else
constexpr int width = 4;
#endif

typedef float Vec __attribute__((vector_size(4 * width)));
typedef int32_t VecI __attribute__((vector_size(4 * width)));
typedef uint32_t VecU __attribute__((vector_size(4 * width)));

inline Vec splat(float x) { return x - Vec{}; }
inline VecU splat(uint32_t x) { return x - VecU{}; }

inline Vec load(const float* from) {
  Vec v;
  std::memcpy(&v, from, sizeof v);
  return v;
}

inline void store(float* to, Vec v) { std::memcpy(to, &v, sizeof v); }

/** The first `count` of them; the others are 0. */
inline Vec load(const float* from, int64_t count) {
  if (count >= width) return load(from);
  Vec v{};
  for (int i = 0; i < count; i++) v[i] = from[i];
  return v;
}

inline void store(float* to, Vec v, int64_t count) {
  if (count >= width) return store(to, v);
  for (int i = 0; i < count; i++) to[i] = v[i];
}

/** 0, 1, 2, … */
inline VecU lanes() {
  VecU v;
  for (int i = 0; i < width; i++) v[i] = i;
  return v;
}

/** `outside` from `count` on. */
inline Vec keepFirst(Vec v, int64_t count, float outside) {
  const uint32_t kept = count < width ? static_cast<uint32_t>(count) : width;
  return lanes() < splat(kept) ? v : splat(outside);
}

inline Vec larger(Vec a, Vec b) { return a > b ? a : b; }

#ifdef __AVX512F__
inline float sum(Vec v) { return _mm512_reduce_add_ps((__m512)v); }
inline float largest(Vec v) { return _mm512_reduce_max_ps((__m512)v); }
#else
inline float sum(Vec v) {
  float parts[width];
  std::memcpy(parts, &v, sizeof v);
  for (int half = width / 2; half > 0; half /= 2) {
    for (int i = 0; i < half; i++) parts[i] += parts[i + half];
  }
  return parts[0];
}

inline float largest(Vec v) {
  float parts[width];
  std::memcpy(parts, &v, sizeof v);
  for (int half = width / 2; half > 0; half /= 2) {
    for (int i = 0; i < half; i++) parts[i] = parts[i] > parts[i + half] ? parts[i] : parts[i + half];
  }
  return parts[0];
}
#endif

/** 1 / x to about one unit in the last place, for normal numbers of moderate size. */
inline Vec reciprocal(Vec x) {
#ifdef __AVX512F__
  // A division of 16 numbers takes as long as 16 products; this takes three.
  const Vec guess = (Vec)_mm512_rcp14_ps((__m512)x);
  return guess * (2.f - x * guess);
#else
  return 1.f / x;
#endif
}

/** Elements first, first + 1, … */
inline VecU countFrom(uint32_t first) { return lanes() + first; }

/** eˣ to about one unit in the last place; 0 below -87.3, finite above 88. */
inline Vec exponential(Vec x) {
  const Vec lowest = splat(-87.33654f), highest = splat(88.3f);
  const Vec low = x < lowest ? lowest : x;
  const Vec y = low > highest ? highest : low;
  const Vec rounder = splat(12582912.f);  // 1.5 · 2²³: adding it leaves no fraction
  const Vec n = (y * 1.44269504f + rounder) - rounder;
  const Vec r = (y - n * 0.693359375f) + n * 2.12194440e-4f;  // ln 2 in two parts
  Vec p = splat(1.f / 5040.f);
  p = p * r + 1.f / 720.f;
  p = p * r + 1.f / 120.f;
  p = p * r + 1.f / 24.f;
  p = p * r + 1.f / 6.f;
  p = p * r + 0.5f;
  p = p * r + 1.f;
  p = p * r + 1.f;
  const VecI exponent = (__builtin_convertvector(n, VecI) + 127) << 23;
  const Vec result = p * (Vec)exponent;
  return x < lowest ? Vec{} : result;
}

/** The hash that decides over element i, as dropoutHash in src/dropout/dropout-mask.ts. */
inline VecU dropoutHash(VecU element, VecU seed) {
  VecU h = (element ^ seed) * 0x9e3779b1u;
  h = (h ^ (h >> 15)) * 0x85ebca6bu;
  h = (h ^ (h >> 13) ^ seed) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}

inline uint32_t dropoutHash(uint32_t element, uint32_t seed) {
  uint32_t h = (element ^ seed) * 0x9e3779b1u;
  h = (h ^ (h >> 15)) * 0x85ebca6bu;
  h = (h ^ (h >> 13) ^ seed) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}

/** 0 or `keep` for the elements first, first + 1, … of a site without keys, or of a row of its own. */
inline Vec dropoutMask(uint32_t first, uint32_t seed, uint32_t threshold, float keep) {
  const VecU h = dropoutHash(countFrom(first), splat(seed));
  return h >= splat(threshold) ? splat(keep) : Vec{};
}

}  // namespace
}  // namespace luke
