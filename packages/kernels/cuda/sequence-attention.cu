// Attention inside packed sequences in the manner of flash attention: what src/webgpu does in WGSL, in CUDA. A block has
// ROWS rows of a sequence and one head; the other side passes by in tiles of COLUMNS rows of shared memory. A thread has
// one pair of a row and a column, then its share of the row. HEAD, the size of a head, is given at compilation.
#ifndef HEAD
#error "HEAD, the size of a head, has to be defined: 1 to 128"
#endif
#define ROWS 16
#define COLUMNS 16
#define THREADS (ROWS * COLUMNS)
#define STRIDE (HEAD + 1)
#define OWNED ((HEAD + COLUMNS - 1) / COLUMNS)
#define LOWEST -3.4028234e38f

// A sequence, and the rows of it that a block works for.
struct Tile {
  int first, kind;
  int queryWords, queryEntities, queryWord, queryEntity;
  int keyWords, keyEntities, keyWord, keyEntity;
};

// Beside the tiles: dropout (a threshold of 0 drops nothing; a key of each query row), rows, heads, and the queries of a row: 1, or 2 by kind.
struct Plan {
  unsigned seed, threshold;
  float keep;
  int queryRows;
  const Tile* tiles;
  int heads, queries;
  const unsigned* rowKeys;
};

__device__ unsigned dropoutHash(unsigned element, unsigned seed) {
  unsigned h = (element ^ seed) * 0x9e3779b1u;
  h = (h ^ (h >> 15)) * 0x85ebca6bu;
  h = (h ^ (h >> 13) ^ seed) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}

// Whether dropout leaves the probability of a key, by its place in the sequence.
__device__ bool stays(const Plan& plan, int row, int head, int key) {
  return dropoutHash(key, dropoutHash(plan.rowKeys[row] * plan.heads + head, plan.seed)) >= plan.threshold;
}

__device__ int least(int a, int b) { return a < b ? a : b; }

__device__ int queryRow(const Tile& tile, int query) {
  return query < tile.queryWords ? tile.queryWord + query : tile.queryEntity + query - tile.queryWords;
}

__device__ int keyRow(const Tile& tile, int kind, int key) {
  return (kind == 1 ? tile.keyEntity : tile.keyWord) + key;
}

// Where the columns of a row and a head begin in a matrix of heads · HEAD columns.
__device__ long long place(const Plan& plan, int row, int head) {
  return ((long long)row * plan.heads + head) * HEAD;
}

// As place, in the queries for keys of a kind.
__device__ long long queryPlace(const Plan& plan, int row, int kind, int head) {
  return place(plan, (plan.queries == 2 && kind == 1 ? plan.queryRows : 0) + row, head);
}

__device__ float product(const float* a, const float* b) {
  float sum = 0;
  for (int i = 0; i < HEAD; i++) sum += a[i] * b[i];
  return sum;
}

/// States, [query rows, hidden], and the logarithm of each row's sum of exponentials, [query rows, heads].
extern "C" __global__ void __launch_bounds__(THREADS)
lukeAttention(const float* queries, const float* keys, const float* values, Plan plan, float* states,
              float* logSums) {
  __shared__ float queryTile[ROWS * HEAD], keyTile[COLUMNS * STRIDE], valueTile[COLUMNS * STRIDE];
  __shared__ float scores[ROWS * COLUMNS];
  __shared__ float weights[ROWS * COLUMNS];  // exponentials; negative where dropped
  const Tile tile = plan.tiles[blockIdx.x];
  const int head = blockIdx.y, column = threadIdx.x, own = threadIdx.y, thread = own * COLUMNS + column;
  const float scale = rsqrtf((float)HEAD);
  const int last = tile.queryWords + tile.queryEntities - 1;
  const int row = queryRow(tile, least(tile.first + own, last));
  float highest = LOWEST, sum = 0, state[OWNED] = {};
  for (int kind = 0; kind < 2; kind++) {
    if (kind == 0 || plan.queries == 2) {
      __syncthreads();
      for (int i = thread; i < ROWS * HEAD; i += THREADS) {
        const int from = queryRow(tile, least(tile.first + i / HEAD, last));
        queryTile[i] = queries[queryPlace(plan, from, kind, head) + i % HEAD];
      }
    }
    const int count = kind == 1 ? tile.keyEntities : tile.keyWords;
    for (int start = 0; start < count; start += COLUMNS) {
      __syncthreads();
      for (int i = thread; i < COLUMNS * HEAD; i += THREADS) {
        const long long at = place(plan, keyRow(tile, kind, least(start + i / HEAD, count - 1)), head) + i % HEAD;
        keyTile[i / HEAD * STRIDE + i % HEAD] = keys[at];
        valueTile[i / HEAD * STRIDE + i % HEAD] = values[at];
      }
      __syncthreads();
      const bool real = start + column < count;
      const float score = real ? product(queryTile + own * HEAD, keyTile + column * STRIDE) * scale : LOWEST;
      scores[thread] = score;
      __syncthreads();
      const float before = highest;
      for (int i = 0; i < COLUMNS; i++) highest = fmaxf(highest, scores[own * COLUMNS + i]);
      const float weight = real ? expf(score - highest) : 0;
      const int key = start + column + (kind == 1 ? tile.keyWords : 0);
      weights[thread] = stays(plan, row, head, key) ? weight : -weight;
      __syncthreads();
      const float fade = expf(before - highest);
      sum *= fade;
      for (int j = 0; j < OWNED; j++) state[j] *= fade;
      for (int i = 0; i < COLUMNS; i++) {
        const float w = weights[own * COLUMNS + i];
        sum += fabsf(w);
        for (int j = 0; j < OWNED; j++) {
          const int part = column + j * COLUMNS;
          if (part < HEAD) state[j] += fmaxf(w, 0) * valueTile[i * STRIDE + part];
        }
      }
    }
  }
  if (tile.first + own > last) return;
  const float factor = sum > 0 ? plan.keep / sum : 0;
  for (int j = 0; j < OWNED; j++) {
    const int part = column + j * COLUMNS;
    if (part < HEAD) states[place(plan, row, head) + part] = state[j] * factor;
  }
  if (column == 0) logSums[row * plan.heads + head] = highest + logf(fmaxf(sum, 1e-37f));
}

/// Σ dy · state of each row and head: the mean of the probabilities' gradients. A thread each.
extern "C" __global__ void __launch_bounds__(THREADS)
lukeAttentionDelta(const float* dy, const float* states, Plan plan, float* deltas) {
  const int i = blockIdx.x * THREADS + threadIdx.x;
  if (i >= plan.queryRows * plan.heads) return;
  deltas[i] = product(dy + (long long)i * HEAD, states + (long long)i * HEAD);
}

/// Gradients of the queries for each kind of key, [queries · query rows, hidden]; keys pass by as forward.
extern "C" __global__ void __launch_bounds__(THREADS)
lukeAttentionQueryGradient(const float* queries, const float* keys, const float* values, const float* dy,
                           const float* logSums, const float* deltas, Plan plan, float* gradients) {
  __shared__ float queryTile[ROWS * HEAD], dyTile[ROWS * HEAD];
  __shared__ float keyTile[COLUMNS * STRIDE], valueTile[COLUMNS * STRIDE];
  __shared__ float slopes[ROWS * COLUMNS];
  const Tile tile = plan.tiles[blockIdx.x];
  const int head = blockIdx.y, column = threadIdx.x, own = threadIdx.y, thread = own * COLUMNS + column;
  const float scale = rsqrtf((float)HEAD);
  const int last = tile.queryWords + tile.queryEntities - 1;
  const int row = queryRow(tile, least(tile.first + own, last));
  const float logSum = logSums[row * plan.heads + head], delta = deltas[row * plan.heads + head];
  float gradient[OWNED] = {};
  for (int kind = 0; kind < 2; kind++) {
    if (kind == 0 || plan.queries == 2) {
      __syncthreads();
      for (int i = thread; i < ROWS * HEAD; i += THREADS) {
        const int from = queryRow(tile, least(tile.first + i / HEAD, last));
        queryTile[i] = queries[queryPlace(plan, from, kind, head) + i % HEAD];
        dyTile[i] = dy[place(plan, from, head) + i % HEAD];
      }
    }
    const int count = kind == 1 ? tile.keyEntities : tile.keyWords;
    for (int start = 0; start < count; start += COLUMNS) {
      __syncthreads();
      for (int i = thread; i < COLUMNS * HEAD; i += THREADS) {
        const long long at = place(plan, keyRow(tile, kind, least(start + i / HEAD, count - 1)), head) + i % HEAD;
        keyTile[i / HEAD * STRIDE + i % HEAD] = keys[at];
        valueTile[i / HEAD * STRIDE + i % HEAD] = values[at];
      }
      __syncthreads();
      const float score = product(queryTile + own * HEAD, keyTile + column * STRIDE) * scale;
      float slope = product(dyTile + own * HEAD, valueTile + column * STRIDE);
      const int key = start + column + (kind == 1 ? tile.keyWords : 0);
      slope = stays(plan, row, head, key) ? slope * plan.keep : 0;
      slopes[thread] = start + column < count ? expf(score - logSum) * (slope - delta) * scale : 0;
      __syncthreads();
      for (int i = 0; i < COLUMNS; i++) {
        for (int j = 0; j < OWNED; j++) {
          const int part = column + j * COLUMNS;
          if (part < HEAD) gradient[j] += slopes[own * COLUMNS + i] * keyTile[i * STRIDE + part];
        }
      }
    }
    if (plan.queries == 2 || kind == 1) {
      for (int j = 0; j < OWNED; j++) {
        const int part = column + j * COLUMNS;
        if (part < HEAD && tile.first + own <= last) {
          gradients[queryPlace(plan, row, kind, head) + part] = gradient[j];
        }
        gradient[j] = 0;
      }
    }
  }
}

/// Gradients of keys and values, [rows, hidden] both; a tile has keys of one kind, and the query rows pass by.
extern "C" __global__ void __launch_bounds__(THREADS)
lukeAttentionKeyGradient(const float* queries, const float* keys, const float* values, const float* dy,
                         const float* logSums, const float* deltas, Plan plan, float* keyGradients,
                         float* valueGradients) {
  __shared__ float keyTile[ROWS * HEAD], valueTile[ROWS * HEAD];
  __shared__ float queryTile[COLUMNS * STRIDE], dyTile[COLUMNS * STRIDE];
  __shared__ float slopes[ROWS * COLUMNS];
  __shared__ float weights[ROWS * COLUMNS];  // probabilities after dropout
  const Tile tile = plan.tiles[blockIdx.x];
  const int head = blockIdx.y, column = threadIdx.x, own = threadIdx.y, thread = own * COLUMNS + column;
  const float scale = rsqrtf((float)HEAD);
  const int last = (tile.kind == 1 ? tile.keyEntities : tile.keyWords) - 1;
  const int key = tile.first + own, row = keyRow(tile, tile.kind, least(key, last));
  for (int i = thread; i < ROWS * HEAD; i += THREADS) {
    const int from = keyRow(tile, tile.kind, least(tile.first + i / HEAD, last));
    keyTile[i] = keys[place(plan, from, head) + i % HEAD];
    valueTile[i] = values[place(plan, from, head) + i % HEAD];
  }
  float keyGradient[OWNED] = {}, valueGradient[OWNED] = {};
  const int count = tile.queryWords + tile.queryEntities;
  for (int start = 0; start < count; start += COLUMNS) {
    __syncthreads();
    for (int i = thread; i < COLUMNS * HEAD; i += THREADS) {
      const int from = queryRow(tile, least(start + i / HEAD, count - 1)), to = i / HEAD * STRIDE + i % HEAD;
      queryTile[to] = queries[queryPlace(plan, from, tile.kind, head) + i % HEAD];
      dyTile[to] = dy[place(plan, from, head) + i % HEAD];
    }
    __syncthreads();
    const int query = queryRow(tile, least(start + column, count - 1)), at = query * plan.heads + head;
    const float score = product(keyTile + own * HEAD, queryTile + column * STRIDE) * scale;
    const float slope = product(valueTile + own * HEAD, dyTile + column * STRIDE);
    const float probability = start + column < count ? expf(score - logSums[at]) : 0;
    const int keyPlace = key + (tile.kind == 1 ? tile.keyWords : 0);
    const float kept = stays(plan, query, head, keyPlace) ? plan.keep : 0;
    weights[thread] = probability * kept;
    slopes[thread] = probability * (slope * kept - deltas[at]) * scale;
    __syncthreads();
    for (int i = 0; i < COLUMNS; i++) {
      for (int j = 0; j < OWNED; j++) {
        const int part = column + j * COLUMNS;
        if (part >= HEAD) continue;
        keyGradient[j] += slopes[own * COLUMNS + i] * queryTile[i * STRIDE + part];
        valueGradient[j] += weights[own * COLUMNS + i] * dyTile[i * STRIDE + part];
      }
    }
  }
  for (int j = 0; j < OWNED; j++) {
    const int part = column + j * COLUMNS;
    if (part >= HEAD || key > last) continue;
    keyGradients[place(plan, row, head) + part] = keyGradient[j];
    valueGradients[place(plan, row, head) + part] = valueGradient[j];
  }
}
