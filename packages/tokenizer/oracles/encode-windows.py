"""Writes ../testdata/encode-windows.json: truncations and windows of texts and pairs made from train-bpe.txt.

    pip install tokenizers==0.22.2 && python encode-windows.py

A case is [text, second text or null, max_length, stride, strategy, side, windows]; a window is its ids, and its
offsets in code points. The first window is what truncation alone keeps.
"""

import json
import pathlib
import platform
import random

import tokenizers
from tokenizers import AddedToken, ByteLevelBPETokenizer, processors

here = pathlib.Path(__file__).parent
lines = (here / "train-bpe.txt").read_text(encoding="utf-8").split("\n")[:-1]
tokenizer = ByteLevelBPETokenizer()
tokenizer.train_from_iterator(
    lines, vocab_size=500, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False
)
tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True)])
tokenizer._tokenizer.post_processor = processors.RobertaProcessing(
    ("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False
)
choice = random.Random(2010)


def window(encoding):
    return [encoding.ids, [at for span in encoding.offsets for at in span]]


cases = []
for _ in range(60):
    text = choice.choice(lines)
    pair = choice.choice(lines) if choice.random() < 0.5 else None
    strategy = "only_first" if pair is None else choice.choice(["only_first", "only_second"])
    side = choice.choice(["left", "right"])
    room = choice.randrange(3, 24)
    kept = 0
    if pair is not None:
        tokenizer.no_truncation()
        kept = len(tokenizer.encode(pair if strategy == "only_first" else text, add_special_tokens=False).ids)
    max_length = room + kept + (2 if pair is None else 4)
    stride = choice.randrange(0, room)
    tokenizer._tokenizer.enable_truncation(max_length, stride=stride, strategy=strategy, direction=side)
    encoding = tokenizer.encode(text, pair)
    windows = [window(part) for part in [encoding, *encoding.overflowing]]
    cases.append([text, pair, max_length, stride, strategy, side, windows])
out = {
    "madeWith": f"tokenizers {tokenizers.__version__}, Python {platform.python_version()}, oracles/encode-windows.py",
    "cases": cases,
}
body = json.dumps(out, ensure_ascii=False, separators=(",", ":")).replace("]]],[", "]]],\n[")
(here.parent / "testdata" / "encode-windows.json").write_text(body + "\n", encoding="utf-8")
