#!/usr/bin/env python3
"""Makes docs/session.svg, the picture of README.md, from a real run.

    cargo build && python3 tools/picture.py target/debug/hotseat

Needs tmux: a terminal of 80 columns practises the chatbot case, answers its first question with
docs/examples/answer.txt, and what then stands on the screen becomes the picture.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLUMNS, ROWS = 80, 70
FIRST, BEHIND = "Your answer, with what counted", "What you add counts"
# Width and height of a character cell, and the margin, in SVG units.
CELL, LINE, MARGIN = 8.4, 18, 16
COLOURS = {f"c{number}" for number in range(8)}


def capture(program: Path) -> str:
    """The screen after the first answer, with its colours."""
    with tempfile.TemporaryDirectory() as data:
        server = ["tmux", "-L", f"hotseat-picture-{os.getpid()}", "-f", "/dev/null"]

        def tmux(*arguments: str) -> str:
            run = subprocess.run([*server, *arguments], check=True, capture_output=True, text=True)
            return run.stdout

        def wait_for(text: str) -> None:
            for _ in range(300):
                if text in tmux("capture-pane", "-p", "-t", "picture"):
                    return
                time.sleep(0.1)
            sys.exit(f"the screen never showed {text!r}")

        size = ["-x", str(COLUMNS), "-y", str(ROWS)]
        environment = ["env", "-u", "NO_COLOR", "-u", "HOTSEAT_LIBRARY", f"HOTSEAT_DATA={data}"]
        command = [*environment, str(program), "practice", "chatbot-explainability"]
        tmux("new-session", "-d", "-s", "picture", *size, *command)
        try:
            wait_for("Go to the first question")
            tmux("send-keys", "-t", "picture", "Enter")
            wait_for("Ctrl-D submit")
            tmux("set-buffer", "-b", "answer", (ROOT / "docs/examples/answer.txt").read_text())
            tmux("paste-buffer", "-p", "-b", "answer", "-t", "picture")
            wait_for("107 words")
            tmux("send-keys", "-t", "picture", "C-d")
            wait_for("1. Answer it")
            return tmux("capture-pane", "-e", "-p", "-t", "picture", "-S", "-100")
        finally:
            tmux("kill-server")


def runs(line: str, classes: set[str]):
    """Pieces of a line with the classes that its escape sequences ask for; tmux does not repeat at
    the start of a line what held at the end of the one before, so `classes` goes on."""
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if not part.startswith("\x1b["):
            if part:
                yield part, sorted(classes)
            continue
        for code in (part[2:-1] or "0").split(";"):
            number = int(code)
            if number == 0:
                classes.clear()
            elif number in (1, 2, 4, 7):
                classes.add({1: "bold", 2: "dim", 4: "under", 7: "inverse"}[number])
            elif number == 22:
                classes -= {"bold", "dim"}
            elif number == 24:
                classes.discard("under")
            elif number in range(30, 38) or number in range(90, 98):
                classes -= COLOURS
                classes.add(f"c{number % 10}")
            elif number == 39:
                classes -= COLOURS
            elif number == 49:
                pass  # the usual background
            else:
                sys.exit(f"the screen uses the escape code {number}, which the picture has no class for")


def svg(lines: list[str]) -> str:
    width = COLUMNS * CELL + 2 * MARGIN
    height = len(lines) * LINE + 2 * MARGIN
    style = """
    text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre; fill: #1f2328 }
    rect { fill: #f6f8fa; stroke: #d0d7de }
    .bold { font-weight: bold } .dim { fill: #57606a } .under { text-decoration: underline }
    .c1 { fill: #b3261e } .c2 { fill: #116329 } .c3 { fill: #7d4e00 } .c4 { fill: #0550ae } .c5 { fill: #8250df } .c6 { fill: #1b6872 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 } rect { fill: #161b22; stroke: #30363d } .dim { fill: #9198a1 }
      .c1 { fill: #ff8f87 } .c2 { fill: #56d364 } .c3 { fill: #e3b341 } .c4 { fill: #79c0ff } .c5 { fill: #d2a8ff } .c6 { fill: #56d4dd }
    }"""
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img">',
        "  <title>Feedback on an answer in Hotseat</title>",
        f"  <style>{style}\n  </style>",
        f'  <rect x="0.5" y="0.5" width="{width - 1:g}" height="{height - 1:g}" rx="8"/>',
    ]
    state: set[str] = set()
    for row, line in enumerate(lines):
        column, y = 0, MARGIN + row * LINE + 13
        for text, classes in runs(line, state):
            start = column + len(text) - len(text.lstrip())
            column += len(text)
            shown = text.strip()
            if shown:
                x, length = MARGIN + start * CELL, len(shown) * CELL
                name = f' class="{" ".join(classes)}"' if classes else ""
                # A fixed length keeps the columns where they are, whatever font is at hand.
                size = f'x="{x:g}" y="{y:g}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs"'
                out.append(f"  <text {size}{name}>{escape(shown, quote=False)}</text>")
    return "\n".join([*out, "</svg>", ""])


def main() -> None:
    lines = capture(Path(sys.argv[1]).resolve()).splitlines()
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    first = next(at for at, line in enumerate(plain) if FIRST in line)
    behind = next(at for at, line in enumerate(plain) if BEHIND in line)
    shown = lines[first:behind]
    while shown and not re.sub(r"\x1b\[[0-9;]*m", "", shown[-1]).strip():
        shown.pop()
    (ROOT / "docs/session.svg").write_text(svg(shown), encoding="utf-8")


if __name__ == "__main__":
    main()
