#!/usr/bin/env python3
"""Makes src/scoring/tables/common-words.txt: words that are common enough to know their stems.

    python3 tools/common_words.py

Run by a maintainer, never by a build. The table saves time and changes no score: a word that is not
in it is stemmed where it is read. It has the words of this project's own prose that stand in most
texts (a tune answer, a document, one text of a scenario or a rubric), in small letters, sorted.

The committed table was made from the texts of commit cc56595, and comes out of them byte for byte.
"""

import collections
import re

from kinds import ROOT
from word_order import texts

TABLE = ROOT / "src/scoring/tables/common-words.txt"

WORDS = 1_500

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def main() -> None:
    counts: collections.Counter[str] = collections.Counter()
    for text in texts():
        counts.update(set(WORD.findall(text.lower().replace("\u2019", "'"))))
    common = sorted(counts, key=lambda word: (-counts[word], word))[:WORDS]
    TABLE.write_text("".join(f"{word}\n" for word in sorted(common)))


if __name__ == "__main__":
    main()
