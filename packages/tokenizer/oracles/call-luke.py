"""Writes ../testdata/call-luke.json: what transformers' LukeTokenizer answers to random calls (spans in code points).

    pip install transformers==4.57.6 tokenizers==0.22.2 && python call-luke.py
"""

import json
import logging
import pathlib
import platform
import random
import tempfile

import tokenizers
import transformers
from tokenizers import ByteLevelBPETokenizer
from transformers import LukeTokenizer

logging.disable(logging.CRITICAL)
here = pathlib.Path(__file__).parent
lines = (here / "train-bpe.txt").read_text(encoding="utf-8").split("\n")[:-1]
texts = ["", "a", *(line[:60] for line in lines)]
entities = {"[PAD]": 0, "[UNK]": 1, "[MASK]": 2, "Vienna": 3, "Danube": 4, "東京": 5, "[MASK2]": 6}

# The files that trainByteLevelBpe(lines, { vocabSize: 501 }) makes.
trained = ByteLevelBPETokenizer()
trained.train_from_iterator(
    lines, vocab_size=500, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False
)
folder = pathlib.Path(tempfile.mkdtemp())
trained.save_model(str(folder))
vocab = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
vocab["<mask>"] = len(vocab)
(folder / "vocab.json").write_text(json.dumps(vocab), encoding="utf-8")
(folder / "entity_vocab.json").write_text(json.dumps(entities), encoding="utf-8")

choice = random.Random(1442)


def chance(probability):
    return choice.random() < probability


def spans(text, count):
    found = []
    for _ in range(count):
        start = choice.randrange(len(text) + 1)
        found.append((start, min(len(text), start + choice.randrange(0, 18))))
    return found


def example(task, titles, pair, pair_spans):
    text = choice.choice(texts)
    count = {"entity_classification": 1, "entity_pair_classification": 2}.get(task) or choice.randrange(1, 5)
    row = {"text": text, "entity_spans": spans(text, count)}
    if task is None and titles:
        row["entities"] = [choice.choice([*entities, "Rome"]) for _ in row["entity_spans"]]
    if task is None and pair:
        row["text_pair"] = choice.choice(texts)
        if pair_spans:
            row["entity_spans_pair"] = spans(row["text_pair"], choice.randrange(1, 4))
    return row


def random_call(task):
    shape = (task, chance(0.4), chance(0.4), chance(0.7))
    if chance(0.25):
        rows = [example(*shape) for _ in range(choice.randrange(1, 4))]
        call = {name: [row[name] for row in rows] for name in rows[0]}
    else:
        call = example(*shape)
    if chance(0.6):
        call["truncation"] = choice.choice([True, "longest_first", "only_first", "only_second", False])
        call["max_length"] = choice.randrange(3, 40)
    if chance(0.4):
        call["padding"] = choice.choice([True, "max_length"])
        call.setdefault("max_length", choice.randrange(3, 40))
    optional = [
        ("pad_to_multiple_of", [4, 8]),
        ("max_entity_length", [1, 2, 3]),
        ("add_special_tokens", [False]),
        ("return_token_type_ids", [True]),
        ("return_special_tokens_mask", [True]),
        ("return_length", [True]),
        ("padding_side", ["left"]),
        ("return_attention_mask", [True, False]),
        ("return_overflowing_tokens", [True]),
    ]
    for name, values in optional:
        if chance(0.12):
            call[name] = choice.choice(values)
    return call


cases = []
while len(cases) < 150:
    arguments = {"max_mention_length": choice.choice([2, 4])}
    task = choice.choice([None, None, "entity_classification", "entity_pair_classification", "entity_span_classification"])
    if task:
        arguments["task"] = task
    for name, value in [("add_prefix_space", True), ("truncation_side", "left"), ("padding_side", "left")]:
        if chance(0.2):
            arguments[name] = value
    arguments["max_entity_length"] = choice.choice([3, 5])
    tokenizer = LukeTokenizer(
        str(folder / "vocab.json"), str(folder / "merges.txt"), str(folder / "entity_vocab.json"), **arguments
    )
    call = random_call(task)
    try:
        answer = {"output": dict(tokenizer(**call))}
    except Exception as error:
        answer = {"error": type(error).__name__}
    cases.append({"tokenizer": arguments, "call": call, **answer})

versions = f"transformers {transformers.__version__}, tokenizers {tokenizers.__version__}"
head = json.dumps({"madeWith": f"{versions}, Python {platform.python_version()}, oracles/call-luke.py", "entities": entities}, ensure_ascii=False)
body = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
(here.parent / "testdata" / "call-luke.json").write_text(f'{head[:-1]}, "cases": [\n{body}\n]}}\n', encoding="utf-8")
print(len(cases), sum("error" in case for case in cases))
