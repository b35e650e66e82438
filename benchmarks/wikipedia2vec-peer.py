"""Builds wikipedia2vec's dump database (paragraphs with links) of one dump and prints what it cost, as JSON."""

import json
import os
import resource
import sys
import time

from wikipedia2vec.dump_db import DumpDB
from wikipedia2vec.utils.wiki_dump_reader import WikiDumpReader


def cpu():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    dump, out = sys.argv[1:]
    before, started = cpu(), time.time()
    DumpDB.build(WikiDumpReader(dump), out, pool_size=1, chunk_size=100)
    db = DumpDB(out)
    print(json.dumps({"cpu": cpu() - before, "wall": time.time() - started, "pages": db.page_size()}))
    sys.stdout.flush()
    os._exit(0)
