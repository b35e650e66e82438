// Linear layers with weights of 8 bits, a scale for each output, and inputs rounded to 8 bits, a scale for each row.
// Products are whole numbers, summed up in 32 bits.
#pragma once
#include <cmath>

#include "kernels.h"
#include "loops.h"

namespace luke {
namespace {

/** Weights lie in panels of 64 outputs: four inputs of the first output, of the second, …, then the next four inputs. */
constexpr int64_t panelOutputs = 64, groupInputs = 4;
constexpr int quantizedRows = 6;

inline int64_t groupsOf(int64_t inputs) { return (inputs + groupInputs - 1) / groupInputs; }

void quantizeWeights(const QuantizeWeights& given) {
  const int64_t groups = groupsOf(given.inputs), panels = (given.outputs + panelOutputs - 1) / panelOutputs;
  forEach(panels, [&](int64_t panel) {
    int8_t* packed = given.packed + panel * panelOutputs * groups * groupInputs;
    std::memset(packed, 0, panelOutputs * groups * groupInputs);
    for (int64_t lane = 0; lane < panelOutputs && panel * panelOutputs + lane < given.outputs; lane++) {
      const int64_t output = panel * panelOutputs + lane;
      const float* weight = given.weight + output * given.inputs;
      float most = 0;
      for (int64_t i = 0; i < given.inputs; i++) most = std::fmax(most, std::fabs(weight[i]));
      const float factor = most > 0 ? 127 / most : 0;
      int32_t sum = 0;
      for (int64_t i = 0; i < given.inputs; i++) {
        const int32_t rounded = static_cast<int32_t>(std::lrint(weight[i] * factor));
        const int32_t value = rounded > 127 ? 127 : rounded < -127 ? -127 : rounded;
        packed[(i / groupInputs * panelOutputs + lane) * groupInputs + i % groupInputs] = static_cast<int8_t>(value);
        sum += value;
      }
      given.scales[output] = most / 127;
      given.sums[output] = sum;
    }
  });
}

/** Rounds a row to -127 … 127, stored 128 higher; answers its scale. */
inline float quantizeRow(const float* x, uint8_t* to, int64_t inputs) {
  Vec most{};
  for (int64_t i = 0; i < inputs; i += width) {
    const Vec v = load(x + i, inputs - i);
    most = larger(most, larger(v, -v));
  }
  const float top = largest(most);
  const float factor = top > 0 ? 127 / top : 0;
  for (int64_t i = 0; i < inputs; i += width) {
    // 1.5 · 2²³ and 128: what is added rounds, and leaves the number in the lowest byte.
    const Vec shifted = load(x + i, inputs - i) * factor + (12582912.f + 128.f);
    uint32_t bits[width];
    std::memcpy(bits, &shifted, sizeof bits);
    const int64_t count = inputs - i < width ? inputs - i : width;
    for (int64_t lane = 0; lane < count; lane++) to[i + lane] = static_cast<uint8_t>(bits[lane]);
  }
  for (int64_t i = inputs; i < groupsOf(inputs) * groupInputs; i++) to[i] = 0;
  return top / 127;
}

/** sums[row][output] of up to six rows and a panel. */
template <int rows>
void quantizedTile(int64_t groups, const uint8_t* x, int64_t xRow, const int8_t* packed, int32_t* sums) {
  for (int64_t i = 0; i < rows * panelOutputs; i++) sums[i] = 0;
  for (int64_t group = 0; group < groups; group++) {
    const int8_t* weights = packed + group * panelOutputs * groupInputs;
    for (int i = 0; i < rows; i++) {
      const uint8_t* from = x + i * xRow + group * groupInputs;
      for (int64_t lane = 0; lane < panelOutputs; lane++) {
        const int8_t* w = weights + lane * groupInputs;
        sums[i * panelOutputs + lane] += from[0] * w[0] + from[1] * w[1] + from[2] * w[2] + from[3] * w[3];
      }
    }
  }
}

#ifdef __AVX512F__
/** sums += four products of bytes in each lane; the compiler's own function for it would go through memory. */
inline VecI addProducts(VecI sums, VecI inputs, VecI weights) {
  asm("vpdpbusd %2, %1, %0" : "+v"(sums) : "v"(inputs), "v"(weights));
  return sums;
}

inline VecI loadWhole(const int8_t* from) {
  VecI v;
  std::memcpy(&v, from, sizeof v);
  return v;
}

inline void storeWhole(int32_t* to, VecI v) { std::memcpy(to, &v, sizeof v); }

template <int rows>
void quantizedTileVnni(int64_t groups, const uint8_t* x, int64_t xRow, const int8_t* packed, int32_t* sums) {
  VecI parts[rows][4];
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < 4; j++) parts[i][j] = VecI{};
  }
  for (int64_t group = 0; group < groups; group++) {
    VecI weights[4];
    for (int j = 0; j < 4; j++) weights[j] = loadWhole(packed + (group * 4 + j) * sizeof(VecI));
    for (int i = 0; i < rows; i++) {
      int32_t four;
      std::memcpy(&four, x + i * xRow + group * groupInputs, sizeof four);
      const VecI inputs = four - VecI{};
      for (int j = 0; j < 4; j++) parts[i][j] = addProducts(parts[i][j], inputs, weights[j]);
    }
  }
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < 4; j++) storeWhole(sums + i * panelOutputs + j * width, parts[i][j]);
  }
}
#endif

using QuantizedTile = void (*)(int64_t, const uint8_t*, int64_t, const int8_t*, int32_t*);

/** Of 1 to 6 rows. */
inline const QuantizedTile* quantizedTiles() {
#ifdef __AVX512F__
  static constexpr QuantizedTile vnni[] = {quantizedTileVnni<1>, quantizedTileVnni<2>, quantizedTileVnni<3>,
                                           quantizedTileVnni<4>, quantizedTileVnni<5>, quantizedTileVnni<6>};
  static const bool has = __builtin_cpu_supports("avx512vnni") != 0;
  if (has) return vnni;
#endif
  static constexpr QuantizedTile plain[] = {quantizedTile<1>, quantizedTile<2>, quantizedTile<3>,
                                            quantizedTile<4>, quantizedTile<5>, quantizedTile<6>};
  return plain;
}

void quantizedLinear(const QuantizedLinear& given) {
  const int64_t groups = groupsOf(given.inputs), line = groups * groupInputs;
  const int64_t panels = (given.outputs + panelOutputs - 1) / panelOutputs;
  // The caller's scratch memory holds the rounded rows for all threads while it waits for them.
  float* scales = scratch(given.rows + (given.rows * line + 3) / 4 + 16);
  uint8_t* rounded = reinterpret_cast<uint8_t*>(scales + given.rows);
  forBlocks(given.rows, given.inputs, [&](int64_t first, int64_t end) {
    for (int64_t row = first; row < end; row++) {
      scales[row] = quantizeRow(given.x + row * given.inputs, rounded + row * line, given.inputs);
    }
  });
  const QuantizedTile* tiles = quantizedTiles();
  constexpr int64_t taskRows = 16 * quantizedRows;
  // As many panels as a core's cache holds beside the rows.
  const int64_t wanted = (int64_t{1} << 19) / (panelOutputs * line), taskPanels = wanted < 1 ? 1 : wanted;
  const int64_t rowTasks = (given.rows + taskRows - 1) / taskRows, panelTasks = (panels + taskPanels - 1) / taskPanels;
  forEach(rowTasks * panelTasks, [&](int64_t task) {
    const int64_t firstPanel = task / rowTasks * taskPanels, firstRow = task % rowTasks * taskRows;
    const int64_t endPanel = firstPanel + taskPanels < panels ? firstPanel + taskPanels : panels;
    const int64_t endRow = firstRow + taskRows < given.rows ? firstRow + taskRows : given.rows;
    int32_t sums[quantizedRows * panelOutputs];
    for (int64_t panel = firstPanel; panel < endPanel; panel++) {
      const int8_t* packed = given.packed + panel * panelOutputs * line;
      const int64_t start = panel * panelOutputs;
      for (int64_t row = firstRow; row < endRow; row += quantizedRows) {
        const int64_t count = endRow - row < quantizedRows ? endRow - row : quantizedRows;
        tiles[count - 1](groups, rounded + row * line, line, packed, sums);
        for (int64_t i = 0; i < count; i++) {
          for (int64_t j = 0; j < panelOutputs && start + j < given.outputs; j += width) {
            const int64_t output = start + j, left = given.outputs - output;
            VecI whole, shift{};
            std::memcpy(&whole, sums + i * panelOutputs + j, sizeof whole);
            std::memcpy(&shift, given.sums + output, (left < width ? left : width) * sizeof(int32_t));
            const Vec product = __builtin_convertvector(whole - shift * 128, Vec);
            const Vec y = product * load(given.scales + output, left) * scales[row + i];
            const Vec bias = given.bias == nullptr ? Vec{} : load(given.bias + output, left);
            store(given.y + (row + i) * given.outputs + output, y + bias, left);
          }
        }
      }
    }
  });
}

}  // namespace
}  // namespace luke
