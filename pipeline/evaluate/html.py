"""``errors.html``: every error in its sentence, by kind, false and missed side by side; one file, no network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import IO

from ..record import LABELS
from .report import Error, Report
from .tables import between, notes, share

MOST = 400
"""Sentences shown of a kind; ``errors.jsonl`` has all."""
ORDER = ["surface", "resolved", "typed", "byline", "byline_resolved", "person", "org", "loc"]
ORDER += [f"entity.{label}" for label in LABELS]
"""Kinds of errors that come first."""
_PLACE = re.compile(r"\[\d+:\d+\]")
_COLUMNS = ("false", "missed")


@dataclass
class Place:
    """What is wrong in one sentence."""

    page: str
    article: str | None
    record: str | None
    sentence: str | None
    items: dict[str, list[Error]] = field(default_factory=lambda: {name: [] for name in _COLUMNS})


@dataclass
class Kind:
    """Errors of a kind: the first sentences, and how many errors there are."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COLUMNS, 0))
    places: dict[tuple[str | None, ...], Place] = field(default_factory=dict)
    left: int = 0
    """Errors that are not shown."""

    def add(self, error: Error) -> None:
        """Count an error, and keep it where there is room."""
        self.counts[error.verdict] += 1
        key = (error.page, error.article, error.record, error.sentence)
        if key not in self.places:
            if len(self.places) >= MOST:
                self.left += 1
                return
            self.places[key] = Place(*key)
        self.places[key].items[error.verdict].append(error)


def write(report: Report, file: IO[bytes]) -> None:
    """The page of a report."""
    kinds: dict[str, Kind] = {}
    for error in report.errors:
        kinds.setdefault(error.kind, Kind()).add(error)
    kinds = dict(sorted(kinds.items(), key=lambda item: _rank(item[0])))
    style = Path(__file__).with_name("errors.css").read_text("utf-8")
    parts = [
        "<!doctype html>\n<html lang=zh><meta charset=utf-8><meta name=viewport content='width=device-width'>",
        f"<title>Errors of {escape(report.run)}</title><style>\n{style}</style>",
        f"<header><h1>Errors</h1><p>{escape(report.run)} beside its gold: {len(report.errors):,} errors.</p></header>",
        _summary(report),
        *(f"<p class=note>{escape(note)}</p>" for note in notes(report)),
        "<nav>" + "".join(_link(name, kind) for name, kind in kinds.items()) + "</nav>",
    ]
    file.write("\n".join(parts).encode())
    for name, kind in kinds.items():
        file.write(_kind(name, kind).encode())
    file.write(b"</html>\n")


def _rank(kind: str) -> tuple[int, str]:
    """Relations first, then entities, then the layout."""
    return (ORDER.index(kind) if kind in ORDER else len(ORDER), kind)


def _summary(report: Report) -> str:
    """Scores over the page, in short."""
    out = []
    for title, section in report.sections().items():
        names = [name for name in section.by_page if "." not in name and any(section.by_page[name])]
        sure = section.intervals("by_page")
        rows = "".join(
            f"<tr><th>{escape(name)}<td>{share(s.precision)}<td>{share(s.recall)}<td>{share(s.f1)}"
            f"<td>{between(sure[name]['f1'])}<td>{s.given - s.right:g}<td>{s.gold - s.right:g}"
            for name, s in ((name, section.by_page[name]) for name in names)
        )
        head = "".join(f"<th>{name}" for name in ("P", "R", "F1", "95 %", "false", "missed"))
        out.append(
            f"<details><summary>Scores over the page, {title}</summary><table><tr><th>{head}{rows}</table></details>"
        )
    return "\n".join(out)


def _link(name: str, kind: Kind) -> str:
    counts = " · ".join(f"{kind.counts[column]:,} {column}" for column in _COLUMNS)
    return f"<a href='#{escape(name)}'>{escape(name)}<small>{counts}</small></a>"


def _kind(name: str, kind: Kind) -> str:
    """A section; sentences with both a false and a missed item first, since one was likely taken for the other."""
    order = sorted(kind.places.values(), key=lambda place: not all(place.items.values()))
    left = f"<p class=note>{kind.left:,} more are in errors.jsonl.</p>" if kind.left else ""
    counts = ", ".join(f"{kind.counts[column]:,} {column}" for column in _COLUMNS)
    rows = "".join(map(_place, order))
    return f"<section id='{escape(name)}'><h2>{escape(name)} <small>{counts}</small></h2>{left}{rows}</section>\n"


def _place(place: Place) -> str:
    where = " · ".join(part for part in (place.page, place.article or place.record) if part)
    sentence = f"<p class=sentence>{_marked(place)}</p>" if place.sentence else ""
    columns = "".join(
        f"<ul class={name}>{''.join(f'<li>{_item(error)}' for error in place.items[name])}</ul>" for name in _COLUMNS
    )
    return f"<article><p class=where>{escape(where)}</p>{sentence}<div>{columns}</div></article>"


def _item(error: Error) -> str:
    split = " <span class=split title='right on the page, in another article'>split</span>" if error.split else ""
    return " <b>→</b> ".join(escape(_PLACE.sub("", part)) for part in error.item.split(" | ")) + split


def _marked(place: Place) -> str:
    """The sentence, with the words of its items marked."""
    words = {name: _words(place.items[name]) for name in _COLUMNS}
    every = sorted(words["false"] | words["missed"], key=len, reverse=True)
    if not every:
        return escape(place.sentence or "")
    pattern = re.compile("|".join(map(re.escape, every)))
    out, at = [], 0
    for match in pattern.finditer(place.sentence or ""):
        kinds = " ".join(name for name in _COLUMNS if match.group() in words[name])
        out += [
            escape((place.sentence or "")[at : match.start()]),
            f"<mark class='{kinds}'>{escape(match.group())}</mark>",
        ]
        at = match.end()
    return "".join(out) + escape((place.sentence or "")[at:])


def _words(errors: Iterable[Error]) -> set[str]:
    return {_PLACE.sub("", part) for error in errors for part in error.item.split(" | ")} - {"", "–"}
