#!/usr/bin/env python3
"""Makes src/scoring/tables/word-order.txt: which kinds of words follow each other in English.

    python3 tools/word_order.py

Run by a maintainer when the recipe changes, never by a build: the table is committed, it is part of
every receipt's hash of tables, and another table is another engine.

The recipe. The commonest function words are kinds of their own; other words are told apart by their
ending, and the two ends of a stretch between marks are kinds, too. How often one kind follows
another is counted in this project's own prose (tune answers that are no tricks, scenarios, the
texts of rubrics, documents). A cell is the pointwise mutual information of the pair (Church and
Hanks 1990), drawn to 0 where little was seen, in 32nds of a natural logarithm.

The committed table was made from the texts of commit c36d2e0, and comes out of them byte for byte.
"""

import collections
import math
import re
import tomllib

from kinds import ENDINGS, ROOT, function_words, kind

TABLE = ROOT / "src/scoring/tables/word-order.txt"

# Function words that are kinds of their own.
WORDS = 120
# Counts added to what was seen and to what chance would give.
PRIOR = 0.7
SCALE, LARGEST = 32, 96
# Marked answers with these in their id are tricks or notes.
LEFT_OUT = re.compile("list|stuffed|bullet|notes")


def texts() -> list[str]:
    """The project's own prose."""
    found: list[str] = []
    for path in sorted(ROOT.glob("rubrics/*/*.marked.toml")):
        for answer in tomllib.loads(path.read_text())["marked"]:
            if answer["set"] == "tune" and not LEFT_OUT.search(answer["id"]):
                found.append(answer["text"])
    for path in sorted([*ROOT.glob("scenarios/*.toml"), *ROOT.glob("rubrics/*/*.toml")]):
        if not path.name.endswith(".marked.toml"):
            found.extend(strings(tomllib.loads(path.read_text())))
    for pattern in ("scenarios/*/*.md", "docs/*.md"):
        found.extend(path.read_text() for path in sorted(ROOT.glob(pattern)))
    return found


def strings(value: object, key: str = "") -> list[str]:
    """Texts below keys that hold prose."""
    if isinstance(value, dict):
        return [text for own, inner in value.items() for text in strings(inner, own)]
    if isinstance(value, list):
        return [text for inner in value for text in strings(inner, key)]
    prose = {"advice", "brief", "probe", "prompt", "says", "strategy", "summary", "text", "why"}
    return [value] if isinstance(value, str) and key in prose else []


def stretches(text: str) -> list[list[str]]:
    """Words between marks."""
    parts = re.split(r"[.!?]\s|\n\s*\n|\n\s*[-*•|]|[;:,()\"“”`|]|\s[-–—]\s", text)
    words = ([w.replace("’", "'").lower() for w in re.findall(r"\w+(?:['’]\w+)*", p)] for p in parts)
    return [w for w in words if w]


def main() -> None:
    runs = [run for text in texts() for run in stretches(text)]
    functional = function_words()
    seen = collections.Counter(word for run in runs for word in run if word in functional)
    own = sorted(word for word, _ in sorted(seen.items(), key=lambda e: (-e[1], e[0]))[:WORDS])

    kinds = ["^", "$", "#", *("-" + e for e in ENDINGS), "-", *own]
    pairs: collections.Counter = collections.Counter()
    first: collections.Counter = collections.Counter()
    then: collections.Counter = collections.Counter()
    for run in runs:
        # A term between commas says nothing of how sentences begin and end.
        line = [kind(word, set(own)) for word in run]
        line = ["^", *line, "$"] if len(run) > 2 else line
        for pair in zip(line, line[1:]):
            pairs[pair] += 1
            first[pair[0]] += 1
            then[pair[1]] += 1
    total = sum(pairs.values())

    def cell(one: str, two: str) -> int:
        chance = first[one] * then[two] / total
        value = math.log((pairs[one, two] + PRIOR) / (chance + PRIOR))
        return max(-LARGEST, min(LARGEST, round(SCALE * value)))

    lines = [
        "# Made by tools/word_order.py. Kinds of words, then a row for each: how much oftener than by",
        "# chance each kind follows it, in 32nds of a natural logarithm.",
        " ".join(kinds),
    ]
    lines += [" ".join(str(cell(one, two)) for two in kinds) for one in kinds]
    TABLE.write_text("\n".join(lines) + "\n")
    print(f"{sum(map(len, runs))} words, {len(kinds)} kinds, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
