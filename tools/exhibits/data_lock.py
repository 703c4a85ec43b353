"""Writes the DVC lock file of the case `credit-fairness`.

    python data_lock.py > ../../scenarios/credit-fairness/dvc-lock.txt

A pipeline of two stages is run once by `dvc repro` in a temporary directory.
The data are invented rows from a seeded generator and the stages only count
and copy; what matters is the lock that DVC writes: hashes and sizes of all
that went in and came out, and the parameters that each stage used.
"""

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

PIPELINE = """\
stages:
  train:
    cmd: python train.py
    deps:
      - data/pl_applications.csv
      - train.py
    params:
      - train.feature_set
      - train.seed
    outs:
      - model/pl-score.json
  fairness:
    cmd: python fairness.py
    deps:
      - data/pl_oot_sample.csv
      - fairness.py
      - model/pl-score.json
    params:
      - gate.cutoff
      - gate.fail_below
      - gate.reference_group_min_n
      - gate.review_below
    outs:
      - reports/fairness.csv
"""
PARAMS = """\
train:
  feature_set: fs-36
  seed: 20270222
gate:
  cutoff: 620
  fail_below: 0.8
  review_below: 0.9
  reference_group_min_n: 300
"""
TRAIN = """\
import json, pathlib, random
rows = pathlib.Path("data/pl_applications.csv").read_text().splitlines()
draw = random.Random(20270222)
tree = lambda: [[draw.randrange(36), round(draw.gauss(0, 1), 4)] for _ in range(31)]
model = {"rows": len(rows) - 1, "trees": [tree() for _ in range(640)]}
pathlib.Path("model").mkdir(exist_ok=True)
pathlib.Path("model/pl-score.json").write_text(json.dumps(model))
"""
FAIRNESS = """\
import collections, pathlib
pathlib.Path("reports").mkdir(exist_ok=True)
lines = pathlib.Path("data/pl_oot_sample.csv").read_text().splitlines()
counts = collections.Counter()
for number, channel, group, score, late in (line.split(",") for line in lines[1:]):
    counts[channel, group, "applications"] += 1
    counts[channel, group, "approved"] += int(score) >= 620
out = ["channel,group,applications,approved,selection_rate"]
for channel, group, what in sorted(counts):
    if what == "applications":
        all_, yes = counts[channel, group, what], counts[channel, group, "approved"]
        out.append(f"{channel},{group},{all_},{yes},{yes / all_:.3f}")
pathlib.Path("reports/fairness.csv").write_text("\\n".join(out) + "\\n")
"""


def applications(count, seed):
    """`count` invented applications: id, channel, group, score, outcome."""
    draw = random.Random(seed)
    rows = ["id,channel,group,score,late"]
    for number in range(count):
        channel = "website" if draw.random() < 0.61 else "partner"
        group = draw.choice("ABCDEFGHIJK")
        score, late = round(draw.gauss(632, 58)), int(draw.random() < 0.06)
        rows.append(f"{number:06},{channel},{group},{score},{late}")
    return "\n".join(rows) + "\n"


def main():
    dvc = str(Path(sys.executable).parent / "dvc")
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        (root / "data").mkdir()
        files = {
            "dvc.yaml": PIPELINE,
            "params.yaml": PARAMS,
            "train.py": TRAIN,
            "fairness.py": FAIRNESS,
            "data/pl_applications.csv": applications(214_600, 14),
            "data/pl_oot_sample.csv": applications(12_000, 4),
        }
        for name, text in files.items():
            (root / name).write_text(text)
        environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        for command in [["init", "--no-scm", "-q"], ["repro", "-q"]]:
            subprocess.run([dvc, *command], cwd=root, check=True, env=environment, stdout=sys.stderr)
        sys.stdout.write((root / "dvc.lock").read_text())


if __name__ == "__main__":
    main()
