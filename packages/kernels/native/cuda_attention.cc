// Attention inside packed sequences on NVIDIA GPUs: checks operands and plans, and launches cuda/sequence-attention.cu.
#include "cuda_attention.h"

#include <cstring>

#include "cuda.h"
#include "register.h"

namespace luke {
namespace {

// As cuda/sequence-attention.cu has them.
constexpr unsigned tileRows = 16, tileColumns = 16;

struct Tile {
  int32_t first, kind;
  int32_t queryWords, queryEntities, queryWord, queryEntity;
  int32_t keyWords, keyEntities, keyWord, keyEntity;
};

struct Plan {
  uint32_t seed, threshold;
  float keep;
  int32_t queryRows;
  DevicePointer tiles;
  int32_t heads, queries;
  DevicePointer rowKeys;
};

struct Sizes {
  int64_t rows, keyRows, hidden;
  int32_t heads, queries, head;
};

// 0 queries, 1 keys, 2 values; `sizes`: heads, and the queries of a row
Sizes sizesOf(Call& call, int sizes) {
  call.expectSize(sizes, "sizes", 2);
  const auto queries = call.shape(0), keys = call.shape(1);
  if (queries.size() != 2 || keys.size() != 2) Call::refuse("queries and keys are [rows, hidden]");
  Sizes given{0, keys[0], keys[1], call.integers(sizes)[0], call.integers(sizes)[1], 0};
  if (given.queries != 1 && given.queries != 2) Call::refuse("a row has one query or two");
  if (queries[0] % given.queries != 0) Call::refuse("queries by kind are of different numbers of rows");
  given.rows = queries[0] / given.queries;
  if (given.heads <= 0 || given.heads > 65535 || given.hidden <= 0 || given.hidden % given.heads != 0) {
    Call::refuse("hidden size " + std::to_string(given.hidden) + " is not divisible by " + std::to_string(given.heads) + " heads");
  }
  given.head = static_cast<int32_t>(given.hidden / given.heads);
  call.expectSize(0, "queries", given.queries * given.rows * given.hidden);
  call.expectSize(2, "values", given.keyRows * given.hidden);
  return given;
}

struct Uploaded {
  Plan plan;
  unsigned tiles;
};

/** Seed, threshold, factor, query rows, integers of all tiles, the tiles, a key of each query row. */
Uploaded uploadPlan(Call& call, CudaRun& run, int input, const Sizes& sizes, bool byKey) {
  constexpr int64_t head = 5;
  constexpr int64_t tileLength = sizeof(Tile) / sizeof(int32_t);
  const int64_t length = call.size(input);
  if (length < head) Call::refuse("the plan has no head");
  const int32_t* words = call.integers(input);
  const int64_t tiles = words[4] / tileLength;
  if (words[3] != sizes.rows || words[4] < 0 || words[4] % tileLength != 0 || length != head + words[4] + sizes.rows) {
    Call::refuse("the plan is not that of these operands");
  }
  for (int64_t i = 0; i < tiles; i++) {
    Tile tile;
    std::memcpy(&tile, words + head + i * tileLength, sizeof tile);
    const auto inside = [](int32_t from, int32_t count, int64_t below) {
      return from >= 0 && count >= 0 && int64_t{from} + count <= below;
    };
    const int64_t own = !byKey ? int64_t{tile.queryWords} + tile.queryEntities : tile.kind == 1 ? tile.keyEntities : tile.keyWords;
    if (!inside(tile.queryWord, tile.queryWords, sizes.rows) || !inside(tile.queryEntity, tile.queryEntities, sizes.rows) ||
        !inside(tile.keyWord, tile.keyWords, sizes.keyRows) || !inside(tile.keyEntity, tile.keyEntities, sizes.keyRows) ||
        tile.first < 0 || tile.first >= own || (tile.kind != 0 && tile.kind != 1)) {
      Call::refuse("tile " + std::to_string(i) + " of the plan lies outside of the operands");
    }
  }
  Uploaded uploaded{};
  const DevicePointer start = length == head ? 0 : run.upload(words, length);
  std::memcpy(&uploaded.plan.keep, words + 2, sizeof(float));
  uploaded.plan.seed = static_cast<uint32_t>(words[0]);
  uploaded.plan.threshold = static_cast<uint32_t>(words[1]);
  uploaded.plan.queryRows = words[3];
  uploaded.plan.tiles = start + head * sizeof(int32_t);
  uploaded.plan.heads = sizes.heads;
  uploaded.plan.queries = sizes.queries;
  uploaded.plan.rowKeys = uploaded.plan.tiles + words[4] * sizeof(int32_t);
  uploaded.tiles = static_cast<unsigned>(tiles);
  return uploaded;
}

// queries, keys, values, plan, sizes → states, logSums
void attentionOp(Call& call) {
  const Sizes sizes = sizesOf(call, 4);
  CudaRun run("sequence-attention", sizes.head);
  const DevicePointer queries = run.operand(call.floats(0), "queries");
  const DevicePointer keys = run.operand(call.floats(1), "keys");
  const DevicePointer values = run.operand(call.floats(2), "values");
  const Uploaded byQuery = uploadPlan(call, run, 3, sizes, false);
  const DevicePointer states = run.operand(call.output(0, {sizes.rows, sizes.hidden}), "states");
  const DevicePointer logSums = run.operand(call.output(1, {sizes.rows, sizes.heads}), "logSums");
  run.launch("lukeAttention", byQuery.tiles, sizes.heads, tileColumns, tileRows,
             {&queries, &keys, &values, &byQuery.plan, &states, &logSums});
  run.finish();
}

// queries, keys, values, dy, states, logSums, plan by queries, plan by keys, sizes → dQueries, dKeys, dValues, deltas
void attentionGradientOp(Call& call) {
  const Sizes sizes = sizesOf(call, 8);
  call.expectSize(3, "dy", sizes.rows * sizes.hidden);
  call.expectSize(4, "states", sizes.rows * sizes.hidden);
  call.expectSize(5, "logSums", sizes.rows * sizes.heads);
  CudaRun run("sequence-attention", sizes.head);
  const DevicePointer queries = run.operand(call.floats(0), "queries");
  const DevicePointer keys = run.operand(call.floats(1), "keys");
  const DevicePointer values = run.operand(call.floats(2), "values");
  const DevicePointer dy = run.operand(call.floats(3), "dy");
  const DevicePointer states = run.operand(call.floats(4), "states");
  const DevicePointer logSums = run.operand(call.floats(5), "logSums");
  const Uploaded byQuery = uploadPlan(call, run, 6, sizes, false);
  const Uploaded byKey = uploadPlan(call, run, 7, sizes, true);
  const DevicePointer dQueries = run.operand(call.output(0, {sizes.queries * sizes.rows, sizes.hidden}), "dQueries");
  const DevicePointer dKeys = run.operand(call.output(1, {sizes.keyRows, sizes.hidden}), "dKeys");
  const DevicePointer dValues = run.operand(call.output(2, {sizes.keyRows, sizes.hidden}), "dValues");
  const DevicePointer deltas = run.operand(call.output(3, {sizes.rows, sizes.heads}), "deltas");
  constexpr unsigned threads = tileRows * tileColumns;
  const auto blocks = static_cast<unsigned>((sizes.rows * sizes.heads + threads - 1) / threads);
  // In the order of one stream.
  run.launch("lukeAttentionDelta", blocks, 1, threads, 1, {&dy, &states, &byQuery.plan, &deltas});
  run.launch("lukeAttentionQueryGradient", byQuery.tiles, sizes.heads, tileColumns, tileRows,
             {&queries, &keys, &values, &dy, &logSums, &deltas, &byQuery.plan, &dQueries});
  run.launch("lukeAttentionKeyGradient", byKey.tiles, sizes.heads, tileColumns, tileRows,
             {&queries, &keys, &values, &dy, &logSums, &deltas, &byKey.plan, &dKeys, &dValues});
  run.finish();
}

}  // namespace

void registerCudaAttention() {
  registerDeviceOp<attentionOp>("LukeCudaAttention",
                                {"queries: float", "keys: float", "values: float", "plan: int32", "sizes: int32"},
                                {"states: float", "logsums: float"});
  registerDeviceOp<attentionGradientOp>(
      "LukeCudaAttentionGrad",
      {"queries: float", "keys: float", "values: float", "dy: float", "states: float", "logsums: float",
       "queryplan: int32", "keyplan: int32", "sizes: int32"},
      {"dqueries: float", "dkeys: float", "dvalues: float", "deltas: float"});
}

}  // namespace luke
