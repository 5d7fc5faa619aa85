"""Pieces of text between headlines and changes of column, and what speaks for one going on in another."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from ..clean.cues import Cues
from ..page import Line
from .flow import Kind
from .overlap import grams
from .segments import CLOSER, closes

_SHARED, _SIZE, _LEVEL = 3.4, 4.8, 17.0
"""The odds that two pieces are of one article, by what they share; fitted on halves of news articles."""
_SURE = 4.0
_TOPIC = 0.5
_FIRST = 24
_RESUMED = 0.8
"""What it costs that a text with a full stop goes on elsewhere."""
_NEXT = 0.8
"""What it is worth that nothing stands between."""
_PAIRS = {"“": "”", "（": "）", "《": "》", "「": "」", "『": "』"}
_CREDIT = re.compile("[。！？”’）][（(][^（）()]{2,30}[）)]$|^[（(][^（）()]{2,30}[）)]$")
_BRIEF = re.compile("[▲●■◆★]")


@dataclass
class Piece:
    """Lines (by number) of one body that stand together, in a column of one width."""

    lines: list[int]
    column: float
    opened: bool
    starts: bool
    """Whether it can begin a paragraph: no wrap leads into it."""
    indented: bool
    finished: bool
    credited: bool
    """Whether a byline or the like closes it."""
    opening: str
    """Quotation marks and brackets that it leaves open, the last one first."""
    closing: str
    """Such as it closes and did not open."""
    lead: float
    """How much its first words are those of a beginning."""
    text: str
    words: dict[str, float]
    """Its pairs of characters that other pieces have too, with their weight."""


def cut(lines: Sequence[Line], kinds: Sequence[Kind], at: Sequence[int], columns: Sequence[float]) -> list[list[int]]:
    """Positions in ``at`` of the pieces: at headlines, changes of column, openers, and after bylines."""
    pieces: list[list[int]] = []
    new = True
    for position, (number, column) in enumerate(zip(at, columns, strict=True)):
        if not column:
            new = True
            continue
        if not new:
            before = pieces[-1][-1]
            changed = abs(columns[before] - column) > 1
            closed = _breaks(lines[at[before]], lines[number]) or (
                len(pieces[-1]) > 1 and _parts(lines, kinds, at[before], number)
            )
            new = changed or kinds[number] is Kind.OPENER or closed
        if new:
            pieces.append([])
        pieces[-1].append(position)
        new = False
    return pieces


def _breaks(before: Line, line: Line) -> bool:
    """Whether a paragraph begins that the line before does not leave room for."""
    text = before.text.text
    return line.indent >= 1 and before.indent < 1 and not (closes(text) or text[-1] in "：:")


def _parts(lines: Sequence[Line], kinds: Sequence[Kind], before: int, number: int) -> bool:
    """Whether a byline that closes an article stands before a line."""
    if kinds[number] is Kind.BYLINE:
        return False
    text = lines[before].text.text
    return kinds[before] is Kind.BYLINE or _CREDIT.search(text) is not None


def describe(
    lines: Sequence[Line], kinds: Sequence[Kind], groups: Sequence[list[int]], columns: Sequence[float], cues: Cues
) -> list[Piece]:
    """The pieces of these groups of line numbers."""
    texts = ["".join(lines[at].text.text for at in group) for group in groups]
    bags = [grams(text) for text in texts]
    count = Counter(gram for bag in bags for gram in bag)
    pieces = []
    for group, column, text, bag in zip(groups, columns, texts, bags, strict=True):
        first, last = lines[group[0]], lines[group[-1]]
        opening, closing = unpaired(text)
        byline = kinds[group[-1]] is Kind.BYLINE or _CREDIT.search(last.text.text) is not None
        signed = kinds[group[0]] is Kind.BYLINE and len(group) > 1
        pieces.append(
            Piece(
                lines=list(group),
                column=column,
                opened=kinds[group[0]] is Kind.OPENER,
                starts=CLOSER.match(text) is None,
                indented=first.indent >= 1,
                finished=byline or closes(last.text.text),
                credited=byline and len(text) > 2 * len(last.text.text),
                opening=opening,
                closing=closing,
                lead=cues.may_open(text) + 0.5 * cues.tells_time(text[:_FIRST]) + signed,
                text=text,
                words={gram: math.log((len(groups) + 2) / count[gram]) for gram in bag if count[gram] > 1},
            )
        )
    return pieces


def unpaired(text: str) -> tuple[str, str]:
    """Brackets and quotation marks left open, the last one first, and those closed that were never opened.

    >>> unpaired("写进材料里。”他说：“好。（")
    ('（“', '”')
    """
    opening: list[str] = []
    closing: list[str] = []
    for char in re.findall("[“”（）《》「」『』]", text):
        if char in _PAIRS:
            opening.append(char)
        elif opening and any(_PAIRS[mark] == char for mark in opening):
            while _PAIRS[opening.pop()] != char:
                pass
        elif not opening:
            closing.append(char)
    return "".join(reversed(opening[-3:])), "".join(closing[:3])


def joins(before: Piece, after: Piece, seen: Set[str], words: Set[str]) -> float:
    """How much speaks for ``after`` going on with ``before``; ``seen`` are the page's short runs of characters,
    ``words`` the language's words.
    """
    score = _sense(before, after, seen, words) + _about(before, after)
    if abs(before.column - after.column) <= 1:
        score += 0.8
    if before.lines[-1] + 1 == after.lines[0]:
        score += _NEXT + 2 * _NEXT * (abs(before.column - after.column) <= 2)
    return score


def _sense(before: Piece, after: Piece, seen: Set[str], words: Set[str]) -> float:
    if after.opened:
        return -9.0
    if before.opening and after.closing:
        score = 4.0 if _PAIRS.get(before.opening[0]) == after.closing[0] else -1.0
    else:
        score = -3.5 * bool(after.closing) - 1.5 * bool(before.opening)
    if before.finished:
        apart = before.lines[-1] + 1 != after.lines[0]
        return (
            score
            - _RESUMED * apart
            - 2.0 * before.credited
            - 0.7 * after.lead
            - 4.0 * (not after.starts and not before.opening)
        )
    if after.indented:
        return score - 3.0
    return score + 1.0 + _joint(before.text, after.text, seen, words)


def _joint(tail: str, head: str, seen: Set[str], words: Set[str]) -> float:
    """How much speaks for two texts making words where they meet: words of the language, and runs that the page has."""
    if tail[-1] in "，、：；":
        return 0.3
    score = sum(weight for left, right, weight in _WINDOWS if tail[-left:] + head[:right] in seen)
    word = max((left + right for left, right in _SPANS if tail[-left:] + head[:right] in words), default=0)
    return score + _WORD.get(word, 0.0)


_SPANS = ((1, 1), (1, 2), (2, 1), (1, 3), (2, 2), (3, 1))
_WORD = {2: 1.4, 3: 2.5, 4: 3.5}
_WINDOWS = ((1, 1, 0.6), (1, 2, 0.8), (2, 1, 0.8), (2, 2, 1.0))


def _about(before: Piece, after: Piece) -> float:
    """How much two pieces are about the same: the odds that so many rare words would be shared, by their lengths."""
    shared = sum(before.words[gram] for gram in before.words.keys() & after.words.keys())
    size = math.log(len(before.text) * len(after.text)) / 2
    odds = _SHARED * math.log(1 + shared) - _SIZE * size + _LEVEL
    return _TOPIC * max(min(odds, _SURE), -_SURE)


def is_list(lines: Sequence[Line], group: Sequence[int]) -> bool:
    """Whether lines are items of news in brief, each under the same mark."""
    return sum(_BRIEF.match(lines[at].text.text) is not None for at in group) > 1


def split_list(lines: Sequence[Line], group: list[int]) -> list[list[int]]:
    """The lines parted before the first item, where they end in news in brief."""
    if not is_list(lines, group):
        return [group]
    first = next(place for place, at in enumerate(group) if _BRIEF.match(lines[at].text.text))
    return [part for part in (group[:first], group[first:]) if part]
