#!/usr/bin/env python3
"""Puts rubrics for the same questions, by people who worked apart, side by side.

    tools/side_by_side.py OUT LIBRARY LIBRARY [...]

Every rubric that all the libraries have is written to OUT with the criteria of all of them: ids and
groups get the number of their library (`scope-1`, `@legal-2`), and weights are scaled so that each
library has the same sum. Title and settings are those of the first. A gate, a fatal statement, `cuts`,
`about` or `opposing` is about the whole answer and cannot be shared out: such rubrics are refused.

Needs Python 3.11. `hotseat check OUT` and `hotseat test` say what became of it.
"""

import math
import re
import shutil
import sys
import tomllib
from pathlib import Path

# What is about the whole answer.
WHOLE = ("fatal", "cuts", "about", "opposing")
# Sums of weights are brought to their common multiple, or to this where that is more: a weight is at
# most 100.
MOST = 60


def sum_of_weights(rubric: dict) -> int:
    return sum(own.get("weight", 1) for own in rubric["criterion"] if own.get("by") != "person")


def renamed(text: str, rubric: dict, number: int) -> str:
    """The text with the number of its library behind each group and criterion."""
    groups = rubric.get("groups", {})
    lines, section = [], None
    for line in text.split("\n"):
        header = re.match(r"\s*\[\[?([a-z][a-z0-9.-]*)", line)
        section = header[1] if header else section
        line = re.sub(
            r"@([a-z0-9-]+)", lambda use: f"{use[0]}-{number}" if use[1] in groups else use[0], line
        )
        if section == "groups":
            line = re.sub(r"^(\s*)([a-z0-9-]+)(\s*=)", rf"\1\2-{number}\3", line)
        elif section == "criterion":
            line = re.sub(r'^(\s*id\s*=\s*"[^"]+)"', rf'\1-{number}"', line)
        lines.append(line)
    return "\n".join(lines)


def weighted(criterion: str, factor: float) -> str:
    """A criterion's text with its weight times `factor`; without one it weighs 1."""
    own = re.split(r"\n\s*\[", criterion, maxsplit=1)[0]
    given = re.search(r"(?m)^\s*weight\s*=\s*(\d+)", own)
    scaled = max(1, round((int(given[1]) if given else 1) * factor))
    if given:
        return criterion[: given.start(1)] + str(scaled) + criterion[given.end(1) :]
    return criterion.replace("\n", f"\nweight = {scaled}\n", 1)


def side_by_side(texts: list[str]) -> str:
    """One rubric of several, in the order given."""
    rubrics = [tomllib.loads(text) for text in texts]
    for rubric in rubrics:
        whole = [key for key in WHOLE if key in rubric]
        whole += ["caps" for own in rubric["criterion"] if "caps" in own]
        if whole:
            raise ValueError(f"`{whole[0]}` is about the whole answer; take it out first")
    sums = [sum_of_weights(rubric) for rubric in rubrics]
    common = min(math.lcm(*sums), MOST)
    groups, criteria = [], []
    for number, (text, rubric, own) in enumerate(zip(texts, rubrics, sums), start=1):
        head, *blocks = re.split(r"(?m)^(?=\[\[criterion\]\])", renamed(text, rubric, number))
        before, _, inner = head.partition("[groups]")
        if number == 1:
            top = before.rstrip()
        groups.append(inner.strip())
        criteria += [weighted(block, common / own).rstrip() for block in blocks]
    groups = [group for group in groups if group]
    parts = [top] + (["[groups]\n" + "\n\n".join(groups)] if groups else []) + criteria
    text = "\n\n".join(parts) + "\n"
    tomllib.loads(text)
    return text


def main() -> None:
    """Reads the libraries and writes the one that is made of them."""
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    out, *libraries = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(libraries[0] / "library.toml", out)
    found = 0
    for first in sorted((libraries[0] / "rubrics").glob("*/*.toml")):
        path = first.relative_to(libraries[0])
        if first.name.endswith(".marked.toml") or path.parts[1] == "frameworks":
            continue
        files = [library / path for library in libraries]
        if not all(file.exists() for file in files):
            print(f"{path}: not in all libraries, left out", file=sys.stderr)
            continue
        try:
            text = side_by_side([file.read_text(encoding="utf-8") for file in files])
        except (ValueError, KeyError) as problem:
            sys.exit(f"{path}: {problem}")
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_text(text, encoding="utf-8")
        found += 1
    print(f"{found} rubrics in {out}")


if __name__ == "__main__":
    main()
