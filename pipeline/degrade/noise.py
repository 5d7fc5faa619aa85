"""Noise on a page whose truth is known: look-alikes and stray blanks, with the truth moved along."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from random import Random

import msgspec
import numpy as np

from ..alignment import INSERTED, Alignment, Mapped, Places
from ..record import GoldArticle, Span
from .damage import misread

BLANK = " "


def spoil(
    page: str, records: Iterable[GoldArticle], ocr: float, blanks: float, rng: Random
) -> tuple[str, list[GoldArticle]]:
    """The page with characters misread and blanks between characters, and its records as they stand on it now.

    ``ocr`` is the chance of a character that has look-alikes to be read as one
    of them, ``blanks`` that of a blank behind a character. Texts say what the
    page says, so that a misread name is right where it is found; ``org`` and
    ``title`` of relations stay what they are.

    >>> spoil("未来", [], 0, 1, Random(1))[0]
    '未 来'
    """
    read = misread(page, ocr, rng)
    out: list[str] = []
    places = np.empty(len(page), np.int64)
    for at, char in enumerate(read):
        places[at] = len(out)
        out.append(char)
        inside = at + 1 < len(read) and not char.isspace() and not read[at + 1].isspace()
        if blanks and inside and rng.random() < blanks:
            out.append(BLANK)
    text = "".join(out)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return text, [_moved(record, page, read, text, places, sha256) for record in records]


def _moved(record: GoldArticle, page: str, read: str, text: str, places: Places, sha256: str) -> GoldArticle:
    """A record on the spoilt page: ``read`` is the page with characters misread, ``places`` where they stand now."""
    raw = np.full(len(record.text), INSERTED)
    for clean, length, start, _ in record.segments:
        raw[clean : clean + length] = np.arange(start, start + length)
    chars = [_read(char, page, read, at) for char, at in zip(record.text, raw.tolist(), strict=True)]
    moved = Mapped("".join(chars), np.where(raw >= 0, places[raw], INSERTED))
    segments = moved.segments(text)
    alignment = Alignment(segments)
    new = msgspec.json.decode(msgspec.json.encode(record), type=GoldArticle)
    new.source.sha256 = sha256
    new.text, new.segments = moved.text, segments
    for span in (*new.entities, *(relation.role for relation in new.relations)):
        span.text = new.text[span.start : span.end]  # type: ignore[attr-defined]
        span.raw = alignment.raw(span.start, span.end)  # type: ignore[attr-defined]
    for line in new.headline:
        pieces = [at for start, end in line.raw for at in range(start, end)]
        line.text = _headline(line.text, page, read, pieces)
        line.raw = _spans(places[pieces])
    return new


def _read(char: str, page: str, read: str, at: int) -> str:
    """What stands for a clean character now; one that cleaning changes is none that is misread."""
    return read[at] if at >= 0 and page[at] == char else char


def _headline(text: str, page: str, read: str, pieces: list[int]) -> str:
    """A headline line with its characters misread; blanks of print are not in it."""
    printed = iter([at for at in pieces if not page[at].isspace()])
    return "".join(char if char.isspace() else _read(char, page, read, next(printed, -1)) for char in text)


def _spans(places: Places) -> list[Span]:
    cuts = np.flatnonzero(np.diff(places) != 1) + 1
    return [(int(piece[0]), int(piece[-1]) + 1) for piece in np.split(places, cuts) if len(piece)]
