"""Examples as rows for the network: sentences, and for each convention which tags every character may have.

A mark that is complete for some labels only leaves the others open: there a
character outside its spans may have any tag of theirs (partial annotation;
Tsuboi et al., 2008). So one network learns from sources that label different
things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..degrade.damage import misread
from ..entities import tags
from ..record import Span
from ..script import simplified
from ..sentences.split import split
from .examples import UNSURE, Example, Marked, Marks
from .words import Names

LONGEST = 200
"""Characters at which a row is cut behind a mark; one of twice as many is left out."""
_MARKS = "，；、："
_LISTED = "、"
_MISREAD, _BLANKS = 0.25, 0.12
"""Of a spoilt row, the largest shares of characters with look-alikes that are misread, and of blanks."""
PERSON = ("PER", "nr", "name", "NAME")
"""What the conventions call a person."""

Allowed = NDArray[np.int64]
"""The tags that each character of a row may have, as bits."""


class Row(NamedTuple):
    """A sentence, and the tags allowed by each convention that marked it."""

    text: str
    allowed: Mapping[str, Allowed]


def rows(example: Example, conventions: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    """The rows of an example; ``conventions`` are the labels of each, in the order of their tags.

    >>> marks = Marks("msra", ("PER",), (Marked(0, 2, "PER"),))
    >>> row = next(rows(Example("林远来", "", (marks,)), {"msra": ("PER", "LOC")}))
    >>> row.allowed["msra"].tolist() == [1 << 1, 1 << 3, 1 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8]
    True
    """
    text = simplified(example.text)
    for start, end in sentences(example):
        found = {m.convention: _allowed(m, start, end, conventions[m.convention]) for m in example.marks}
        yield Row(text[start:end], found)


def sentences(example: Example) -> list[Span]:
    """Where the rows of an example stand in it: its sentences, long ones in parts, none that is too long as it is."""
    spans = [span for marks in example.marks for span in marks.spans]
    return [(start, end) for start, end in _cut(simplified(example.text), spans) if end - start <= 2 * LONGEST]


def _cut(text: str, spans: Sequence[Marked]) -> Iterator[tuple[int, int]]:
    """Sentences, long ones in parts; none divides a span."""
    inside = {at for span in spans for at in range(span.start + 1, span.end)}
    begin = None
    for start, end in split(text):
        first = start if begin is None else begin
        begin = None
        while end - first > LONGEST:
            cuts = [
                at + 1
                for at in range(first + LONGEST // 4, first + LONGEST)
                if text[at] in _MARKS and at + 1 not in inside
            ]
            if not cuts:
                break
            yield first, cuts[-1]
            first = cuts[-1]
        if end in inside:
            begin = first
        else:
            yield first, end
    if begin is not None:
        yield begin, len(text)


def _allowed(marks: Marks, start: int, end: int, labels: Sequence[str]) -> Allowed:
    within = [span for span in marks.spans if start <= span.start and span.end <= end]
    sure = [(s.start - start, s.end - start, labels.index(s.label)) for s in within if s.label != UNSURE]
    tagged = tags.tags_of(end - start, sure)
    allowed = np.left_shift(np.int64(1), tagged)
    others = sum(0b1111 << (4 * number + 1) for number, label in enumerate(labels) if label not in marks.labels)
    allowed[tagged == tags.OUTSIDE] |= others
    for span in within:
        if span.label == UNSURE:
            allowed[span.start - start : span.end - start] = (1 << tags.count(labels)) - 1
    return allowed


def renamed(row: Row, conventions: Mapping[str, Sequence[str]], names: Names, share: float) -> Row:
    """The row with a share of its persons named otherwise, where all conventions that marked it see the same person."""
    persons = [_person(allowed, conventions[name]) for name, allowed in row.allowed.items()]
    if not persons or any(found != persons[0] for found in persons):
        return row
    parts: list[str] = []
    kept: dict[str, list[Allowed]] = {name: [] for name in row.allowed}
    at = 0
    for start, end in persons[0]:
        old = row.text[start:end]
        if names.random.random() >= share or not all("\u4e00" <= char <= "\u9fff" or char == "·" for char in old):
            continue
        new = names.draw(old)
        parts += [row.text[at:start], new]
        for name, allowed in row.allowed.items():
            label = next(number for number, label in enumerate(conventions[name]) if label in PERSON)
            bits = np.left_shift(np.int64(1), tags.tags_of(len(new), [(0, len(new), label)]))
            kept[name] += [allowed[at:start], bits]
        at = end
    if not at:
        return row
    joined = {name: np.concatenate([*kept[name], allowed[at:]]) for name, allowed in row.allowed.items()}
    return Row("".join(parts) + row.text[at:], joined)


def _person(allowed: Allowed, labels: Sequence[str]) -> list[tuple[int, int]]:
    """The persons of a row by one convention: where they start and end."""
    for number, label in enumerate(labels):
        if label in PERSON:
            first = 4 * number
            begins = np.flatnonzero(allowed == 1 << (first + tags.BEGINS))
            ends = np.flatnonzero(allowed == 1 << (first + tags.ENDS)) + 1
            return list(zip(begins.tolist(), ends.tolist(), strict=True))
    return []


def run_together(row: Row, conventions: Mapping[str, Sequence[str]]) -> Row:
    """The row without the marks between the persons of a list, as print often leaves them out.

    >>> marks = Marks("msra", ("PER",), (Marked(0, 2, "PER"), Marked(3, 5, "PER")))
    >>> labels = {"msra": ("PER",)}
    >>> run_together(next(rows(Example("林远、周明", "", (marks,)), labels)), labels).text
    '林远周明'
    """
    persons = [_person(allowed, conventions[name]) for name, allowed in row.allowed.items()]
    if not persons or any(found != persons[0] for found in persons):
        return row
    starts, ends = {start for start, _ in persons[0]}, {end for _, end in persons[0]}
    gone = [at for at, char in enumerate(row.text) if char == _LISTED and at in ends and at + 1 in starts]
    if not gone:
        return row
    text = "".join(char for at, char in enumerate(row.text) if at not in gone)
    return Row(text, {name: np.delete(allowed, gone) for name, allowed in row.allowed.items()})


def spoilt(row: Row, random: Random) -> Row:
    """The row as a bad scan has it: characters misread, blanks put in; a blank in a span goes on with it."""
    text = misread(row.text, _MISREAD * random.random(), random)
    share = _BLANKS * random.random()
    behind = [at for at in range(1, len(text)) if random.random() < share]
    if not behind:
        return Row(text, row.allowed)
    allowed = {name: np.insert(bits, behind, _of_blanks(bits[behind])) for name, bits in row.allowed.items()}
    return Row("".join(" " * (at in set(behind)) + char for at, char in enumerate(text)), allowed)


def _of_blanks(following: Allowed) -> Allowed:
    """The tags of blanks by what is allowed behind them: inside a span its own, where several are, these."""
    single = (following & (following - 1)) == 0
    tag = np.log2(np.maximum(following, 1)).astype(np.int64)
    place = np.where(tag == tags.OUTSIDE, 0, (tag - 1) % 4 + 1)
    inside = (place == tags.GOES_ON) | (place == tags.ENDS)
    goes_on = tag - place + tags.GOES_ON
    return np.where(~single, following, np.where(inside, np.left_shift(np.int64(1), goes_on), 1 << tags.OUTSIDE))


def batches(numbers: Sequence[int], lengths: Sequence[int], size: int, random: Random) -> Iterator[list[int]]:
    """The numbers of rows in batches of rows about as long and of at most ``size`` characters, in random order.

    ``lengths`` are the characters of all rows, by their numbers.
    """
    out: list[list[int]] = [[]]
    for number in sorted(numbers, key=lambda number: lengths[number] + random.random() * 6):
        if out[-1] and lengths[number] * (len(out[-1]) + 1) > size:
            out.append([])
        out[-1].append(number)
    random.shuffle(out)
    yield from (batch for batch in out if batch)


def drawn(data: Iterable[tuple[Sequence[int], float]], random: Random) -> list[int]:
    """The numbers of each source's rows so many times; of what is left over a random part.

    >>> sorted(drawn([(range(2), 1), (range(2, 6), 0.5)], Random(1)))[:2]
    [0, 1]
    """
    out: list[int] = []
    for source, times in data:
        out += list(source) * int(times)
        out += random.sample(source, int(len(source) * (times - int(times))))
    return out
