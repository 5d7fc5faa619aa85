"""What each line of a page is: text, head(line), byline, caption or furniture."""

from __future__ import annotations

from ..clean.cues import Cues
from ..clean.joining import ends
from ..page import Line
from . import heads
from .flow import Flow, Kind, off_column


def label(lines: list[Line], titles: set[int], cues: Cues) -> Flow:
    """The kind of each line; ``titles`` are headlines already known."""
    kinds = [_by_words(line, cues) for line in lines]
    for at in titles:
        kinds[at] = Kind.HEAD
    _extend_captions(lines, kinds)
    flow = Flow(lines, kinds)
    heads.before_openers(flow)
    heads.at_start(flow, cues)
    heads.between(flow, cues)
    return flow


def _by_words(line: Line, cues: Cues) -> Kind:
    text = line.text.text
    if line.opens:
        return Kind.OPENER
    # A date or a byline word that fills a line of a paragraph is text.
    within = line.joined and not line.blank_before and not off_column(line)
    if not within and cues.is_furniture(text):
        return Kind.FURNITURE
    if not within and cues.is_byline(text):
        return Kind.BYLINE
    return Kind.CAPTION if cues.is_caption(text, line.joined) else Kind.TEXT


def _extend_captions(lines: list[Line], kinds: list[Kind]) -> None:
    """A caption goes on over its wraps to its full stop."""
    for at in range(1, len(lines)):
        before = lines[at - 1]
        if kinds[at - 1] is Kind.CAPTION and kinds[at] is Kind.TEXT and lines[at].joined and not ends(before.text.text):
            kinds[at] = Kind.CAPTION
