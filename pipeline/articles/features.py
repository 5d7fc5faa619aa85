"""What is known of each line of a page, as numbers: how it is set, which marks it has, what its words say.

All lines at once; a row also has what its neighbours' rows say (``windows``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..alignment import codes
from ..page import Lines
from .lexical import KIND_BITS, grouped, joint_scores, line_ids, pair_ids

Rows = NDArray[np.float32]
F = TypeVar("F", bound=np.floating)

CLASSES = (
    "。！？!?…",
    "”’」』）)】》〉",
    "，,",
    "、",
    "：:",
    "；;",
    "（(“‘「『《【〈",
    "0123456789",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "—–-·―─",
    "□■○●◎◇◆▢☐▲△▼▽★☆▶",
    " ",
)
"""Classes of characters that say something at the end or the beginning of a line; all Chinese words are one more."""
_STOP, _CLOSE, _COMMA, _PAUSE, _COLON, _SEMI, _OPEN, _DIGIT = range(8)
_OTHER, _HAN = len(CLASSES), len(CLASSES) + 1
_TABLE = np.full(0x10000, _OTHER, np.int8)
_TABLE[0x2E80:0xA000] = _HAN
_TABLE[0x3000:0x3021] = _OTHER
_TABLE[0xF900:0xFB00] = _HAN
for _number, _chars in enumerate(CLASSES):
    for _char in _chars:
        _TABLE[ord(_char)] = _number
_CLOSES = np.isin(np.arange(_HAN + 1), (_STOP, _CLOSE, _COMMA, _PAUSE, _COLON, _SEMI))
WIDEST = 48.0
"""A wider line is no printed column's."""
_CHUNK = 500
"""Lines at a time of what has a row a character, or several a line: much memory for a long page."""
_FULL = 1.5
"""A line fills its column if it falls short of it by less than this."""
_OPEN_ENDED = 2.0
"""A line that goes on in the next by less than this (in log-odds) may go on elsewhere."""
_BROKEN = 6
"""So many such lines are looked back to."""
_FIELD = 8
"""Lines on a side whose words are compared."""
REACH = 3
"""Neighbours on a side whose rows a line sees."""


def char_classes(chars: NDArray[np.uint32]) -> NDArray[np.int8]:
    """The class of each code point, by the place in ``CLASSES``; Chinese characters and others behind."""
    found = _TABLE[np.minimum(chars, 0xFFFF)]
    found[chars >= 0x20000] = _HAN
    return found


def finished(classes: NDArray[np.int8], starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each line ends a sentence: with a full stop, and what closes behind it."""
    last = classes[starts[1:] - 1]
    second = classes[np.maximum(starts[1:] - 2, starts[:-1])]
    return (last == _STOP) | ((last == _CLOSE) & (second == _STOP))


def columns(right: NDArray[np.float64], reach: int = 4) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The width of the column before each line, and from it on, by ``reach`` lines each.

    The second widest of them, since one may jut out; 0 before the first line.

    >>> before, after = columns(np.array([20, 19.5, 20, 7, 12, 12, 11]))
    >>> before.tolist(), after.tolist()
    ([0.0, 20.0, 19.5, 20.0, 20.0, 19.5, 12.0], [20.0, 19.5, 12.0, 12.0, 12.0, 11.0, 11.0])
    """
    pad = np.full(reach, -1.0)
    padded = np.concatenate([pad, right, pad])
    views = np.sort(padded[np.arange(len(right) + reach)[:, None] + np.arange(reach)], axis=1)
    # The only one where there is but one.
    widths = np.maximum(np.where(views[:, -2] >= 0, views[:, -2], views[:, -1]), 0)
    return widths[: len(right)], widths[reach:]


def cohesion(ids: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """What lines share with others near them, by pairs of characters that come again; a row a line, four columns.

    What the eight lines from a line on share with the eight before it, and with
    those further up; how much of the line itself stood above, and comes below.
    Rare pairs count more.
    """
    count = len(starts) - 1
    size = np.diff(starts)
    line = np.repeat(np.arange(count), size)
    order, new = grouped(ids)
    line = line[order]
    again = np.flatnonzero(~new)
    earlier, later = line[again - 1], line[again]
    times = np.diff(np.flatnonzero(new), append=len(ids))
    weight = np.repeat(1 / times, times - 1)
    apart = earlier < later
    earlier, later, weight = earlier[apart], later[apart], weight[apart]

    def over(low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.float64]:
        """Weights summed over the lines from ``low`` to ``high``."""
        there = low <= high
        begins = np.bincount(low[there], weight[there], count + 1)
        total = begins - np.bincount(high[there] + 1, weight[there], count + 1)
        return np.asarray(np.cumsum(total)[:count])

    near = over(np.maximum(earlier + 1, later - _FIELD + 1), np.minimum(later, earlier + _FIELD))
    far = over(np.maximum(earlier + _FIELD + 1, later - _FIELD + 1), later)
    close = later - earlier <= 4 * _FIELD
    above = np.bincount(later[close], weight[close], count) / size
    below = np.bincount(earlier[close], weight[close], count) / size
    return np.stack([np.minimum(near / 10, 3), np.minimum(far / 10, 3), above * 5, below * 5], axis=1)


@dataclass(frozen=True)
class Reading:
    """What is looked up of a page once: arrays over its characters and lines."""

    lines: Lines
    chars: NDArray[np.uint32]
    """Code points of all lines."""
    ids: NDArray[np.int64]
    """For each character the hashed pair that it makes with the next one."""
    classes: NDArray[np.int8]
    """The class of each character."""
    ends: NDArray[np.bool_]
    """Whether each line ends a sentence."""
    right: NDArray[np.float64]
    """How far each line reaches, with its indent; no wider than twice the widest column."""
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    """The width of the column before each line, and from it on."""
    column: NDArray[np.float64]
    """The width of the column of each line, by the lines before it or behind it, which are the more like."""
    full: NDArray[np.bool_]
    """Whether each line fills its column."""
    topics: NDArray[np.float64]
    """Sums of what the lines are about, up to each line: one row more than there are lines."""

    def about(self, start: NDArray[np.int64], end: NDArray[np.int64]) -> Rows:
        """What the lines from ``start`` to before ``end`` are about, a row each, of length 1 or 0; in any shape."""
        found = (self.topics.take(end, axis=0) - self.topics.take(start, axis=0)).astype(np.float32)
        return found / np.maximum(np.sqrt((found * found).sum(axis=-1, keepdims=True)), 1e-6)


def read(lines: Lines, topics: Rows) -> Reading:
    """A page, read; ``topics`` is the table that says what hashed pairs of characters are about."""
    chars = codes(lines.text.text)
    ids = line_ids(chars, lines.starts)
    classes = char_classes(chars)
    right = np.minimum(lines.width + lines.indent, 2 * WIDEST)
    before, after = columns(right)
    column = np.where(np.abs(right - before) <= np.abs(right - after), before, after)
    sums = np.zeros((len(lines) + 1, topics.shape[1]), np.float64)
    for at in range(0, len(lines), _CHUNK):
        bounds = lines.starts[at : at + _CHUNK + 1]
        own = topics.take(ids[bounds[0] : bounds[-1]], axis=0)
        # Two columns at a time, as the parts of a complex number: half the steps.
        pairs = np.add.reduceat(own.view(np.complex64), bounds[:-1] - bounds[0], axis=0)
        sums[at + 1 : at + len(bounds)] = pairs.view(np.float32)
    np.cumsum(sums, axis=0, out=sums)
    ends = finished(classes, lines.starts)
    full = right >= column - _FULL
    return Reading(lines, chars, ids, classes, ends, right, before, after, column, full, sums)


def closes_first(reading: Reading) -> NDArray[np.bool_]:
    """Whether each line begins with a mark that no text begins with: ， 。 ” ）."""
    first = reading.lines.starts[:-1]
    return _CLOSES[reading.classes[first]] & (reading.chars[first] != ord("…"))


def cos(one: Rows, other: Rows) -> Rows:
    """How like rows of length 1 are."""
    return np.asarray((one * other).sum(axis=-1))


def as_rows(columns: Sequence[NDArray[Any] | float], dtype: type[F]) -> NDArray[F]:
    """Columns as rows; they may be of any type, and one number stands for a whole column."""
    table = np.empty((len(columns), np.size(columns[0])), dtype)
    for column, values in zip(table, columns, strict=True):
        column[:] = values
    return table.T


def features(reading: Reading, answers: NDArray[np.bool_], kinds: Rows, joints: Rows) -> Rows:
    """A row a line. ``answers`` is what cues say, ``kinds`` and ``joints`` are the tables that training filled."""
    lines, chars, ids, ends = reading.lines, reading.chars, reading.ids, reading.ends
    starts = lines.starts
    first, last = starts[:-1], starts[1:] - 1
    size = (starts[1:] - first).astype(np.float64)
    count = len(size)
    place = np.arange(count)
    classes, right, before, after = reading.classes, reading.right, reading.before, reading.after
    longer, further = columns(right, 8)
    wide = lines.width > WIDEST
    previous = right[np.maximum(place - 1, 0)]
    following = right[np.minimum(place + 1, count - 1)]
    usual = np.sort(right)[int(0.6 * (count - 1))]

    line = np.repeat(place, starts[1:] - first)
    counts = np.bincount(line * (_HAN + 1) + classes, minlength=count * (_HAN + 1)).reshape(count, _HAN + 1)
    shares = counts / size[:, None]
    open_ = counts[:, _OPEN] - counts[:, _CLOSE]
    kind_scores = np.add.reduceat(kinds.take(ids, axis=0), first, axis=0) / np.sqrt(size)[:, None]
    said = joint_scores(joints, chars, starts, place - 1, place)
    apart = np.array(
        [
            right - before,
            right - after,
            after - before,
            further - longer,
            lines.width - before,
            right - previous,
            right - following,
            right - usual,
        ]
    )
    indented, spaced = lines.indent >= 1.5, lines.blank_before > 0

    numbers = [
        np.minimum(lines.width, WIDEST) / 10,
        np.minimum(lines.indent, 8) / 2,
        np.minimum(lines.blank_before, 3),
        spaced,
        indented,
        wide,
        np.log1p(size) - 3,
        *_near(apart),
        *(np.abs(apart[:2]) <= 0.5),
        *(np.abs(apart[2:4]) <= 0.75),
        np.abs(lines.width + 2 - after) <= 0.5,
        *(apart[:2] > 1.5),
        *(apart[:2] < -1.5),
        ends,
        np.clip(open_, -2, 2),
        shares[:, _COMMA] * 10,
        shares[:, _PAUSE] * 10,
        shares[:, _STOP] * 10,
        shares[:, _DIGIT] * 3,
        shares[:, CLASSES.index(" ")] * 10,
        *(np.count_nonzero(of) / count for of in (indented, spaced, wide, ends, np.abs(apart[0]) <= 1)),
        np.log1p(count) / 3,
        usual / 20,
        place == 0,
        place == count - 1,
        np.minimum(place, 10) / 10,
        np.minimum(count - 1 - place, 10) / 10,
    ]
    one_hot = np.eye(_HAN + 1, dtype=np.float32)
    return np.concatenate(
        [
            _resumes(reading, said, joints, kind_scores[:, 0] > kind_scores[:, 1]),
            as_rows(numbers, np.float32),
            one_hot[classes[first]],
            one_hot[classes[last]],
            answers.astype(np.float32),
            cohesion(ids, starts).astype(np.float32),
            _topical(reading, count),
            np.clip(kind_scores, -8, 8).astype(np.float32),
            np.clip(said, -8, 8).astype(np.float32) / 2,
        ],
        axis=1,
    )


def _topical(reading: Reading, count: int) -> Rows:
    """How like in topic are what stands before a line, the line, and what follows: eight lines, and twenty-four."""
    found = np.empty((count, 4), np.float32)
    own, near, next_, behind, far, ahead = range(6)
    for at in range(0, count, _CHUNK):
        place = np.arange(at, min(at + _CHUNK, count))
        start = np.array([place, place - _FIELD, place, place + 1, place - 3 * _FIELD, place])
        end = np.array([place + 1, place, place + _FIELD, place + 1 + _FIELD, place, place + 3 * _FIELD])
        about = reading.about(np.clip(start, 0, count), np.clip(end, 0, count))
        found[at : at + _CHUNK] = cos(about[[near, far, own, own]], about[[next_, ahead, near, behind]]).T * 2
    return found


def _resumes(reading: Reading, said: Rows, joints: Rows, text: NDArray[np.bool_]) -> Rows:
    """What speaks for each line going on with a sentence left open further up; four columns.

    Whether lines broke off there; how well it goes on with the best of the last of
    them, whether that one's column is of its width; and whether the page has the pair of
    characters across the break before it elsewhere. ``said`` is what the
    ``joints`` say of each line and the one before it, ``text`` whether its words
    are those of a text and not of a headline.
    """
    chars, starts = reading.chars, reading.lines.starts
    count = len(starts) - 1
    wraps = said[:, 0] - said[:, 1:].max(axis=1)
    found = np.zeros((count, 4), np.float32)
    broken = np.flatnonzero((text & reading.full & ~reading.ends)[:-1] & (wraps[1:] < _OPEN_ENDED))
    asked = np.flatnonzero(wraps < _OPEN_ENDED)
    upto = np.searchsorted(broken, asked - 1)
    places = upto[:, None] - np.arange(1, _BROKEN + 1)
    row, column = np.nonzero(places >= 0)
    if len(row):
        before, after = broken[places[row, column]], asked[row]
        scores = joint_scores(joints, chars, starts, before, after)
        table = np.full(places.shape, -12.0)
        table[row, column] = np.clip(scores[:, 0] - scores[:, 1:].max(axis=1), -12, 12)
        best = table.argmax(axis=1)
        found[asked, 0] = table[np.arange(len(asked)), best] / 4
        of = broken[np.maximum(places[np.arange(len(asked)), best], 0)]
        found[asked, 1] = (np.abs(reading.column[of] - reading.column[asked]) <= 0.75) & (upto > 0)
    ids = pair_ids(chars[starts[1:-1] - 1], chars[starts[1:-1]])
    found[:, 3] = np.minimum(np.searchsorted(broken, np.arange(count) - 1), 3)
    known = np.zeros(1 << KIND_BITS, bool)
    known[reading.ids] = True
    found[1:, 2] = known[ids]
    return found


def windows(rows: Rows, start: int = 0, end: int | None = None) -> Rows:
    """Rows from ``start`` to before ``end``, each with its neighbours', ``REACH`` on either side; beyond the page 0.

    >>> windows(np.array([[1], [2], [3]], np.float32), 1, 2).tolist()
    [[0.0, 0.0, 1.0, 2.0, 3.0, 0.0, 0.0]]
    """
    end = len(rows) if end is None else min(end, len(rows))
    padded = np.zeros((end - start + 2 * REACH, rows.shape[1]), np.float32)
    low, high = max(start - REACH, 0), min(end + REACH, len(rows))
    padded[low - start + REACH : high - start + REACH] = rows[low:high]
    return np.concatenate([padded[shift : shift + end - start] for shift in range(2 * REACH + 1)], axis=1)


def _near(difference: NDArray[np.float64]) -> NDArray[np.float64]:
    """A difference of widths with more room for small ones."""
    return np.clip(np.sign(difference) * np.sqrt(np.abs(difference)), -4, 4)


