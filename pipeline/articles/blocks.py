"""Printed lines by their geometry: what is headline, body, small print or furniture, and which lines make a block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from math import log

from ..page import Box
from .marks import ends, width

_LARGE = 1.2
"""Of the body's type, what a headline has at least; and so much wider its characters stand, but for condensed type."""
_LARGE_PITCH = 1.08
_SMALL, _SMALL_PITCH = 0.88, 0.95
_SURE = 4
"""Characters from which a line shows the size of its type."""
_LIKE = 0.08
"""How far sizes of one type may differ, as a share; counted in so many steps."""
_STEP, _NEAR = 1.02, 4
_GAP = 2.5
"""Blank between lines of the body that still belong together, in heights of the body's type."""
_HEAD_GAP = 1.2
"""The same for headlines, in heights of theirs."""
_FURNITURE_GAP = 1.0
_FURNITURE_LINES = 6
"""So many lines may stand in the margin at the top or at the bottom of a page."""


class Kind(Enum):
    """What a line is by its looks."""

    HEAD = "head"
    BODY = "body"
    SMALL = "small"
    FURNITURE = "furniture"


@dataclass
class Block:
    """Lines of one kind under each other, by number, with the edges around them."""

    kind: Kind
    lines: list[int]
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Block) -> float:
        """How far they stand over or under each other, in points or pixels."""
        return min(self.right, other.right) - max(self.left, other.left)


@dataclass(frozen=True)
class Measured:
    """The lines of a page with what they are measured by: the height of the body's type."""

    texts: Sequence[str]
    boxes: Sequence[Box]
    body: float


def measure(texts: Sequence[str], boxes: Sequence[Box]) -> Measured:
    """The page, laid down if its lines run from top to bottom, with the most common height of type.

    >>> boxes = [Box(0, 2, 0, 0, 40, 20, 20), Box(3, 9, 0, 30, 60, 40, 10), Box(10, 14, 0, 44, 40, 54, 10.2)]
    >>> round(measure(["标题", "正文一二三四", "正文五六"], boxes).body, 2)
    10.08
    """
    tall = sum(len(text) for text, box in zip(texts, boxes, strict=True) if len(text) > 1 and _is_tall(box))
    if 2 * tall > sum(map(len, texts)):
        boxes = [replace(b, left=b.top, top=-b.right, right=b.bottom, bottom=-b.left) for b in boxes]
    weights = [(box.size, len(text)) for text, box in zip(texts, boxes, strict=True)]
    return Measured(texts, boxes, _mode(weights) or 1.0)


def _is_tall(box: Box) -> bool:
    return box.bottom - box.top > 1.5 * (box.right - box.left)


def _mode(weights: Sequence[tuple[float, int]]) -> float:
    """The value with most weight close to it, averaged over what is close; 0 where there is none."""
    buckets: Counter[int] = Counter()
    for value, weight in weights:
        if value > 0:
            buckets[_bucket(value)] += weight
    if not buckets:
        return 0.0
    best = max(buckets, key=lambda bucket: sum(buckets[bucket + step] for step in range(-_NEAR, _NEAR + 1)))
    close = [(value, weight) for value, weight in weights if value > 0 and abs(_bucket(value) - best) <= _NEAR]
    return sum(value * weight for value, weight in close) / sum(weight for _, weight in close)


def _bucket(value: float) -> int:
    return round(log(value) / log(_STEP))


def blocks(page: Measured, opens: Sequence[bool], furniture: Sequence[bool]) -> list[Block]:
    """All lines in blocks, in reading order; a body is divided where an article ``opens`` by its words."""
    kinds = _kinds(page, opens, furniture)
    headed = [at for at, kind in enumerate(kinds) if kind is Kind.HEAD]
    found: list[Block] = []
    for at, box in enumerate(page.boxes):
        if found and kinds[at] is found[-1].kind and _follows(page, found[-1], headed, at, opens[at]):
            block = found[-1]
            block.lines.append(at)
            block.left, block.right = min(block.left, box.left), max(block.right, box.right)
            block.top, block.bottom = min(block.top, box.top), max(block.bottom, box.bottom)
        else:
            found.append(Block(kinds[at], [at], box.left, box.top, box.right, box.bottom))
    return found


def _follows(page: Measured, block: Block, headed: Sequence[int], at: int, opens: bool) -> bool:
    """Whether a line of the block's kind stands under it; ``headed`` are the headline lines of the page."""
    before, after = page.boxes[at - 1], page.boxes[at]
    is_head = block.kind is Kind.HEAD
    if opens and not is_head and ends(page.texts[at - 1]):
        return False
    if is_head and any(_is_beside(after, page.boxes[other], before) for other in headed if other not in (at - 1, at)):
        return False
    allowed = _HEAD_GAP * max(before.size, after.size) if is_head else _GAP * page.body
    below = after.top > before.top - page.body / 2
    under = min(block.right, after.right) > max(block.left, after.left)
    return under and below and after.top - before.bottom <= allowed


def _is_beside(one: Box, other: Box, banner: Box) -> bool:
    """Whether two headlines stand side by side under a third line, which then is neither's."""
    level = min(one.bottom, other.bottom) > max(one.top, other.top)
    return level and _overlap(one, other) < 0 and min(_overlap(one, banner), _overlap(other, banner)) > 0


def _overlap(one: Box, other: Box) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _kinds(page: Measured, opens: Sequence[bool], furniture: Sequence[bool]) -> list[Kind]:
    pitches = [(box.right - box.left) / max(width(text), 1) for text, box in zip(page.texts, page.boxes, strict=True)]
    ordinary = [
        (pitch, len(text))
        for text, box, pitch in zip(page.texts, page.boxes, pitches, strict=True)
        if abs(box.size - page.body) <= _LIKE * page.body
    ]
    pitch = _mode(ordinary) or page.body
    kinds: list[Kind] = []
    for at, (box, own) in enumerate(zip(page.boxes, pitches, strict=True)):
        if furniture[at]:
            kind = Kind.FURNITURE
        elif box.size >= _LARGE * page.body and own >= _LARGE_PITCH * pitch:
            kind = Kind.HEAD
        elif box.size <= _SMALL * page.body and own <= _SMALL_PITCH * pitch:
            # Two characters measure badly: the rest of a paragraph is of the paragraph's kind.
            rest = len(page.texts[at]) < _SURE and at and 0 < box.bottom - page.boxes[at - 1].bottom < 2 * page.body
            kind = kinds[-1] if rest else Kind.SMALL
        else:
            kind = Kind.BODY
        kinds.append(kind)
    for at in _bold_heads(page, kinds, opens):
        kinds[at] = Kind.HEAD
    for at in _margins(page, kinds):
        kinds[at] = Kind.FURNITURE
    return kinds


def _bold_heads(page: Measured, kinds: Sequence[Kind], opens: Sequence[bool]) -> list[int]:
    """Bold lines of the body's size that are headlines: an article opens behind them, or the page has no larger ones.

    Other bold lines divide an article.
    """
    body = [at for at, kind in enumerate(kinds) if kind is Kind.BODY]
    bold = [at for at in body if page.boxes[at].bold and not ends(page.texts[at])]
    if 2 * len(bold) > len(body):
        return []
    if Kind.HEAD not in kinds:
        return bold
    return [at for at in bold if at + 1 < len(opens) and opens[at + 1]]


def _margins(page: Measured, kinds: Sequence[Kind]) -> list[int]:
    """Lines that stand alone above or below all others, and say no sentence: folios, editors, page numbers."""
    lines = [at for at, kind in enumerate(kinds) if kind is not Kind.FURNITURE]
    top = _margin(page, kinds, lines, lambda box: (box.top, box.bottom))
    bottom = _margin(page, kinds, [at for at in lines if at not in top], lambda box: (-box.bottom, -box.top))
    return top + bottom


def _margin(
    page: Measured, kinds: Sequence[Kind], lines: Sequence[int], edges: Callable[[Box], tuple[float, float]]
) -> list[int]:
    """The lines before the first blank that sets them apart, from the edge of the page that ``edges`` begin at."""
    ordered = sorted(lines, key=lambda at: edges(page.boxes[at]))
    reach = float("-inf")
    for number, (before, after) in enumerate(pairwise(ordered[: _FURNITURE_LINES + 1]), 1):
        reach = max(reach, edges(page.boxes[before])[1])
        if kinds[before] is Kind.HEAD or ends(page.texts[before]):
            return []
        if edges(page.boxes[after])[0] - reach >= _FURNITURE_GAP * page.body:
            return ordered[:number]
    return []
