// Written by tools/setting-descriptions.ts from the comments of the configs' interfaces.

/** What each setting means, by the command that reads it; a setting of a group as "group.setting". */
export const settingDescriptions: {
  readonly pretrain: Readonly<Record<string, string>>;
  readonly finetune: Readonly<Record<string, string>>;
} = {
  pretrain: {
    examples: "A folder of `luke examples build`.",
    tokenizer: "A folder of `luke tokenizer train`.",
    entityVocab: "The file of `luke vocab build`.",
    out: "Run folder; the finished model is its subfolder `model`.",
    from: "Start from this folder, a RoBERTa's or a LUKE's, instead of from scratch; `model` is then read from there.",
    objective: '"words": masked words alone, without entities: the paper\'s control (§5.3, Table 10).',
    seed: "Of the initial weights, the order of the examples, the masks and dropout.",
    model: "Sizes of a model from scratch.",
    "model.numLayers": "Layers of the encoder.",
    "model.hiddenSize": "Width of a token's state.",
    "model.numHeads": "Heads of attention; divides the hidden size.",
    "model.intermediateSize": "Width inside the feed-forward layers.",
    "model.entityEmbeddingSize": "Width of the entity table; projected to the hidden size.",
    "model.dropout": "Rate on states and on attention probabilities.",
    "model.maxPositions": "Rows of the position tables: the longest text and two more.",
    "model.entityHead":
      "How masked entities are predicted: one projection, as every checkpoint has, or W_h and T as the paper writes (§3.3).",
    "model.entityAwareAttention":
      "Four queries in pretraining too; the paper's models learn them when they are fine-tuned.",
    "model.initializerRange":
      "Standard deviation of the initial weights; a small model from scratch learns faster with more than 0.02.",
    "model.initialPositions":
      '"sinusoids": both position tables start as the same waves, so that entities find their words from scratch.',
    batchSize: "Examples per update.",
    maxTokens: "Padded tokens per micro-batch; bounds memory and does not change the result.",
    stages: "One after the other; the paper trains first what RoBERTa lacks, then everything (Appendix A).",
    masking: "What is predicted (paper, §3.3).",
    "masking.wordProbability": "Share of the words that is predicted.",
    "masking.entityProbability": "Share of the entities that is masked; at least one an example.",
    "masking.wholeWords": "Mask all tokens of a word together.",
    "masking.maskMentionWords": "Mask the words of a masked entity too.",
    adamW: "The optimizer.",
    "adamW.beta1": "Decay of the mean of the gradients.",
    "adamW.beta2": "Decay of the mean of their squares.",
    "adamW.epsilon": "Added to the root of the second moment.",
    "adamW.weightDecay": "Decoupled from the gradient, multiplied by the learning rate.",
    "adamW.biasCorrection": "Divide the moments by what they lack at the start; the published code does not.",
    "adamW.decay":
      '"paper": all but biases and normalizations. "original": as its code, also the scale of the word head\'s.',
    sampledEntities:
      "Tell each masked entity from a sample of so many others: for huge vocabularies. All without it.",
    entityTable:
      'With sampled entities: "rows" trains in each update the rows of the entity table that it reads or samples alone.',
    clipNorm: "Largest norm of an update's gradients; none is clipped without it.",
    evaluateEvery: "Updates between evaluations on the held-out examples; one at the end without it.",
    checkpointEvery:
      "Updates between checkpoints to resume from; one at the end, or when it is interrupted, without it.",
    keepBest: "Keep the model of the best evaluation too, as subfolder `best`.",
    run: "How it is computed; the result is the same but for rounding.",
    "run.examples":
      'Where the training examples are: in memory, or on disk, each process reading its own; "auto": on disk for several.',
    "run.maskingWorkers": "Threads that mask and batch; 0 does it in the thread that computes.",
    "run.gradients": "How gradients travel between processes.",
    "run.overlap":
      "Whether they travel while the backward pass goes on; without it they do between machines, not within one.",
    "run.recompute":
      "Compute each layer's activations again on the way back: less memory, about a third more time.",
    "run.peakTeraflops":
      "Peak of one process in 10^12 operations a second, for the utilization; measured without it.",
    "stages.name": "Shown in the progress and the metrics.",
    "stages.steps": "Updates; `epochs` may be given instead.",
    "stages.epochs": "Times that the examples are seen, instead of `steps`: 1.",
    "stages.learningRate": "The largest learning rate of the stage.",
    "stages.warmupSteps": "Updates over which the learning rate rises from zero.",
    "stages.schedule": "After the warm-up: falling linearly to zero, or constant.",
    "stages.trains": '"entities": only what RoBERTa lacks is trained, as in the paper\'s first stage.',
  },
  finetune: {
    model: "The checkpoint folder to start from, with its tokenizer files.",
    train: "The dataset to train on, in the task's original format or JSONL.",
    dev: "The dataset that chooses among the weights.",
    test: "The dataset that is scored once, at the end; the dev set without it.",
    out: "Run folder; the finished model is its subfolder `model`.",
    seed: "Of the new head, the order of the examples and dropout.",
    epochs: "Times that the training data is seen.",
    batchSize: "Examples per update.",
    learningRate: "The largest learning rate; it falls linearly to zero after the warm-up.",
    warmup: "Share of the updates in which the learning rate rises (paper, Table 12: 0.06).",
    weightDecay: "Decoupled from the gradient, multiplied by the learning rate.",
    maxTokens: "Padded tokens per micro-batch; bounds memory and does not change the result.",
    preset:
      'How inputs are built where the paper, its code and transformers differ: "published", the code of the paper\'s numbers.',
    maxWords: "Words that an input may have; the model's own limit without it.",
    entityInputs:
      "Whether the model reads entity tokens. Without them it is a RoBERTa over the same words, with a head on the words: the comparison of the paper's Table 6, and the RoBERTa rows of Tables 1 to 5.",
    entityAwareAttention: "Four queries by the kinds of the two tokens (paper §3.2), or one (Table 7).",
    freeze:
      'Beginnings of the names of parameters that stay as they are, e.g. "embeddings." for the word embeddings.',
    entityTable:
      "A table of the whole entity vocabulary (question answering): frozen as in the paper, or trained in the rows that an update reads, whose cost does not grow with the table. Tasks with a small table of their own train it.",
    recompute:
      "Keep no activations inside layers and compute them again for the gradient: less memory, more time.",
    dropout: "Rate on states and on attention probabilities; the checkpoint's own without it.",
    labels:
      'Labels of the head, where they are not to be those of the training data; "no relation" and "no name" are added.',
    maxSpanLength:
      'Longest candidate of named entity recognition, in words; without it 16 word tokens, or words for the preset "paper".',
    sharedContext:
      "Named entity recognition with the candidates of several sentences of a document in one forward pass: faster, and the model is then to be used so too, as its folder says.",
    repeatedText:
      "Repeat in the passages of cloze questions what the code of the paper's numbers repeats by mistake: the text after a candidate that no space follows, where a summary line stands in it.",
    nullThreshold:
      "Questions may have no answer (SQuAD 2.0): none is given where its score is above that of the best stretch by more than this. Without it every question is answered (SQuAD 1.1).",
    initial: "Where the weights come from: the checkpoint, or random numbers in its sizes (a control).",
    evaluationsPerEpoch: "Evaluations on the dev set per epoch.",
    selectBy:
      "The figure of the dev set that chooses; the task's own without it: exact match for cloze questions, F1 elsewhere.",
    keep: "Which weights the run ends with: those that were best on the dev set, or the last ones.",
    patience: "Evaluations in a row without a better one that end the run; all epochs without it.",
    checkpointEvery:
      "Updates between checkpoints to resume from; one at the end, or when it is interrupted, without it.",
    precision:
      "What the products of linear layers are computed in on the native runtime; parameters stay in float32.",
    mentions:
      "A folder of `luke mentions build`: question answering takes Wikipedia entities as inputs (paper, Appendix C).",
    linkCorpus:
      "The corpus of that table, if it has page links: its redirects lead from a passage's title to its page.",
    vocabCorpus:
      "The corpus of the entity vocabulary, if it is another: its redirects lead from the links' targets to entities.",
  },
};
