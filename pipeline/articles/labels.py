"""What each line of a page is: text, head(line), byline, caption or furniture."""

from __future__ import annotations

import re

from ..clean.cues import Cues
from ..clean.joining import ends
from ..page import Line
from . import heads
from .flow import Flow, Kind, off_column


def kinds_of(lines: list[Line], titles: set[int], cues: Cues) -> list[Kind]:
    """What each line is by its words; ``titles`` are headlines already known."""
    kinds = [_by_words(line, cues) for line in lines]
    for at in titles:
        kinds[at] = Kind.HEAD
    _extend_captions(lines, kinds)
    _extend_bylines(lines, kinds, cues)
    _sign(lines, kinds)
    return kinds


def label(lines: list[Line], kinds: list[Kind], cues: Cues) -> Flow:
    """The lines with their kinds, headlines found, where lines are not set in columns."""
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


_UNCLOSED = re.compile("[（(][^（）()]*$")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def _extend_bylines(lines: list[Line], kinds: list[Kind], cues: Cues) -> None:
    """A byline in brackets goes on over a break to the closing one."""
    for at in range(1, len(lines)):
        before, text = lines[at - 1].text.text, lines[at].text.text
        plain = kinds[at - 1] in (Kind.TEXT, Kind.BYLINE) and kinds[at] is Kind.TEXT
        if plain and _UNCLOSED.match(before) and text[-1] in "）)" and cues.is_byline(before + text):
            kinds[at - 1] = kinds[at] = Kind.BYLINE


def _sign(lines: list[Line], kinds: list[Kind]) -> None:
    """A bare date, indented under the end of a text, is its signature and no furniture."""
    for at in range(1, len(lines)):
        line, before = lines[at], lines[at - 1].text.text
        if kinds[at] is Kind.FURNITURE and kinds[at - 1] is Kind.TEXT and line.indent >= 1 and ends(before):
            kinds[at] = Kind.TEXT if _DATE.fullmatch(line.text.text) else Kind.FURNITURE
