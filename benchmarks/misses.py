"""Errors of ``triples.py`` on its test split that were classified by reading: ``triples-misses.tsv``, and what it says.

A row names an error by its sentence and its rank there, and holds no text of the data. Classes:
``ours``, an error of this project, with the component that made it; ``label``, where the triples
do not say what the text says; ``convention``, where either is right by its own guideline.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from report import table

FILE = Path(__file__).with_name("triples-misses.tsv")
KINDS = ("missed", "false")
CLASSES = ("ours", "label", "convention")
COMPONENTS = ("tagger person", "tagger title", "tagger organisation", "grammar", "resolve", "judge")


class Key(NamedTuple):
    """An error: the first 12 digits of its sentence's hash, and its rank from 1.

    What is missed is ranked among the triples that the data gives of the sentence,
    what is false among those that were found there: it is the same one as long as none is found
    or lost before it.
    """

    sentence: str
    rank: int


class Judged(NamedTuple):
    """What an error is put down to; ``component`` is ``-`` for what is not ours."""

    cls: str
    component: str


def load(path: Path = FILE) -> dict[str, dict[Key, Judged]]:
    """The classified errors by kind; ``SystemExit`` names the line that is no such row, or one given twice."""
    judged: dict[str, dict[Key, Judged]] = {kind: {} for kind in KINDS}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        for row in rows:
            parts = COMPONENTS if row["class"] == "ours" else ("-",)
            known = row["kind"] in KINDS and row["class"] in CLASSES and row["component"] in parts
            key = Key(row["sentence"], int(row["rank"])) if row["rank"].isdecimal() else None
            if not known or not row["note"] or key is None or key in judged[row["kind"]]:
                raise SystemExit(
                    f"{path}:{rows.line_num}: found {' | '.join(map(str, row.values()))}; expected sentence, rank, "
                    f"kind ({', '.join(KINDS)}), class ({', '.join(CLASSES)}), component ({', '.join(COMPONENTS)}; "
                    "- if not ours) and note, divided by tabs, each error once; put the line right"
                )
            judged[row["kind"]][key] = Judged(row["class"], row["component"])
    return judged


def report(right: int, errors: Mapping[str, Collection[Key]], judged: Mapping[str, Mapping[Key, Judged]]) -> str:
    """Classes of a run's errors as Markdown, how many are classified, and F1 without what is not ours.

    ``right`` counts the right triples; ``errors`` are those of the run, by kind. What is not classified
    is taken to be ours as often as what is.
    """
    counts = {kind: Counter(judged[kind][key] for key in errors[kind] if key in judged[kind]) for kind in KINDS}
    rows = [
        [cls if part == "-" else f"{cls}: {part}", *(str(counts[kind][Judged(cls, part)]) for kind in KINDS)]
        for cls in CLASSES
        for part in (COMPONENTS if cls == "ours" else ("-",))
    ]
    lines = [table("Errors classified by reading:", ("", *KINDS), rows), ""]
    for kind in KINDS:
        known = counts[kind].total()
        gone = len(judged[kind]) - known
        lines.append(
            f"{kind}: {known} of {len(errors[kind])} are classified; {gone} other rows are no errors of this run."
        )
    ours = [len(errors[kind]) * share(counts[kind]) for kind in KINDS]
    lines.append(
        f"F1 with label and convention set aside: {100 * 2 * right / ((2 * right + sum(ours)) or 1):.1f}, "
        f"extrapolated: {' and '.join(f'{n:.0f} {kind}' for n, kind in zip(ours, KINDS, strict=True))} would be ours."
    )
    return "\n".join(lines)


def share(counts: Counter[Judged]) -> float:
    """How much of what is classified is ours; all of it where nothing is.

    >>> share(Counter({Judged("ours", "grammar"): 1, Judged("label", "-"): 3}))
    0.25
    """
    ours = sum(count for judged, count in counts.items() if judged.cls == "ours")
    return ours / counts.total() if counts else 1.0
