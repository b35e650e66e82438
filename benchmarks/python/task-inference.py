"""The peer of the benchmarks of tasks: a fine-tuned LUKE of transformers on PyTorch, from our folder, on our features.

Arguments: a folder with model/ and features.json (one object a feature: example, w, e, p; starts, ends and spans of names
or at and most of passages), and the number of threads. For each line read, a list of batches of feature numbers, it
predicts and prints {"seconds", "processorSeconds", "predictions", "version"}.
"""

import json
import os
import sys
import time

import torch
import transformers

transformers.logging.set_verbosity_error()
folder = sys.argv[1]
torch.set_num_threads(int(sys.argv[2]))
with open(os.path.join(folder, "features.json"), encoding="utf-8") as file:
    features = json.load(file)
names = "starts" in features[0]
kind = transformers.LukeForEntitySpanClassification if names else transformers.LukeForQuestionAnswering
model = kind.from_pretrained(os.path.join(folder, "model"), attn_implementation="eager").eval()


def padded(rows, fill):
    width = max(len(row) for row in rows)
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def inputs_of(part):
    inputs = {
        "input_ids": padded([one["w"] for one in part], 1),
        "attention_mask": padded([[1] * len(one["w"]) for one in part], 0),
    }
    entities = max(len(one["e"]) for one in part)
    if entities > 0:
        mention = max(len(span) for one in part for span in one["p"])
        inputs["entity_ids"] = padded([one["e"] for one in part], 0)
        inputs["entity_attention_mask"] = padded([[1] * len(one["e"]) for one in part], 0)
        inputs["entity_position_ids"] = torch.tensor(
            [
                [span + [-1] * (mention - len(span)) for span in one["p"]]
                + [[-1] * mention] * (entities - len(one["p"]))
                for one in part
            ]
        )
    if names:
        inputs["entity_start_positions"] = padded([one["starts"] for one in part], 0)
        inputs["entity_end_positions"] = padded([one["ends"] for one in part], 0)
    return inputs


def find_names(batches):
    """Names of each sentence: the highest logit first, each unless it overlaps one taken before."""
    found = {}
    for part in batches:
        logits, labels = model(**inputs_of(part)).logits.max(-1)
        for one, values, numbers in zip(part, logits.tolist(), labels.tolist()):
            for (sentence, start, end), value, label in zip(one["spans"], values, numbers):
                if label > 0:
                    found.setdefault((one["example"], sentence), []).append((value, start, end, label))
    names = []
    for (example, sentence), scored in found.items():
        taken = set()
        for _, start, end, label in sorted(scored, key=lambda name: -name[0]):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                names.append([example, sentence, start, end, label])
    return sorted(names)


def find_answers(batches):
    """The best answer of each question as words of a window: 20 starts, 20 ends, at most 30 words."""
    best = {}
    for part in batches:
        output = model(**inputs_of(part))
        for one, starts, ends in zip(part, output.start_logits, output.end_logits):
            at, most = one["at"], torch.tensor(one["most"], dtype=torch.bool)
            first = starts[at : at + len(most)].masked_fill(~most, -1e30).topk(min(20, len(most)))
            last = ends[at : at + len(most)].topk(min(20, len(most)))
            scores = first.values[:, None] + last.values
            length = last.indices - first.indices[:, None] + 1
            scores = scores.masked_fill((length < 1) | (length > 30), -1e30)
            score, place = scores.flatten().max(0)
            if score.item() > best.get(one["example"], [-1e29])[0]:
                row, column = divmod(place.item(), scores.shape[1])
                token = first.indices[row].item(), last.indices[column].item()
                best[one["example"]] = [score.item(), one["from"][token[0]], one["to"][token[1]]]
    return sorted([example, start, end] for example, (_, start, end) in best.items())


for line in sys.stdin:
    batches = [[features[number] for number in batch] for batch in json.loads(line)]
    started, busy = time.perf_counter(), time.process_time()
    with torch.inference_mode():
        predictions = (find_names if names else find_answers)(batches)
    seconds = time.perf_counter() - started
    answer = {"seconds": seconds, "processorSeconds": time.process_time() - busy, "predictions": predictions}
    print(json.dumps({**answer, "version": f"torch {torch.__version__}, transformers {transformers.__version__}"}), flush=True)
