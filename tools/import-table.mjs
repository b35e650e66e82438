/**
 * Who may import whom: the whole table of allowed edges between packages, checked by tools/check-imports.mjs.
 * Every package may import @lukejs/errors, and tests may import @lukejs/test-kit. ARCHITECTURE.md tells why.
 */
export const allowedImports = {
  errors: [],
  tokenizer: [],
  "entity-vocab": [],
  "wiki-corpus": [],
  encyclopedia: [],
  kernels: [],
  safetensors: [],
  attention: ["kernels"],
  model: ["attention", "kernels", "safetensors"],
  training: ["kernels"],
  tasks: ["model", "kernels", "tokenizer", "entity-vocab"],
  backend: [],
  luke: ["tasks", "model", "attention", "kernels", "safetensors", "tokenizer", "entity-vocab", "backend"],
  "demo-model": ["safetensors"],
  "test-kit": ["backend"],
};

/** Packages that never touch TensorFlow.js. */
export const withoutTensors = [
  "errors",
  "safetensors",
  "tokenizer",
  "entity-vocab",
  "wiki-corpus",
  "encyclopedia",
  "demo-model",
];

/** Apps, examples and benchmarks import everything. */
export const unrestricted = ["trainer", "playground", "examples", "benchmarks"];
