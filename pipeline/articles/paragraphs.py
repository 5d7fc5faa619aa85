"""Which lines of an article make a paragraph, and which lines of its headline were one before the column broke it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .blocks import Block, Kind, Measured
from .marks import ends
from .plan import Group

_INDENT = 0.9
"""Of the body's type, from where on a line is indented."""
_SHORT = 1.6
"""What a line falls short of its column where its paragraph ends with a sentence; less is squeezed punctuation."""
_VERY_SHORT = 3.0
"""The same where it ends with none: a byline, a heading."""
_ROOM = 2.5
"""Characters that a broken headline line has room for, at most, where its rest would else be one character."""
_ALIKE = 0.15
"""How far the sizes of two headline lines may differ that were one."""
_APART = 0.7
"""What the blank above a paragraph exceeds the usual by."""
_AROUND = 4
"""Lines on both sides that show where the edges of the column are: print may be a little askew."""
_FEW = 3
"""Lines of a block that is too small to show the edges of its column."""
_REACH = 2.6
"""How far an indent may be from the edge of the column, for these."""


def paragraphs(page: Measured, blocks: Sequence[Block], others: Sequence[Block] = ()) -> list[Group]:
    """The lines of an article's blocks as paragraphs; ``others`` are all blocks of the page.

    One begins with an indent, behind a line that is short, or below more blank
    than usual; it goes on over the end of a block where the next has no indent.
    """
    found: list[Group] = []
    indents = any(_is_indented(page, block, at, others) for block in blocks for at in range(len(block.lines)))
    before: Block | None = None
    for block in blocks:
        usual = _usual_blank(page, block)
        for at, line in enumerate(block.lines):
            begins = _is_indented(page, block, at, others)
            if at:
                begins = (
                    begins or _is_short(page, block, at - 1) or _blank(page, block, at) - usual > _APART * page.body
                )
            elif before:
                # Where paragraphs have indents, a full line that ends a column with a full stop ends no paragraph.
                over = _is_short(page, before, -1) or (not indents and ends(page.texts[before.lines[-1]]))
                begins = begins or over
            if begins or not found:
                found.append([])
            found[-1].append(line)
        before = block
    return found


def heads(page: Measured, block: Block, bodies: Sequence[Block], others: Sequence[Block] = ()) -> list[Group]:
    """The lines of a headline over ``bodies``; those that the width of its column broke are joined.

    ``others`` are all blocks of the page: where the body is of a few lines, those
    that begin at the same edge show how wide its column is.

    Broken is a line that fills the width, before a shorter one of the same type
    (two of one length are two lines of the headline); also one in whose words the
    break stands, for the body has them whole.
    """
    under = [body for body in bodies if body.overlap(block) > 0] or [block]
    if sum(len(body.lines) for body in under) < _FEW:
        edge = under[0].left - page.body, under[0].left + page.body
        under += [b for b in others if b.kind is Kind.BODY and edge[0] <= b.left <= edge[1]]
    left, right = min(body.left for body in under), max(body.right for body in under)
    text = "".join(page.texts[at] for body in bodies for at in body.lines)
    found: list[Group] = [[block.lines[0]]]
    for before, after in pairwise(block.lines):
        one, two = page.boxes[before], page.boxes[after]
        room = max(right - one.right, one.left - left) / (one.size or page.body)
        widths = (one.right - one.left), (two.right - two.left)
        full = (room < 1 and widths[0] - widths[1] > one.size / 2) or (room < _ROOM and widths[1] < widths[0] / 2)
        alike = abs(one.size - two.size) <= _ALIKE * one.size
        if alike and (full or _is_broken(page.texts[before], page.texts[after], text)):
            found[-1].append(after)
        else:
            found.append([after])
    return found


def _is_broken(head: str, tail: str, text: str) -> bool:
    return len(head) > 1 and len(tail) > 1 and head[-2:] + tail[:2] in text


def _is_indented(page: Measured, block: Block, at: int, others: Sequence[Block]) -> bool:
    own = page.boxes[block.lines[at]].left
    lefts = [page.boxes[line].left for line in _around(block, at)]
    if len(block.lines) < _FEW:
        edges = (other.left for other in others if other.kind is Kind.BODY)
        lefts += [left for left in edges if own - _REACH * page.body <= left <= own]
    return own - min(lefts) >= _INDENT * page.body


def _is_short(page: Measured, block: Block, at: int) -> bool:
    """Whether the paragraph ends with the line, by how far it falls short of its column."""
    line = block.lines[at]
    at %= len(block.lines)
    rights = [page.boxes[other].right for other in _around(block, at)]
    short = (max(rights) - page.boxes[line].right) / page.body
    return short >= (_SHORT if ends(page.texts[line]) else _VERY_SHORT)


def _around(block: Block, at: int) -> list[int]:
    return block.lines[max(at - _AROUND, 0) : at + _AROUND + 1]


def _blank(page: Measured, block: Block, at: int) -> float:
    """The blank above a line of a block."""
    return page.boxes[block.lines[at]].top - page.boxes[block.lines[at - 1]].bottom


def _usual_blank(page: Measured, block: Block) -> float:
    blanks = sorted(_blank(page, block, at) for at in range(1, len(block.lines)))
    return blanks[len(blanks) // 2] if blanks else 0.0
