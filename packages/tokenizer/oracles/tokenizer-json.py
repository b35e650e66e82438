"""Writes ../testdata/tokenizer-json.json: two tokenizer.json files (RoBERTa's frame, GPT-2's none) and what they encode.

    pip install tokenizers==0.22.2 && python tokenizer-json.py
    python tokenizer-json.py FILE       checks instead that a tokenizer.json written here encodes as the first does
"""

import json
import pathlib
import platform
import sys

import tokenizers
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

here = pathlib.Path(__file__).parent
path = here.parent / "testdata" / "tokenizer-json.json"
lines = (here / "train-bpe.txt").read_text(encoding="utf-8").split("\n")[:-1]
texts = [
    *lines[:12],
    "",
    " ",
    "a <mask> b\n<mask>",
    "<ent> Vienna <ent2> <plain>  , it's",
    "x<word>y <word> </s><s>",
    "<|endoftext|>the<|endoftext|> end",
    "\u0085 \ufeff 東京 😀",
]


def encoded(tokenizer):
    rows = []
    for text in texts:
        encoding = tokenizer.encode(text)
        rows.append([text, encoding.ids, [at for span in encoding.offsets for at in span]])
    return rows


def make(special_tokens, processor, added):
    tokenizer = Tokenizer(models.BPE(unk_token=special_tokens[-1]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=420, min_frequency=2, special_tokens=special_tokens, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(lines, trainer)
    tokenizer.post_processor = processor
    tokenizer.add_special_tokens([token for token in added if token.special])
    tokenizer.add_tokens([token for token in added if not token.special])
    return tokenizer


if len(sys.argv) > 1:
    wanted = json.loads(path.read_text(encoding="utf-8"))["files"][0]["cases"]
    found = encoded(Tokenizer.from_file(sys.argv[1]))
    wrong = [(a, b) for a, b in zip(wanted, found) if a != b]
    print(f"{len(found) - len(wrong)} of {len(found)} texts are encoded the same", *wrong, sep="\n")
    sys.exit(1 if wrong else 0)

roberta = make(
    ["<s>", "<pad>", "</s>", "<unk>"],
    processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False),
    [
        AddedToken("<mask>", lstrip=True, special=True),
        AddedToken("<ent>", special=True),
        AddedToken("<ent2>", rstrip=True, special=True),
        AddedToken("<plain>", rstrip=True, special=False),
        AddedToken("<word>", single_word=True, special=False),
    ],
)
gpt2 = make(["<|endoftext|>"], processors.ByteLevel(trim_offsets=True, add_prefix_space=False), [])
out = {
    "madeWith": f"tokenizers {tokenizers.__version__}, Python {platform.python_version()}, oracles/tokenizer-json.py",
    "files": [{"json": json.loads(one.to_str()), "cases": encoded(one)} for one in (roberta, gpt2)],
}
path.write_text(json.dumps(out, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
