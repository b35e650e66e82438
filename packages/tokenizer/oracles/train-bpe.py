"""Writes ../testdata/train-bpe.json: the merges that Hugging Face tokenizers learns from train-bpe.txt.

    pip install tokenizers==0.22.2 && python train-bpe.py
"""

import json
import pathlib
import platform

import tokenizers
from tokenizers import ByteLevelBPETokenizer

here = pathlib.Path(__file__).parent
specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]


def texts():
    lines = (here / "train-bpe.txt").read_text(encoding="utf-8").split("\n")
    return lines[:-1]


def train(vocab_size, min_frequency, special_tokens):
    tokenizer = ByteLevelBPETokenizer()
    tokenizer.train_from_iterator(
        texts(), vocab_size=vocab_size, min_frequency=min_frequency, special_tokens=special_tokens, show_progress=False
    )
    saved = json.loads(tokenizer._tokenizer.to_str())["model"]
    merges = [m if isinstance(m, str) else " ".join(m) for m in saved["merges"]]
    vocab = saved["vocab"]
    tokens = sorted(vocab, key=vocab.get)
    return {
        "vocabSize": vocab_size,
        "minFrequency": min_frequency,
        "specialTokens": special_tokens,
        "merges": merges,
        "tokensAfterAlphabet": tokens[len(special_tokens) + 256 :],
        "alphabet": tokens[len(special_tokens) : len(special_tokens) + 256],
    }


cases = [
    train(270, 2, specials),
    train(600, 2, specials),
    train(5000, 2, specials),
    train(5000, 1, specials),
    train(400, 5, ["<s>", "<pad>", "</s>", "<unk>"]),
]
out = {
    "madeWith": f"tokenizers {tokenizers.__version__}, Python {platform.python_version()}, oracles/train-bpe.py",
    "cases": cases,
}
path = here.parent / "testdata" / "train-bpe.json"
path.write_text(json.dumps(out, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
print([len(case["merges"]) for case in cases])
