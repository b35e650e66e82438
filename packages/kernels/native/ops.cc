// The ops: what each takes and gives, checked, and handed to the kernels of this processor.
// Inputs without elements stand for what is not given. Settings are tensors: TensorFlow keeps a kernel for every value
// of an attribute that it has seen.
#include <algorithm>
#include <string>

#include "dispatch.h"
#include "register.h"

namespace luke {
namespace {

int64_t lastSize(const std::vector<int64_t>& shape, const char* name) {
  if (shape.empty()) Call::refuse(std::string(name) + " is a scalar, expected at least one axis");
  return shape.back();
}

/** [threshold, seed, … `others`, a key of each row or none] and the factor of what is kept. */
Dropout dropoutOf(Call& call, int integers, float keep, int64_t rows, int64_t others = 0) {
  const int64_t head = 2 + others;
  const bool keyed = call.size(integers) > head;
  call.expectSize(integers, "integers", keyed ? head + rows : head);
  const int32_t* values = call.integers(integers);
  const auto* keys = reinterpret_cast<const uint32_t*>(values + head);
  return {static_cast<uint32_t>(values[0]), static_cast<uint32_t>(values[1]), keep, keyed ? keys : nullptr};
}

float* orNull(Call& call, int input) { return call.given(input) ? call.floats(input) : nullptr; }

// x, bias, residual, scale, shift, floats [epsilon, keep], integers
void layerNormOp(Call& call) {
  const auto shape = call.shape(0);
  const int64_t columns = lastSize(shape, "x"), size = call.size(0);
  if (columns == 0) Call::refuse("x has no columns");
  if (call.given(1)) call.expectSize(1, "bias", columns);
  if (call.given(2)) call.expectSize(2, "residual", size);
  call.expectSize(3, "scale", columns);
  call.expectSize(4, "shift", columns);
  call.expectSize(5, "floats", 2);
  const float* floats = call.floats(5);
  const int64_t rows = size / columns;
  LayerNorm given{};
  given.x = call.floats(0);
  given.bias = orNull(call, 1);
  given.residual = orNull(call, 2);
  given.scale = call.floats(3);
  given.shift = call.floats(4);
  given.y = call.output(0, shape);
  given.stats = call.output(1, {rows, 2});
  given.rows = rows;
  given.columns = columns;
  given.epsilon = floats[0];
  given.dropout = dropoutOf(call, 6, floats[1], rows);
  kernels().layerNorm(given);
}

// dy, x, bias, residual, stats, scale, floats [keep], integers → dx, dResidual (empty where it is dx), dScale, dShift, dBias
void layerNormGradientOp(Call& call) {
  const auto shape = call.shape(1);
  const int64_t columns = lastSize(shape, "x"), size = call.size(1);
  if (columns == 0) Call::refuse("x has no columns");
  const int64_t rows = size / columns;
  call.expectSize(0, "dy", size);
  if (call.given(2)) call.expectSize(2, "bias", columns);
  if (call.given(3)) call.expectSize(3, "residual", size);
  call.expectSize(4, "stats", 2 * rows);
  call.expectSize(5, "scale", columns);
  call.expectSize(6, "floats", 1);
  LayerNormGradient given{};
  given.dropout = dropoutOf(call, 7, call.floats(6)[0], rows);
  const bool apart = given.dropout.threshold != 0 && call.given(3);
  given.dy = call.floats(0);
  given.x = call.floats(1);
  given.bias = orNull(call, 2);
  given.residual = orNull(call, 3);
  given.stats = call.floats(4);
  given.scale = call.floats(5);
  given.dx = call.output(0, shape);
  float* dResidual = call.output(1, apart ? shape : std::vector<int64_t>{0});
  given.dResidual = apart ? dResidual : nullptr;
  given.dScale = call.output(2, {columns});
  given.dShift = call.output(3, {columns});
  float* dBias = call.output(4, {call.given(2) ? columns : 0});
  given.dBias = call.given(2) ? dBias : nullptr;
  given.rows = rows;
  given.columns = columns;
  kernels().layerNormGradient(given);
}

// x, bias
void geluOp(Call& call) {
  const auto shape = call.shape(0);
  const int64_t size = call.size(0);
  // Without a bias rows have no meaning: one long row would leave the threads without work.
  const int64_t columns = call.given(1) ? call.size(1) : 1024;
  if (call.given(1)) {
    if (columns != lastSize(shape, "x")) call.expectSize(1, "bias", lastSize(shape, "x"));
    kernels().gelu({call.floats(0), call.floats(1), call.output(0, shape), size / columns, columns});
    return;
  }
  float* y = call.output(0, shape);
  const float* x = call.floats(0);
  const int64_t rows = size / columns, rest = size % columns;
  kernels().gelu({x, nullptr, y, rows, columns});
  if (rest > 0) kernels().gelu({x + rows * columns, nullptr, y + rows * columns, 1, rest});
}

// dy, x, bias → dx, dBias
void geluGradientOp(Call& call) {
  const auto shape = call.shape(1);
  const int64_t size = call.size(1);
  call.expectSize(0, "dy", size);
  const float *dy = call.floats(0), *x = call.floats(1);
  float* dx = call.output(0, shape);
  if (call.given(2)) {
    const int64_t columns = lastSize(shape, "x");
    call.expectSize(2, "bias", columns);
    kernels().geluGradient({dy, x, call.floats(2), dx, call.output(1, {columns}), size / columns, columns});
    return;
  }
  call.output(1, {0});
  const int64_t columns = 1024, rows = size / columns, rest = size % columns, done = rows * columns;
  kernels().geluGradient({dy, x, nullptr, dx, nullptr, rows, columns});
  if (rest > 0) kernels().geluGradient({dy + done, x + done, nullptr, dx + done, nullptr, 1, rest});
}

// x, floats [keep], integers
void dropoutOp(Call& call) {
  call.expectSize(1, "floats", 1);
  const auto shape = call.shape(0);
  const int64_t size = call.size(0), columns = shape.empty() ? 1 : shape.back();
  const int64_t rows = size == 0 ? 0 : size / columns;
  const Dropout dropout = dropoutOf(call, 2, call.floats(1)[0], rows);
  kernels().dropElements({call.floats(0), call.output(0, shape), rows, columns, dropout});
}

// x, bias: adds to x in place, so x must be nobody else's
void addBiasOp(Call& call) {
  const int64_t columns = lastSize(call.shape(0), "x");
  call.expectSize(1, "bias", columns);
  call.passOn(0, 0);
  kernels().addBias({call.floats(0), call.floats(1), columns == 0 ? 0 : call.size(0) / columns, columns});
}

// x, bias, floats [scale]
void softmaxOp(Call& call) {
  const auto shape = call.shape(0);
  const int64_t columns = lastSize(shape, "x");
  const int64_t rows = columns == 0 ? 0 : call.size(0) / columns;
  call.expectSize(2, "floats", 1);
  int64_t rowsPerBias = 1;
  if (call.given(1)) {
    if (lastSize(call.shape(1), "bias") != columns) Call::refuse("bias has other columns than x");
    const int64_t biasRows = call.size(1) / columns;
    if (rows % biasRows != 0) Call::refuse("the rows of x are no multiple of those of the bias");
    rowsPerBias = rows / biasRows;
  }
  kernels().softmax({call.floats(0), orNull(call, 1), call.output(0, shape), rows, columns, rowsPerBias, call.floats(2)[0]});
}

// dy, y, floats [scale]
void softmaxGradientOp(Call& call) {
  const auto shape = call.shape(1);
  const int64_t columns = lastSize(shape, "y");
  call.expectSize(0, "dy", call.size(1));
  call.expectSize(2, "floats", 1);
  const int64_t rows = columns == 0 ? 0 : call.size(1) / columns;
  kernels().softmaxGradient({call.floats(0), call.floats(1), call.output(0, shape), rows, columns, call.floats(2)[0]});
}

// logits, labels → loss, logSums
void crossEntropyOp(Call& call) {
  const auto shape = call.shape(0);
  if (shape.size() != 2) Call::refuse("logits have " + std::to_string(shape.size()) + " axes, expected [rows, classes]");
  call.expectSize(1, "labels", shape[0]);
  const int32_t* labels = call.integers(1);
  for (int64_t i = 0; i < shape[0]; i++) {
    if (labels[i] >= shape[1]) {
      Call::refuse("the id at position " + std::to_string(i) + " is not in [0, " + std::to_string(shape[1]) + ")");
    }
  }
  kernels().crossEntropy({call.floats(0), labels, call.output(0, {shape[0]}), call.output(1, {shape[0]}), shape[0], shape[1]});
}

// dy, logits, labels, logSums
void crossEntropyGradientOp(Call& call) {
  const auto shape = call.shape(1);
  if (shape.size() != 2) Call::refuse("logits have " + std::to_string(shape.size()) + " axes, expected [rows, classes]");
  call.expectSize(0, "dy", shape[0]);
  call.expectSize(2, "labels", shape[0]);
  call.expectSize(3, "logSums", shape[0]);
  const int32_t* labels = call.integers(2);
  for (int64_t i = 0; i < shape[0]; i++) {
    if (labels[i] >= shape[1]) Call::refuse("a label is no class");
  }
  kernels().crossEntropyGradient(
      {call.floats(0), call.floats(1), labels, call.floats(3), call.output(0, shape), shape[0], shape[1]});
}

// values, ids, integers [segments, skip]
void segmentSumOp(Call& call) {
  const auto shape = call.shape(0);
  if (shape.size() != 2) Call::refuse("values have " + std::to_string(shape.size()) + " axes, expected [n, hidden]");
  call.expectSize(1, "ids", shape[0]);
  call.expectSize(2, "integers", 2);
  const int64_t segments = call.integers(2)[0], skip = call.integers(2)[1];
  if (segments < 0) Call::refuse("there cannot be " + std::to_string(segments) + " segments");
  const int32_t* ids = call.integers(1);
  for (int64_t i = 0; i < shape[0]; i++) {
    if (ids[i] < 0 || ids[i] >= segments) {
      Call::refuse("the id at position " + std::to_string(i) + " is not in [0, " + std::to_string(segments) + ")");
    }
  }
  kernels().segmentSum({call.floats(0), ids, call.output(0, {segments, shape[1]}), shape[0], shape[1], segments, skip});
}

// variable, first, second, gradient, floats [beta1, beta2, rate, root, epsilon, before, after]: in place
void adamWOp(Call& call) {
  for (int i = 1; i < 4; i++) call.expectSize(i, i == 3 ? "gradient" : "a moment", call.size(0));
  call.expectSize(4, "floats", 7);
  const float* f = call.floats(4);
  float* targets[3];
  for (int i = 0; i < 3; i++) {
    call.passOn(i, i);
    targets[i] = call.floats(i);
  }
  kernels().adamW({targets[0], targets[1], targets[2], call.floats(3), targets[0], targets[1], targets[2],
                   call.size(0), f[0], f[1], f[2], f[3], f[4], f[5], f[6]});
}

// table, ids, rows: writes rows of the table, in place
void updateRowsOp(Call& call) {
  const auto shape = call.shape(0);
  if (shape.size() != 2) Call::refuse("the table has " + std::to_string(shape.size()) + " axes, expected [rows, hidden]");
  const int64_t count = call.size(1), hidden = shape[1];
  call.expectSize(2, "rows", count * hidden);
  const int32_t* ids = call.integers(1);
  for (int64_t i = 0; i < count; i++) {
    if (ids[i] < 0 || ids[i] >= shape[0]) {
      Call::refuse("the id at position " + std::to_string(i) + " is not in [0, " + std::to_string(shape[0]) + ")");
    }
  }
  float* table = call.floats(0);
  const float* rows = call.floats(2);
  for (int64_t i = 0; i < count; i++) std::copy_n(rows + i * hidden, hidden, table + ids[i] * hidden);
  call.passOn(0, 0);
}

/** Starts at input `first` (of words) and `first + 1` (of entities). */
Layout layoutOf(Call& call, int first) {
  for (int i = first; i < first + 2; i++) {
    const int32_t* starts = call.integers(i);
    const int64_t count = call.size(i);
    if (count == 0 || count != call.size(first)) Call::refuse("starts need one number for each sequence and one more");
    if (starts[0] != 0) Call::refuse("starts begin with " + std::to_string(starts[0]) + ", expected 0");
    for (int64_t j = 1; j < count; j++) {
      if (starts[j] < starts[j - 1]) Call::refuse("starts fall at " + std::to_string(j));
    }
  }
  const int64_t last = call.size(first) - 1;
  return {call.integers(first), call.integers(first + 1), call.integers(first)[last], call.integers(first + 1)[last]};
}

/** What both directions of attention read: inputs 0 to 12. */
struct AttentionInputs {
  Layout queries, keys;
  Queries query;
  int64_t hidden, heads, sequences;
  Dropout dropout;
};

// 0 query, 1 wordToWordQuery, 2 wordToEntityQuery, 3 entityToWordQuery, 4 entityToEntityQuery, 5 key, 6 value,
// 7 query word starts, 8 query entity starts, 9 word starts, 10 entity starts, 11 floats [keep],
// 12 integers [threshold, seed, heads, … a key of each query row or none]
AttentionInputs attentionInputs(Call& call) {
  AttentionInputs given{};
  given.queries = layoutOf(call, 7);
  given.keys = layoutOf(call, 9);
  given.sequences = call.size(7) - 1;
  if (call.size(9) - 1 != given.sequences) Call::refuse("queries and keys are of different numbers of sequences");
  call.expectSize(11, "floats", 1);
  given.dropout = dropoutOf(call, 12, call.floats(11)[0], given.queries.words + given.queries.entities, 1);
  given.heads = call.integers(12)[2];
  const auto key = call.shape(5);
  if (key.size() != 2) Call::refuse("key has " + std::to_string(key.size()) + " axes, expected [rows, hidden]");
  given.hidden = key[1];
  if (given.heads <= 0 || given.hidden <= 0 || given.hidden % given.heads != 0) {
    Call::refuse("hidden size " + std::to_string(given.hidden) + " is not divisible by " + std::to_string(given.heads) + " heads");
  }
  const int64_t keyRows = given.keys.words + given.keys.entities;
  call.expectSize(5, "key", keyRows * given.hidden);
  call.expectSize(6, "value", keyRows * given.hidden);
  const int64_t words = given.queries.words * given.hidden, entities = given.queries.entities * given.hidden;
  for (int64_t i = 0; i < given.sequences; i++) {
    const bool asks = given.queries.wordStarts[i + 1] > given.queries.wordStarts[i] ||
                      given.queries.entityStarts[i + 1] > given.queries.entityStarts[i];
    const bool answers = given.keys.wordStarts[i + 1] > given.keys.wordStarts[i] ||
                         given.keys.entityStarts[i + 1] > given.keys.entityStarts[i];
    if (asks && !answers) Call::refuse("sequence " + std::to_string(i) + " has queries and no keys");
  }
  given.query.byKind = !call.given(0);
  if (call.given(0)) {
    call.expectSize(0, "query", words + entities);
    given.query.wordsToWords = call.floats(0);
    given.query.entitiesToWords = call.floats(0) + words;
    return given;
  }
  call.expectSize(1, "wordToWordQuery", words);
  call.expectSize(2, "wordToEntityQuery", words);
  call.expectSize(3, "entityToWordQuery", entities);
  call.expectSize(4, "entityToEntityQuery", entities);
  given.query.wordsToWords = call.floats(1);
  given.query.wordsToEntities = call.floats(2);
  given.query.entitiesToWords = call.floats(3);
  given.query.entitiesToEntities = call.floats(4);
  return given;
}

void attentionOp(Call& call) {
  const AttentionInputs given = attentionInputs(call);
  const int64_t rows = given.queries.words + given.queries.entities;
  float* states = call.output(0, {rows, given.hidden});
  kernels().attention({given.query, call.floats(5), call.floats(6), states, given.queries, given.keys, given.sequences,
                       given.heads, given.hidden / given.heads, given.dropout});
}

// … and 13 dStates → gradients of inputs 0 to 6, empty where those are
void attentionGradientOp(Call& call) {
  const AttentionInputs given = attentionInputs(call);
  call.expectSize(13, "dStates", (given.queries.words + given.queries.entities) * given.hidden);
  float* outputs[7];
  for (int i = 0; i < 7; i++) outputs[i] = call.output(i, call.shape(i));
  AttentionGradient gradient{};
  gradient.query = given.query;
  gradient.key = call.floats(5);
  gradient.value = call.floats(6);
  gradient.dStates = call.floats(13);
  gradient.dWordsToWords = given.query.byKind ? outputs[1] : outputs[0];
  gradient.dWordsToEntities = outputs[2];
  gradient.dEntitiesToWords = given.query.byKind ? outputs[3] : outputs[0] + given.queries.words * given.hidden;
  gradient.dEntitiesToEntities = outputs[4];
  gradient.dKey = outputs[5];
  gradient.dValue = outputs[6];
  gradient.queries = given.queries;
  gradient.keys = given.keys;
  gradient.sequences = given.sequences;
  gradient.heads = given.heads;
  gradient.head = given.hidden / given.heads;
  gradient.dropout = given.dropout;
  kernels().attentionGradient(gradient);
}

/** Words of 32 bits that the packed weights take. */
int64_t packedWords(int64_t outputs, int64_t inputs) { return (outputs + 63) / 64 * 64 * ((inputs + 3) / 4); }

// weight → packed, scales, sums
void quantizeWeightsOp(Call& call) {
  const auto shape = call.shape(0);
  if (shape.size() != 2) Call::refuse("the weight has " + std::to_string(shape.size()) + " axes, expected [out, in]");
  const float* weight = call.floats(0);
  int32_t* packed = call.integerOutput(0, {packedWords(shape[0], shape[1])});
  float* scales = call.output(1, {shape[0]});
  kernels().quantizeWeights(
      {weight, reinterpret_cast<int8_t*>(packed), scales, call.integerOutput(2, {shape[0]}), shape[0], shape[1]});
}

// x, packed, scales, sums, bias → y
void quantizedLinearOp(Call& call) {
  auto shape = call.shape(0);
  const int64_t inputs = lastSize(shape, "x"), outputs = call.size(2);
  if (inputs == 0) Call::refuse("x has no columns");
  call.expectSize(1, "the packed weight", packedWords(outputs, inputs));
  call.expectSize(3, "sums", outputs);
  if (call.given(4)) call.expectSize(4, "bias", outputs);
  const int64_t rows = call.size(0) / inputs;
  shape.back() = outputs;
  const auto* packed = reinterpret_cast<const int8_t*>(call.integers(1));
  kernels().quantizedLinear({call.floats(0), packed, call.floats(2), call.integers(3), orNull(call, 4),
                             call.output(0, shape), rows, inputs, outputs});
}

}  // namespace

void registerOps() {
  registerOp<layerNormOp>("LukeLayerNorm",
                          {"x: float", "bias: float", "residual: float", "scale: float", "shift: float",
                           "floats: float", "integers: int32"},
                          {"y: float", "stats: float"});
  registerOp<layerNormGradientOp>("LukeLayerNormGrad",
                                  {"dy: float", "x: float", "bias: float", "residual: float", "stats: float",
                                   "scale: float", "floats: float", "integers: int32"},
                                  {"dx: float", "dr: float", "dscale: float", "dshift: float", "dbias: float"});
  registerOp<geluOp>("LukeGelu", {"x: float", "bias: float"}, {"y: float"});
  registerOp<geluGradientOp>("LukeGeluGrad", {"dy: float", "x: float", "bias: float"}, {"dx: float", "dbias: float"});
  registerOp<dropoutOp>("LukeDropout", {"x: float", "floats: float", "integers: int32"}, {"y: float"});
  registerOp<addBiasOp>("LukeAddBias", {"x: float", "bias: float"}, {"y: float"});
  registerOp<softmaxOp>("LukeSoftmax", {"x: float", "bias: float", "floats: float"}, {"y: float"});
  registerOp<softmaxGradientOp>("LukeSoftmaxGrad", {"dy: float", "y: float", "floats: float"}, {"dx: float"});
  registerOp<crossEntropyOp>("LukeCrossEntropy", {"logits: float", "labels: int32"}, {"loss: float", "sums: float"});
  registerOp<crossEntropyGradientOp>("LukeCrossEntropyGrad",
                                     {"dy: float", "logits: float", "labels: int32", "sums: float"}, {"dx: float"});
  registerOp<segmentSumOp>("LukeSegmentSum", {"values: float", "ids: int32", "integers: int32"}, {"out: float"});
  registerOp<adamWOp>("LukeAdamW",
                      {"variable: float", "first: float", "second: float", "gradient: float", "floats: float"},
                      {"v: float", "m1: float", "m2: float"});
  registerOp<updateRowsOp>("LukeUpdateRows", {"table: float", "ids: int32", "rows: float"}, {"out: float"});
  registerOp<quantizeWeightsOp>("LukeQuantizeWeights", {"weight: float"},
                                {"packed: int32", "scales: float", "sums: int32"});
  registerOp<quantizedLinearOp>("LukeQuantizedLinear",
                                {"x: float", "packed: int32", "scales: float", "sums: int32", "bias: float"},
                                {"y: float"});
  registerOp<attentionOp>("LukeSequenceAttention",
                          {"q: float", "ww: float", "we: float", "ew: float", "ee: float", "key: float", "value: float",
                           "qws: int32", "qes: int32", "ws: int32", "es: int32", "floats: float", "integers: int32"},
                          {"states: float"});
  registerOp<attentionGradientOp>(
      "LukeSequenceAttentionGrad",
      {"q: float", "ww: float", "we: float", "ew: float", "ee: float", "key: float", "value: float", "qws: int32",
       "qes: int32", "ws: int32", "es: int32", "floats: float", "integers: int32", "dy: float"},
      {"dq: float", "dww: float", "dwe: float", "dew: float", "dee: float", "dkey: float", "dvalue: float"});
}

}  // namespace luke
