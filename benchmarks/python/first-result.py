"""The peer of checkpoint/first-result.ts: opens a folder, runs one sentence with one entity, prints one number."""

import sys

import torch
from transformers import LukeModel

model = LukeModel.from_pretrained(sys.argv[1]).eval()
with torch.no_grad():
    outputs = model(
        input_ids=torch.tensor([[0, 100, 200, 300, 400, 500, 600, 2]]),
        entity_ids=torch.tensor([[5]]),
        entity_position_ids=torch.tensor([[[1, 2] + [-1] * 28]]),
    )
print(float(outputs.last_hidden_state.flatten()[0]))
