"""Runs a list of jobs with the reference implementation: python luke-jobs.py jobs.json

{"do": "create", "folder", "class", "config"}: saves a random model, weights drawn wide enough to tell heads apart.
{"do": "forward", "folder", "class", "inputs", "outputs"}: one forward pass; safetensors in, safetensors out. "lacks" and
"beside" name parameters of the class that the folder has not, and parameters of the folder that the class has not.
"""

import json
import sys

import torch
import transformers
from safetensors.torch import load_file, save_file

transformers.logging.set_verbosity_error()
torch.manual_seed(1)

for job in json.load(open(sys.argv[1])):
    cls = getattr(transformers, job["class"])
    if job["do"] == "create":
        model = cls(transformers.LukeConfig(**job["config"]))
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.normal_(0, 0.3)
        model.save_pretrained(job["folder"])
        continue
    model, report = cls.from_pretrained(job["folder"], output_loading_info=True)
    tied = {"lm_head.decoder.weight", "lm_head.decoder.bias", "entity_predictions.decoder.weight"}
    # A job may name what the file lacks and what it has beside the class.
    missing = set(report["missing_keys"]) - tied - set(job.get("lacks", []))
    unexpected = set(report["unexpected_keys"]) - set(job.get("beside", []))
    if missing or unexpected or report["mismatched_keys"]:
        sys.exit(f"{job['class']}: {report}")
    model.eval()
    inputs = {
        name: value.long() if value.dtype == torch.int32 else value
        for name, value in load_file(job["inputs"]).items()
    }
    with torch.no_grad():
        outputs = model(**inputs)
    fields = {name: value for name, value in outputs.items() if isinstance(value, torch.Tensor)}
    save_file({name: value.contiguous().float() for name, value in fields.items()}, job["outputs"])
print(transformers.__version__)
