"""Articles from where lines stand: headlines and the bodies under them, columns, paragraphs, small print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..page import Box
from .blocks import Block, Kind, Measured, blocks, measure
from .marks import ends
from .paragraphs import heads, paragraphs
from .plan import Outline, Plan

_CAPTION = 5
"""Lines of small print that can be a caption; more are a body."""
_SURE, _HEADLESS, _UNFINISHED, _WEAK = 0.97, 0.1, 0.15, 0.1
"""The score of an article; what it loses without a headline, without an end, by each block that may be another's."""
_LEVEL = 4.0
"""How far apart the blocks of one article end that stand side by side under its headline, in heights of its type."""


@dataclass
class _Story:
    """An article in the making: its headline, if it has one, and its blocks in reading order."""

    head: Block | None = None
    bodies: list[Block] = field(default_factory=list)
    doubts: int = 0


def plan(
    texts: Sequence[str], boxes: Sequence[Box], opens: Sequence[bool] = (), furniture: Sequence[bool] = ()
) -> Plan:
    """Which lines of a page make which articles, by their places, sizes and ends.

    ``texts`` are the lines in reading order, none blank, and ``boxes`` their
    places, one each; the numbers in the plan are their indices. What their words
    say can be told besides: ``opens`` where an article begins, ``furniture``
    where a line is a folio or the like. Each line is in exactly one group.

    >>> boxes = [Box(0, 4, 0, 0, 80, 20, 20), Box(5, 10, 20, 30, 70, 40, 10), Box(11, 14, 0, 44, 30, 54, 10)]
    >>> plan(["市长到会", "昨天，市长", "到会。"], boxes)
    Plan(articles=[Outline(heads=[[0]], paragraphs=[[1, 2]], score=0.97)], fragments=[])
    """
    if not texts:
        return Plan()
    page = measure(texts, boxes)
    nothing = [False] * len(texts)
    found = blocks(page, opens or nothing, furniture or nothing)
    loose = [block for block in found if block.kind is Kind.FURNITURE]
    flow = [block for block in found if block.kind is not Kind.FURNITURE]
    captions = [block for block in flow if block.kind is Kind.SMALL and _is_caption(page, block, flow)]
    flow = [block for block in flow if not any(block is caption for caption in captions)]
    stories = _stories(page, flow, opens or nothing)
    made = Plan(fragments=[[[at] for at in block.lines] for block in loose] + [[block.lines] for block in captions])
    for story in stories:
        if story.bodies:
            made.articles.append(_outline(page, story, found))
        elif story.head:
            made.fragments.append(heads(page, story.head, []))
    made.articles.sort(key=lambda outline: min(outline.heads + outline.paragraphs)[0])
    made.fragments.sort(key=lambda groups: groups[0][0])
    return made


def _is_caption(page: Measured, block: Block, flow: Sequence[Block]) -> bool:
    """Small print that is short, under no headline, and goes on from no other small print."""
    if len(block.lines) > _CAPTION or not any(other.kind is Kind.BODY for other in flow):
        return False
    above = _above(page, block, flow)
    return above is None or above.kind is not Kind.HEAD or _blank(above, block) > 3 * page.body


def _stories(page: Measured, flow: Sequence[Block], opens: Sequence[bool]) -> list[_Story]:
    """Each headline with the blocks that belong to it; a block that belongs to none begins an article of its own."""
    stories: list[_Story] = []
    owner: dict[int, _Story] = {}
    for number, block in enumerate(flow):
        if block.kind is Kind.HEAD:
            story = _Story(block)
            stories.append(story)
        else:
            found = _owner(page, block, flow[:number], owner)
            if found is None or (found.bodies and opens[block.lines[0]] and _is_finished(page, found)):
                stories.append(found := _Story())
            story = found
            story.bodies.append(block)
        owner[id(block)] = story
    return stories


def _owner(page: Measured, block: Block, before: Sequence[Block], owner: dict[int, _Story]) -> _Story | None:
    """The article that a block belongs to: of what stands above it, or of what was read before it."""
    if not before:
        return None
    last = owner[id(before[-1])]
    above = _above(page, block, before)
    if above is None:
        return last
    upper = owner[id(above)]
    if upper is last or not upper.bodies:
        return upper
    if not _is_finished(page, upper):
        return upper
    if not _is_finished(page, last):
        return last
    # Both may go on here. Under a headline over several columns the blocks of its article end level.
    beside = upper.bodies[-1]
    level = above.kind is Kind.HEAD and abs(block.bottom - beside.bottom) <= _LEVEL * page.body
    chosen = upper if level else last
    chosen.doubts += 1
    return chosen


def _is_finished(page: Measured, story: _Story) -> bool:
    return bool(story.bodies) and ends(page.texts[story.bodies[-1].lines[-1]])


def _above(page: Measured, block: Block, others: Sequence[Block]) -> Block | None:
    """The nearest block above, over part of its width."""
    over = [
        other
        for other in others
        if other is not block and other.bottom <= block.top + page.body / 2 and other.overlap(block) > page.body
    ]
    return max(over, key=lambda other: other.bottom, default=None)


def _blank(above: Block, below: Block) -> float:
    return below.top - above.bottom


def _outline(page: Measured, story: _Story, blocks: Sequence[Block]) -> Outline:
    score = _SURE - _WEAK * min(story.doubts, 3)
    if not story.head:
        score -= _HEADLESS
    if not _is_finished(page, story):
        score -= _UNFINISHED
    return Outline(
        heads=heads(page, story.head, story.bodies, blocks) if story.head else [],
        paragraphs=paragraphs(page, story.bodies, blocks),
        score=round(score, 2),
    )
