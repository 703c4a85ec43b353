"""What the scripts for word-order.txt and tone.txt share: kinds of words."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLASSES = ROOT / "src/scoring/tables/classes.rs"

# The first that fits tells a word that is no function word; three letters stay before it. As in
# src/scoring/tables/endings.rs.
ENDINGS = ["ing", "ed", "ly", "ion", "ity", "'s", "s"]


def function_words() -> set[str]:
    table = re.search(r"\(FUNCTION, &\[(.*?)\]\)", CLASSES.read_text(), re.S)
    assert table, "no table of function words"
    return set(re.findall(r'"([^"]+)"', table[1]))


def kind(word: str, own: set[str]) -> str:
    """The kind of a word in small letters: itself if it is among `own`, else by its ending."""
    if word in own:
        return word
    if any(c.isdigit() for c in word):
        return "#"
    fits = (e for e in ENDINGS if word.endswith(e) and len(word) >= len(e) + 3)
    return "-" + next(fits, "")
