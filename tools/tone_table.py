#!/usr/bin/env python3
"""Makes src/scoring/tables/tone.txt: which turns of phrase argue against work and which plan it.

    pip install numpy scikit-learn
    python3 tools/tone_table.py [--report]

Run by a maintainer when the recipe changes, never by a build: the table is committed, it is part of
every receipt's hash of tables, and another table is another engine.

The recipe. A sentence is seen only as its function words, and of all other words the ending, so that
the table knows no subject: it cannot tell a chatbot from a bridge. Logistic regression (L2) over runs
of one to three of these learns which sentences stand in texts that argue against careful work. The
texts: other-fields.jsonl (reversed, honest and thin answers on forty topics that have nothing to do
with AI), the tune answers of this library, tests/stance.txt, and the sentences of the polarity corpus.
The committed table was made from the texts of commit 70445d4 without the last two lines of
sentences.txt. A later run learns from more texts and is another engine.

`--report` leaves out an eighth of the texts at a time and says how whole answers come out.
"""

import argparse
import collections
import json
import re
import tomllib
import zlib

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kinds import ROOT, function_words, kind

TABLE = ROOT / "src/scoring/tables/tone.txt"

LONGEST, SEEN = 3, 12
STRENGTH = 0.1
SCALE = 100
FOLDS = 8
SHORTEST = 3  # words of a sentence
AGAINST = re.compile("reversed|irony|s09")
# Tricks that neither plan nor argue.
LEFT_OUT = re.compile("list|stuffed|restated|off-topic|other-question|elsewhere|neighbour|taken|buzz")


def sentences(text: str) -> list[str]:
    parts = re.split(r"(?<=[.!?])\s+|\n\s*\n|\n\s*[-*•]", text)
    return [p for p in (p.strip() for p in parts) if len(p.split()) >= SHORTEST]


class Corpus:
    """Sentences, whether each argues against the work, and the answer that it is from."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.against: list[int] = []
        self.group: list[str] = []

    def add(self, group: str, against: bool, found: list[str]) -> None:
        self.sentences += found
        self.against += [int(against)] * len(found)
        self.group += [group] * len(found)


def corpus() -> Corpus:
    found = Corpus()
    for path in sorted(ROOT.glob("rubrics/*/*.marked.toml")):
        question = str(path.relative_to(ROOT / "rubrics")).removesuffix(".marked.toml")
        levels: dict[str, list[int]] = collections.defaultdict(list)
        for marks in sorted((ROOT / "rubrics" / f"{question}.marks").glob("*.toml")):
            for own, mark in tomllib.loads(marks.read_text())["mark"].items():
                if "level" in mark:
                    levels[own].append(mark["level"])
        for answer in tomllib.loads(path.read_text())["marked"]:
            own = answer["id"]
            if answer["set"] != "tune" or LEFT_OUT.search(own) or not levels[own]:
                continue
            level = sum(levels[own]) // len(levels[own])
            if AGAINST.search(own) or level > 0:
                against = bool(AGAINST.search(own))
                found.add(f"{question}/{own} level {level}", against, sentences(answer["text"]))
    for line in (ROOT / "tools/tone/other-fields.jsonl").read_text().splitlines():
        row = json.loads(line)
        against = row["kind"] == "reversed"
        found.add(f"{row['topic']} {row['kind']}", against, sentences(row["text"]))
    for line in (ROOT / "tests/stance.txt").read_text().splitlines():
        if sign := re.match(r"~?([-+]) (.*)", line):
            found.add(line, sign[1] == "-", [sign[2]])
    for name in ("sentences", "constructions"):
        for line in (ROOT / f"src/scoring/polarity/{name}.txt").read_text().splitlines():
            if sign := re.match(r"~?([-+]) .* :: (.*)", line):
                found.add(line, sign[1] == "-", [sign[2]])
    return found


def runs(sentence: str, functional: set[str]) -> list[str]:
    """Runs of kinds of words, with the beginning of the sentence as a kind."""

    words = re.findall(r"\w+(?:['’]\w+)*", sentence.lower().replace("’", "'"))
    line = ["^", *(kind(word, functional) for word in words)]
    found = []
    for at in range(len(line)):
        for length in range(1, LONGEST + 1):
            if at + length <= len(line) and line[at : at + length] != ["^"]:
                found.append(" ".join(line[at : at + length]))
    return found


def fit(counted: list[collections.Counter], against: list[int]):
    seen = collections.Counter(run for counts in counted for run in counts)
    kept = {run: at for at, run in enumerate(sorted(r for r, n in seen.items() if n >= SEEN))}

    def matrix(rows: list[collections.Counter]) -> csr_matrix:
        cells = [
            (at, kept[run], n) for at, row in enumerate(rows) for run, n in row.items() if run in kept
        ]
        at, column, n = zip(*cells, strict=True)
        return csr_matrix((n, (at, column)), shape=(len(rows), len(kept)), dtype=float)

    model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-8, class_weight="balanced")
    model.fit(matrix(counted), against)
    return model, kept, matrix


def report(found: Corpus, counted: list[collections.Counter]) -> None:
    fold = np.array([zlib.crc32(group.encode()) % FOLDS for group in found.group])
    lean = np.zeros(len(counted))
    for k in range(FOLDS):
        rest, own = np.where(fold != k)[0], np.where(fold == k)[0]
        model, _, matrix = fit([counted[i] for i in rest], [found.against[i] for i in rest])
        lean[own] = model.decision_function(matrix([counted[i] for i in own]))
    answers: dict[str, list[int]] = collections.defaultdict(list)
    for at, group in enumerate(found.group):
        answers[group].append(at)
    whole = [
        (float(lean[at].mean()) * SCALE, found.against[at[0]], group)
        for group, at in answers.items()
        if len(at) > 3
    ]
    plans = sorted((w for w in whole if not w[1]), reverse=True)
    argues = [w[0] for w in whole if w[1]]
    print(f"{len(plans)} answers that plan, the highest:")
    for value, _, group in plans[:12]:
        print(f"  {value:6.1f}  {group}")
    for least in (10, 20, 30, 40, 50):
        share = np.mean([value > least for value in argues])
        print(f"of {len(argues)} that argue against it above {least}: {share:.0%}")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--report", action="store_true")
    found, functional = corpus(), function_words()
    counted = [collections.Counter(runs(s, functional)) for s in found.sentences]
    if options.parse_args().report:
        report(found, counted)
        return
    model, kept, _ = fit(counted, found.against)
    weights = {run: round(SCALE * model.coef_[0][at]) for run, at in kept.items()}
    lines = [
        "# Made by tools/tone_table.py: runs of kinds of words, and how much each leans towards arguing",
        "# against work (above 0) or planning it (below 0), in hundredths of a natural logarithm of odds.",
        f"{round(SCALE * model.intercept_[0])}\t",
        *(f"{weight}\t{run}" for run, weight in sorted(weights.items()) if weight),
    ]
    TABLE.write_text("\n".join(lines) + "\n")
    print(f"{len(found.sentences)} sentences, {len(lines) - 3} runs, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
