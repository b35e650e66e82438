"""Trains ../testdata/sentencepiece.bpe.model and writes ../testdata/encode-sentencepiece.json: how sentencepiece cuts texts (offsets in code
points) and what transformers' MLukeTokenizer answers to random calls (spans in code points).

    pip install sentencepiece==0.2.3 transformers==4.57.6 && python encode-sentencepiece.py
"""

import json
import logging
import pathlib
import platform
import random
import tempfile

import sentencepiece
import transformers
from transformers import MLukeTokenizer

logging.disable(logging.CRITICAL)
here = pathlib.Path(__file__).parent
choice = random.Random(20201)
sentences = (here / "train-bpe.txt").read_text(encoding="utf-8").split("\n")[:-1]
sentences += """
The river flows through the old town and under seven bridges before it reaches the sea.
Der Fluss fließt durch die alte Stadt und unter sieben Brücken hindurch, bevor er das Meer erreicht.
Le fleuve traverse la vieille ville et passe sous sept ponts avant d’atteindre la mer.
El río atraviesa la ciudad vieja y pasa por debajo de siete puentes antes de llegar al mar.
Река течёт через старый город и под семью мостами, прежде чем достигает моря.
Ο ποταμός διασχίζει την παλιά πόλη και περνά κάτω από επτά γέφυρες πριν φτάσει στη θάλασσα.
川は古い町を流れ、海に着く前に七つの橋の下を通ります。東京は日本の首都です。
这条河流经老城，在入海之前穿过七座桥。北京是中国的首都。
강은 오래된 도시를 지나 바다에 이르기 전에 일곱 개의 다리 아래로 흐른다.
يجري النهر عبر المدينة القديمة وتحت سبعة جسور قبل أن يصل إلى البحر.
नदी पुराने शहर से होकर बहती है और समुद्र तक पहुँचने से पहले सात पुलों के नीचे से गुज़रती है।
แม่น้ำไหลผ่านเมืองเก่าและลอดใต้สะพานเจ็ดแห่งก่อนถึงทะเล
Dòng sông chảy qua khu phố cổ và dưới bảy cây cầu trước khi ra đến biển.
Nehir eski şehrin içinden ve yedi köprünün altından geçerek denize ulaşır.
""".strip().split("\n")
words = [word for sentence in sentences for word in sentence.split()]
entities = {"[PAD]": 0, "[UNK]": 1, "[MASK]": 2, "en:Vienna": 3, "de:Wien": 3, "ja:東京": 4, "[MASK2]": 5}

folder = pathlib.Path(tempfile.mkdtemp())
lines = sentences * 3 + [" ".join(choice.choices(words, k=8)) for _ in range(400)]
sentencepiece.SentencePieceTrainer.train(
    sentence_iterator=iter(lines), model_prefix=str(folder / "model"), model_type="unigram", vocab_size=640,
    character_coverage=0.999, normalization_rule_name="nmt_nfkc", num_threads=1, minloglevel=2,
)
file = here.parent / "testdata" / "sentencepiece.bpe.model"
file.write_bytes((folder / "model.model").read_bytes())
(folder / "entity_vocab.json").write_text(json.dumps(entities), encoding="utf-8")
model = sentencepiece.SentencePieceProcessor(model_file=str(file))

odd = ["ﷺ", "①", "Å", "e\u0301", "ﬁ", "½", "ｶﾞ", "Ａ", "\u0001", "\u200b", "\u200d", "\ufeff", "\u00ad", "▁", "😀", "👩‍👩‍👧", "\u0085",
       "\u2028", "\u3000", "\t", "\n", "\u00a0", "한", "\u1112\u1161\u11ab", "…", "㌔", "𝒜", "\U0001f1e9\U0001f1ea", "ẛ̣", "\ufffd", "ก็"]
marks = ["<mask>", " <mask>", "<ent>", "<ent2>", "</s>", "<s>", "<unk>", "<ent"]


def text(with_marks=False):
    parts = []
    for _ in range(choice.randrange(0, 14)):
        kind = choice.random()
        if kind < 0.55:
            parts.append(choice.choice(["", " ", "  "]) + choice.choice(words))
        elif kind < 0.8:
            parts.append(choice.choice(odd))
        elif kind < 0.9:
            parts.append(choice.choice(["a", "ab", "東", "э", "▁", " ", "é"]) * choice.randrange(1, 30))
        elif with_marks:
            parts.append(choice.choice(marks))
        else:
            parts.append(chr(choice.choice([choice.randrange(32, 0x3000), choice.randrange(0xA000, 0xD7FF), choice.randrange(0xF900, 0x11000)])))
    return "".join(parts)


texts = ["", " ", "a", "\u0001", "▁", *sentences, *(text() for _ in range(300)), " ".join(sentences)]
cases = []
for text_ in texts:
    found = model.encode(text_, out_type="offset_mapping")
    cases.append([text_, found["ids"], [at for span in found["offsets"] for at in span]])
# 160 kB of the alphabet in random order, whose sums of scores need float32 to be added as the reference adds it.
alphabet = "abcdefghijklmnopqrstuvwxyzäöüßабвгдежз東京 "
long_text = "".join(alphabet[(index * index * 7 + index // 11) % len(alphabet)] for index in range(100_000))
long_ids = model.encode(long_text)
checksum = 0
for token in long_ids:
    checksum = (checksum * 31 + token) % 1_000_000_007


def spans(of, count):
    found = []
    for _ in range(count):
        start = choice.randrange(len(of) + 1)
        found.append((start, min(len(of), start + choice.randrange(0, 18))))
    return found


def random_call(task):
    of = choice.choice([text(True), choice.choice(sentences)[:70]])
    count = {"entity_classification": 1, "entity_pair_classification": 2}.get(task) or choice.randrange(1, 5)
    call = {"text": of, "entity_spans": spans(of, count)}
    if task is None and choice.random() < 0.5:
        call["entities"] = [choice.choice([*entities, "en:Rome", "Vienna"]) for _ in call["entity_spans"]]
    if task is None and choice.random() < 0.3:
        call["text_pair"] = choice.choice(sentences)[:50]
        call["entity_spans_pair"] = spans(call["text_pair"], 2)
    if choice.random() < 0.4:
        call.update(truncation=choice.choice([True, "only_first"]), max_length=choice.randrange(6, 30))
    if choice.random() < 0.3:
        call["padding"] = "max_length"
        call.setdefault("max_length", 40)
    return call


calls = []
while len(calls) < 120:
    task = choice.choice([None, None, "entity_classification", "entity_pair_classification", "entity_span_classification"])
    arguments = {"max_mention_length": choice.choice([2, 4]), "max_entity_length": choice.choice([3, 5]), **({"task": task} if task else {})}
    tokenizer = MLukeTokenizer(str(file), str(folder / "entity_vocab.json"), **arguments)
    call = random_call(task)
    output = dict(tokenizer(**call))
    decoded = [tokenizer.decode(output["input_ids"]), tokenizer.decode(output["input_ids"], skip_special_tokens=True)]
    calls.append({"tokenizer": arguments, "call": call, "output": output, "decoded": decoded})

versions = f"sentencepiece {sentencepiece.__version__}, transformers {transformers.__version__}"
head = {
    "madeWith": f"{versions}, Python {platform.python_version()}, oracles/encode-sentencepiece.py",
    "entities": entities,
    "long": {"length": len(long_text), "alphabet": alphabet, "tokens": len(long_ids), "checksum": checksum},
}
rows = [",\n".join(json.dumps(row, ensure_ascii=False) for row in table) for table in (cases, calls)]
(here.parent / "testdata" / "encode-sentencepiece.json").write_text(
    f'{json.dumps(head, ensure_ascii=False)[:-1]}, "cases": [\n{rows[0]}\n], "calls": [\n{rows[1]}\n]}}\n', encoding="utf-8"
)
print(len(cases), len(long_ids), checksum, len(calls), file.stat().st_size)
