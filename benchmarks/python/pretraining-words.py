"""The peer of pretraining-words.bench.ts: an update of LukeForMaskedLM of transformers on PyTorch for each line read.

Arguments: masked inputs (safetensors: "0.0.input_ids" is of update 0, micro-batch 0), settings as JSON.
A line is {"update": number}; the answer has seconds, processor seconds, losses and the peak of memory.
"""

import json
import resource
import sys
import time

import torch
import transformers
from safetensors.torch import load_file
from transformers import LukeConfig, LukeForMaskedLM

transformers.logging.set_verbosity_error()
inputs, settings = load_file(sys.argv[1]), json.loads(sys.argv[2])
torch.set_num_threads(settings["threads"])
torch.manual_seed(1)
model = LukeForMaskedLM(LukeConfig(**settings["config"]))
model.train()


def decays(name):
    return not (name.endswith("bias") or "LayerNorm" in name or "layer_norm" in name)


named = list(model.named_parameters())
optimizer = torch.optim.AdamW(
    [
        {"params": [p for n, p in named if decays(n)], "weight_decay": 0.01},
        {"params": [p for n, p in named if not decays(n)], "weight_decay": 0.0},
    ],
    lr=1e-5,
    betas=(0.9, 0.999),
    eps=1e-6,
    fused=True,
)
names = ["input_ids", "attention_mask", "entity_ids", "entity_attention_mask", "entity_position_ids", "labels", "entity_labels"]
low = torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings["precision"] == "bfloat16")
for line in sys.stdin:
    update = json.loads(line)["update"]
    batches = []
    while f"{update}.{len(batches)}.input_ids" in inputs:
        batches.append({name: inputs[f"{update}.{len(batches)}.{name}"].long() for name in names})
    words, entities = (sum((batch[of] != -100).sum().item() for batch in batches) for of in ("labels", "entity_labels"))
    word_loss = entity_loss = 0.0
    started, busy = time.perf_counter(), time.process_time()
    optimizer.zero_grad(set_to_none=True)
    for batch in batches:
        with low:
            result = model(**batch)
        # Means over the whole update, as here.
        of_words = result.mlm_loss * ((batch["labels"] != -100).sum() / words)
        of_entities = result.mep_loss * ((batch["entity_labels"] != -100).sum() / entities)
        (of_words + of_entities).backward()
        word_loss += of_words.item()
        entity_loss += of_entities.item()
    optimizer.step()
    seconds = time.perf_counter() - started
    answer = {
        "seconds": seconds,
        "processorSeconds": time.process_time() - busy,
        "wordLoss": word_loss,
        "entityLoss": entity_loss,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "version": f"torch {torch.__version__}, transformers {transformers.__version__}",
    }
    print(json.dumps(answer), flush=True)
