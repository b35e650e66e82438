"""The peer of `luke experiments open-data`: fine-tuning with PyTorch and transformers, from the same weights on the same features.

Argument: a folder with start/ (a Hugging Face folder with its head), features.json (one object a feature: w, e, p, and
the labels), order.json (numbers of the features of each update) and settings.json. Leaves trained/ beside them, and
prints {"losses", "seconds", "torch", "transformers"}. The optimizer is AdamW without bias correction, as the published
models were trained; torch.optim has none.
"""

import json
import os
import shutil
import sys
import time

import torch
import transformers
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional

transformers.logging.set_verbosity_error()
folder = sys.argv[1]


def read(name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


settings, features, order = read("settings.json"), read("features.json"), read("order.json")
task = settings["task"]
torch.manual_seed(settings["seed"])
torch.set_num_threads(settings["threads"])


class Cloze(nn.Module):
    """transformers has no class for ReCoRD: its encoder, and a line over gap and candidate side by side."""

    def __init__(self, start):
        super().__init__()
        self.luke = transformers.LukeModel.from_pretrained(start)
        self.dropout = nn.Dropout(self.luke.config.hidden_dropout_prob)
        self.scorer = nn.Linear(2 * self.luke.config.hidden_size, 1)

    def forward(self, **inputs):
        states = self.luke(**inputs).entity_last_hidden_state
        gap = states[:, :1].expand(-1, states.shape[1] - 1, -1)
        return self.scorer(self.dropout(torch.cat([gap, states[:, 1:]], -1))).squeeze(-1)


classes = {
    "entity-typing": transformers.LukeForEntityClassification,
    "relation-classification": transformers.LukeForEntityPairClassification,
    "named-entity-recognition": transformers.LukeForEntitySpanClassification,
    "question-answering": transformers.LukeForQuestionAnswering,
}
start = os.path.join(folder, "start")
weights = load_file(os.path.join(start, "model.safetensors"))
if task == "cloze":
    model = Cloze(start)
    model.load_state_dict(weights, strict=False)
else:
    model = classes[task].from_pretrained(start)
lacking = [name for name in model.state_dict() if name not in weights and "position_ids" not in name]
assert lacking == [], lacking
model.train()


def padded(rows, fill):
    width = max(len(row) for row in rows)
    return torch.tensor([list(row) + [fill] * (width - len(row)) for row in rows])


def batch_of(part):
    inputs = {
        "input_ids": padded([one["w"] for one in part], 1),
        "attention_mask": padded([[1] * len(one["w"]) for one in part], 0),
    }
    if all(len(one["e"]) > 0 for one in part):
        mention = max(len(span) for one in part for span in one["p"])
        entities = max(len(one["e"]) for one in part)
        none = [-1] * mention
        inputs["entity_ids"] = padded([one["e"] for one in part], 0)
        inputs["entity_attention_mask"] = padded([[1] * len(one["e"]) for one in part], 0)
        inputs["entity_position_ids"] = torch.tensor(
            [
                [span + [-1] * (mention - len(span)) for span in one["p"]] + [none] * (entities - len(one["p"]))
                for one in part
            ]
        )
    if task == "named-entity-recognition":
        inputs["entity_start_positions"] = padded([one["starts"] for one in part], 0)
        inputs["entity_end_positions"] = padded([one["ends"] for one in part], 0)
    return inputs


def loss_of(part):
    inputs = batch_of(part)
    if task == "entity-typing":
        labels = torch.tensor([one["labels"] for one in part], dtype=torch.float32)
        return functional.binary_cross_entropy_with_logits(model(**inputs).logits, labels)
    if task == "relation-classification":
        return functional.cross_entropy(model(**inputs).logits, torch.tensor([one["label"] for one in part]))
    if task == "named-entity-recognition":
        labels = padded([one["labels"] for one in part], -1)
        logits = model(**inputs).logits
        return functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=-1)
    if task == "cloze":
        labels = padded([one["labels"] for one in part], -1).float()
        losses = functional.binary_cross_entropy_with_logits(model(**inputs), labels.clamp(min=0), reduction="none")
        return (losses * (labels >= 0)).sum() / (labels >= 0).sum()
    result = model(**inputs)
    # The words of a text alone compete; transformers lets those that pad the batch take part.
    padding = inputs["attention_mask"] == 0
    first, last = (logits.masked_fill(padding, -1e30) for logits in (result.start_logits, result.end_logits))
    starts = torch.tensor([one["start"] for one in part])
    ends = torch.tensor([one["end"] for one in part])
    return (functional.cross_entropy(first, starts) + functional.cross_entropy(last, ends)) / 2


class AdamW:
    def __init__(self, named, decay):
        self.named, self.decay, self.moments = list(named), decay, {}

    @torch.no_grad()
    def step(self, rate):
        for name, parameter in self.named:
            if parameter.grad is None:
                continue
            first, second = self.moments.setdefault(name, (torch.zeros_like(parameter), torch.zeros_like(parameter)))
            first.mul_(0.9).add_(parameter.grad, alpha=0.1)
            second.mul_(0.98).addcmul_(parameter.grad, parameter.grad, value=0.02)
            if not (name.endswith("bias") or "LayerNorm" in name):
                parameter.mul_(1 - rate * self.decay)
            parameter.addcdiv_(first, second.sqrt().add_(1e-6), value=-rate)
            parameter.grad = None


optimizer = AdamW(model.named_parameters(), settings["weightDecay"])
steps, warmup, peak = len(order), settings["warmupSteps"], settings["learningRate"]
losses = []
started = time.perf_counter()
for step, numbers in enumerate(order):
    loss = loss_of([features[number] for number in numbers])
    loss.backward()
    optimizer.step(peak * step / warmup if step < warmup else peak * (steps - step) / (steps - warmup))
    losses.append(loss.item())
seconds = time.perf_counter() - started

trained = os.path.join(folder, "trained")
shutil.copytree(start, trained, dirs_exist_ok=True)
state = {name: tensor.detach().contiguous().clone() for name, tensor in model.state_dict().items() if name in weights}
save_file(state, os.path.join(trained, "model.safetensors"), metadata={"format": "pt"})
print(json.dumps({"losses": losses, "seconds": seconds, "torch": torch.__version__, "transformers": transformers.__version__}))
