"""The peer of pretraining-parity.bench.ts: LukeForMaskedLM of transformers on PyTorch, trained on masked inputs from a file.

Arguments: model folder, inputs (safetensors: "0.input_ids", "0.labels", … "1.input_ids" …), settings as JSON.
Prints {"losses", "word_losses", "entity_losses", "seconds", "torch", "transformers"}.
"""

import json
import sys
import time

import torch
import transformers
from safetensors.torch import load_file
from transformers import LukeForMaskedLM

transformers.logging.set_verbosity_error()
folder, inputs, settings = sys.argv[1], load_file(sys.argv[2]), json.loads(sys.argv[3])
torch.manual_seed(settings["seed"])
torch.set_num_threads(settings["threads"])
model = LukeForMaskedLM.from_pretrained(folder, attn_implementation="eager")
if settings["dropout"]:
    model.train()
else:
    model.eval()


def decays(name):
    return not (name.endswith("bias") or "LayerNorm" in name or "layer_norm" in name)


named = list(model.named_parameters())
optimizer = torch.optim.AdamW(
    [
        {"params": [p for n, p in named if decays(n)], "weight_decay": settings["weightDecay"]},
        {"params": [p for n, p in named if not decays(n)], "weight_decay": 0.0},
    ],
    lr=0.0,
    betas=(0.9, 0.999),
    eps=1e-6,
)
steps, warmup, peak = settings["steps"], settings["warmupSteps"], settings["learningRate"]
names = ["input_ids", "attention_mask", "entity_ids", "entity_attention_mask", "entity_position_ids", "labels", "entity_labels"]
losses, word_losses, entity_losses = [], [], []
started = time.perf_counter()
for step in range(steps):
    batch = {name: inputs[f"{step}.{name}"].long() for name in names}
    result = model(**batch)
    rate = peak * step / warmup if step < warmup else peak * (steps - step) / (steps - warmup)
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.zero_grad(set_to_none=True)
    result.loss.backward()
    optimizer.step()
    losses.append(result.loss.item())
    word_losses.append(result.mlm_loss.item())
    entity_losses.append(result.mep_loss.item())
seconds = time.perf_counter() - started

model.eval()
hits, counts = [0, 0], [0, 0]
with torch.no_grad():
    for number in range(settings["heldOut"]):
        batch = {name: inputs[f"held-{number}.{name}"].long() for name in names}
        result = model(**{name: batch[name] for name in names[:5]})
        for kind, (scores, labels) in enumerate([(result.logits, batch["labels"]), (result.entity_logits, batch["entity_labels"])]):
            masked = labels != -100
            counts[kind] += masked.sum().item()
            hits[kind] += (scores.argmax(-1)[masked] == labels[masked]).sum().item()

print(
    json.dumps(
        {
            "losses": losses,
            "word_losses": word_losses,
            "entity_losses": entity_losses,
            "word_accuracy": hits[0] / max(1, counts[0]),
            "entity_accuracy": hits[1] / max(1, counts[1]),
            "seconds": seconds,
            "torch": torch.__version__,
            "transformers": transformers.__version__,
        }
    )
)
