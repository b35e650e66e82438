"""Writes ../testdata/encode-bpe.json: tokens and offsets (in code points) of texts made from train-bpe.txt.

    pip install tokenizers==0.22.2 && python encode-bpe.py
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
# The tokens of a text, each without the space in front.
tokenizer._tokenizer.post_processor = processors.ByteLevel(trim_offsets=True, add_prefix_space=False)
tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True), AddedToken("<ent>"), AddedToken("<ent2>")])

pieces = [piece for line in lines for piece in line.split(" ")]
spaces = [" ", "  ", "\t", "\n", "\u0085", "\u00a0", "\ufeff", "\u2028", "\u3000", "   "]
marks = ["'s", "'LL", "'ll", "''", "<mask>", " <mask>", "\n<mask>", "<ent>", "<ent2>", "<ent", "</s>"]
choice = random.Random(2010)


def text():
    parts = []
    for _ in range(choice.randrange(0, 16)):
        kind = choice.random()
        if kind < 0.6:
            parts.append(choice.choice(["", " "]) + choice.choice(pieces))
        elif kind < 0.75:
            parts.append(choice.choice(spaces))
        elif kind < 0.9:
            parts.append(choice.choice(marks))
        else:
            parts.append(choice.choice(["ab", "aa", "東京", "😀"]) * choice.randrange(1, 40))
    return "".join(parts)


cases = []
for _ in range(200):
    encoding = tokenizer.encode(text_ := text(), add_special_tokens=False)
    tokens = [tokenizer.id_to_token(token) for token in encoding.ids]
    cases.append([text_, tokens, [at for span in encoding.offsets for at in span]])
out = {
    "madeWith": f"tokenizers {tokenizers.__version__}, Python {platform.python_version()}, oracles/encode-bpe.py",
    "cases": cases,
}
body = json.dumps(out, ensure_ascii=False).replace('], ["', '],\n["')
(here.parent / "testdata" / "encode-bpe.json").write_text(body + "\n", encoding="utf-8")
