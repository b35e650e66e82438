"""The road of wikipedia2vec from a dump to its counts (dump database, dictionary, mention database); prints its cost as JSON."""

import json
import os
import resource
import sys
import time

from wikipedia2vec.dictionary import Dictionary
from wikipedia2vec.dump_db import DumpDB
from wikipedia2vec.mention_db import MentionDB
from wikipedia2vec.utils.tokenizer import get_default_tokenizer
from wikipedia2vec.utils.wiki_dump_reader import WikiDumpReader

costs = {}


def cpu():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def measured(step, work):
    before, started = cpu(), time.time()
    result = work()
    costs[step] = {"cpu": cpu() - before, "wall": time.time() - started}
    return result


if __name__ == "__main__":
    dump, out, processes = sys.argv[1], sys.argv[2], int(sys.argv[3])
    pool = {"pool_size": processes, "chunk_size": 100}
    measured("corpus", lambda: DumpDB.build(WikiDumpReader(dump), out, **pool))
    db = DumpDB(out)
    tokenizer = get_default_tokenizer(db.language)
    pool["progressbar"] = False
    # The values of its command line.
    dictionary = measured(
        "vocabulary", lambda: Dictionary.build(db, tokenizer, True, 5, 5, 5, False, False, **pool)
    )
    mentions = measured(
        "mention table", lambda: MentionDB.build(db, dictionary, tokenizer, 0.2, 0.01, 20, False, **pool)
    )
    print(json.dumps({"costs": costs, "pages": db.page_size(), "names": len({mention.text for mention in mentions})}))
    sys.stdout.flush()
    os._exit(0)
