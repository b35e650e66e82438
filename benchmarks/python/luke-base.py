"""The peer of the benchmarks at base size: LUKE-base of transformers on PyTorch, one job for each line read, seconds out.

{"mode": "forward" | "step", "precision": "float32" | "bfloat16", "batches": [[[words, entities], a text each], …]}
"""

import json
import resource
import sys
import time

import torch
import transformers
from transformers import LukeConfig, LukeModel

transformers.logging.set_verbosity_error()
torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)
config = LukeConfig(vocab_size=50267, entity_vocab_size=10000, max_position_embeddings=514, type_vocab_size=1, layer_norm_eps=1e-5)
model = LukeModel(config)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-5, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01, fused=True)


def batch(sizes):
    """Padded to the longest, as a collator does."""
    texts, words = len(sizes), max(w for w, _ in sizes)
    entities = max(1, max(e for _, e in sizes))
    inputs = {
        "input_ids": torch.randint(4, 50000, (texts, words)),
        "attention_mask": torch.zeros(texts, words),
        "entity_ids": torch.randint(3, 10000, (texts, entities)),
        "entity_attention_mask": torch.zeros(texts, entities),
        "entity_position_ids": torch.full((texts, entities, 30), -1),
    }
    for i, (w, e) in enumerate(sizes):
        inputs["attention_mask"][i, :w] = 1
        inputs["entity_attention_mask"][i, :e] = 1
        first = torch.arange(e) * max(1, w - 4) // max(1, e)
        inputs["entity_position_ids"][i, :e, :3] = first[:, None] + torch.arange(1, 4)
    return inputs


for line in sys.stdin:
    job = json.loads(line)
    batches = [batch(sizes) for sizes in job["batches"]]
    low = torch.autocast("cpu", dtype=torch.bfloat16, enabled=job["precision"] == "bfloat16")
    started, busy = time.perf_counter(), time.process_time()
    for inputs in batches:
        if job["mode"] == "forward":
            model.eval()
            with torch.no_grad(), low:
                model(**inputs).last_hidden_state.sum()
            continue
        model.train()
        with low:
            output = model(**inputs)
            loss = output.last_hidden_state.square().mean() + output.entity_last_hidden_state.square().mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "processorSeconds": time.process_time() - busy, "peak": peak, "version": torch.__version__}), flush=True)
