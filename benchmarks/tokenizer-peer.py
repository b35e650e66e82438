"""The Python side of the tokenizer benchmarks: for each line on stdin does its job once and prints {"seconds", "result"}.

    python tokenizer-peer.py encode FOLDER TEXTS.json | luke FOLDER CALLS.json | train TEXTS.json SIZE
"""

import gc
import json
import pathlib
import sys
import time


def encoder(folder, texts):
    from tokenizers import ByteLevelBPETokenizer, processors

    tokenizer = ByteLevelBPETokenizer(f"{folder}/vocab.json", f"{folder}/merges.txt")
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    tokenizer._tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    texts = json.loads(pathlib.Path(texts).read_text(encoding="utf-8"))

    def encode():
        return sum(len(encoding.ids) for encoding in tokenizer.encode_batch(texts))

    return encode


def luke(folder, calls):
    from transformers import LukeTokenizer

    tokenizer = LukeTokenizer(f"{folder}/vocab.json", f"{folder}/merges.txt", f"{folder}/entity_vocab.json")
    calls = [(text, [tuple(span) for span in spans]) for text, spans in json.loads(pathlib.Path(calls).read_text(encoding="utf-8"))]

    def encode():
        return sum(len(tokenizer(text, entity_spans=spans)["input_ids"]) for text, spans in calls)

    return encode


def trainer(texts, size):
    from tokenizers import ByteLevelBPETokenizer

    texts = json.loads(pathlib.Path(texts).read_text(encoding="utf-8"))

    def train():
        tokenizer = ByteLevelBPETokenizer()
        tokenizer.train_from_iterator(texts, vocab_size=int(size) - 1, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False)
        return tokenizer.get_vocab_size()

    return train


job = {"encode": encoder, "luke": luke, "train": trainer}[sys.argv[1]](*sys.argv[2:])
for _ in sys.stdin:
    gc.collect()
    started = time.perf_counter()
    result = job()
    print(json.dumps({"seconds": time.perf_counter() - started, "result": result}), flush=True)
