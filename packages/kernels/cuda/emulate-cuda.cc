// Runs sequence-attention.cu on a processor, for tests. Reads its operands from stdin and writes the results to stdout,
// all as little-endian 32-bit numbers.
#include "emulate-blocks.h"
#include "sequence-attention.cu"

namespace {

int readInt() {
  int value;
  if (fread(&value, 4, 1, stdin) != 1) exit(2);
  return value;
}

std::vector<float> readFloats(size_t size) {
  std::vector<float> values(size);
  if (fread(values.data(), 4, size, stdin) != size) exit(2);
  return values;
}

/** The integers that both plans begin with are of Plan; tiles and the keys of rows follow. */
Plan readPlan(std::vector<Tile>& tiles, std::vector<unsigned>& rowKeys, int heads, int queries) {
  tiles.resize(readInt());
  unsigned seed = readInt(), threshold = readInt();
  float keep = readFloats(1)[0];
  int queryRows = readInt();
  if (readInt() != (int)(tiles.size() * sizeof(Tile) / 4)) exit(3);
  if (fread(tiles.data(), sizeof(Tile), tiles.size(), stdin) != tiles.size()) exit(2);
  rowKeys.resize(queryRows);
  if (fread(rowKeys.data(), 4, rowKeys.size(), stdin) != rowKeys.size()) exit(2);
  return {seed, threshold, keep, queryRows, tiles.data(), heads, queries, rowKeys.data()};
}

void write(const std::vector<float>& values) { fwrite(values.data(), 4, values.size(), stdout); }

}  // namespace

int main() {
  const int heads = readInt(), queryKinds = readInt(), keyRows = readInt();
  std::vector<Tile> queryTiles, keyTiles;
  std::vector<unsigned> rowKeys;
  const Plan byQuery = readPlan(queryTiles, rowKeys, heads, queryKinds);
  const Plan byKey = readPlan(keyTiles, rowKeys, heads, queryKinds);
  const size_t rows = byQuery.queryRows, hidden = (size_t)heads * HEAD;
  const auto queries = readFloats(queryKinds * rows * hidden), keys = readFloats(keyRows * hidden);
  const auto values = readFloats(keyRows * hidden), dy = readFloats(rows * hidden);
  std::vector<float> states(rows * hidden), logSums(rows * heads), deltas(rows * heads);
  std::vector<float> dQueries(queries.size()), dKeys(keys.size()), dValues(values.size());
  const Index block = {COLUMNS, ROWS};
  const Index queryGrid = {(unsigned)queryTiles.size(), (unsigned)heads};
  const Index keyGrid = {(unsigned)keyTiles.size(), (unsigned)heads};
  launch(queryGrid, block, [&] {
    lukeAttention(queries.data(), keys.data(), values.data(), byQuery, states.data(), logSums.data());
  });
  launch({(unsigned)((rows * heads + THREADS - 1) / THREADS), 1}, {THREADS, 1},
         [&] { lukeAttentionDelta(dy.data(), states.data(), byQuery, deltas.data()); });
  launch(queryGrid, block, [&] {
    lukeAttentionQueryGradient(queries.data(), keys.data(), values.data(), dy.data(), logSums.data(),
                               deltas.data(), byQuery, dQueries.data());
  });
  launch(keyGrid, block, [&] {
    lukeAttentionKeyGradient(queries.data(), keys.data(), values.data(), dy.data(), logSums.data(),
                             deltas.data(), byKey, dKeys.data(), dValues.data());
  });
  for (const auto* result : {&states, &dQueries, &dKeys, &dValues}) write(*result);
}
