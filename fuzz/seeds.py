#!/usr/bin/env python3
"""Writes a seed corpus for each fuzz target from the files of the repository: python3 fuzz/seeds.py"""

import pathlib
import re
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz" / "corpus"
KINDS = ["scenario", "rubric", "framework", "lexicon", "manifest", "marked", "marks"]


def kind(path: pathlib.Path) -> str:
    name, parts = path.name, path.parts
    if name == "library.toml":
        return "manifest"
    if name == "lexicon.toml":
        return "lexicon"
    if "frameworks" in parts:
        return "framework"
    if "scenarios" in parts:
        return "scenario"
    if name.endswith(".marked.toml"):
        return "marked"
    return "marks" if path.parent.name.endswith(".marks") else "rubric"


def write(target: str, name: str, data: bytes) -> None:
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for entry in value:
            yield from texts(entry)
    elif isinstance(value, dict):
        for entry in value.values():
            yield from texts(entry)


def main() -> None:
    roots = [ROOT / "rubrics", ROOT / "scenarios", ROOT / "docs" / "examples" / "panel"]
    files = [ROOT / "library.toml", ROOT / "lexicon.toml"]
    files += [file for root in roots for file in sorted(root.rglob("*.toml"))]
    for number, file in enumerate(files):
        data = file.read_bytes()
        # Large files teach little and make every run slow.
        start = data[:6000].rsplit(b"\n", 1)[0]
        write("loaders", f"{number:03}", bytes([KINDS.index(kind(file))]) + start)
        content = tomllib.loads(data.decode())
        if kind(file) == "rubric":
            for at, text in enumerate(list(texts(content.get("criterion", [])))[:200]):
                write("patterns", f"{number:03}-{at:03}", text.encode()[:300])
        if kind(file) == "marked":
            for at, answer in enumerate(content["marked"][:8]):
                write("scorer", f"{number:03}-{at:03}", answer["text"].encode()[:1500])
    pages = (ROOT / "docs" / "lints" / "README.md").read_text()
    fences = re.findall(r"```(?:toml|markdown)\n(.*?)```", pages, flags=re.S)
    if len(fences) >= 6:
        manifest, scenario, recipe, rubric, marked, marks = fences[:6]
        library = [scenario, rubric, marked, marks, "[groups]\n", manifest, "", recipe]
        write("check", "bakery", "\f\n".join(library).encode())


if __name__ == "__main__":
    main()
