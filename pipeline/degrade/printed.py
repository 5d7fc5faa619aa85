"""Printed lines: an article's parts and headlines set in lines, as its style will have it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from . import damage
from .damage import short_names
from .matter import Matter, plain
from .preset import Style
from .setting import set_headline, set_lines
from .story import Kind, Part, Story

INDENT = "　　"
_ENDS = re.compile(r"[。！？…][”’」』）]*$")


@dataclass(slots=True)
class Printed:
    """A line as printed.

    ``gap`` is what stands before it on the page: line breaks, or nothing but a
    blank; ``marked`` is the text of a line of no article with its entities marked.
    """

    text: str
    kind: Kind
    article: int
    paragraph: int
    wraps: bool
    gap: str = "\n"
    marked: str = ""


Block = list[Printed]


def head_lines(story: Story, number: int, width: float, style: Style, rng: Random) -> Block:
    """The headline of article ``number``, set over columns of this width."""
    limit = width * rng.uniform(*style.headline_stretch)
    block: Block = []
    for line, text in enumerate(story.headline):
        gap = "\n\n" if rng.random() < style.blank_between_headlines else "\n"
        for piece, (start, end) in enumerate(set_headline(text, limit)):
            shown = _spaced(text[start:end], style, rng)
            block.append(Printed(shown, "head", number, line, piece > 0, "\n" if piece else gap))
    return block


def body_lines(story: Story, number: int, width: float, style: Style, characters: Characters, rng: Random) -> Block:
    """The paragraphs of article ``number``, set in a column of this width."""
    change = None
    if rng.random() < style.width_change:
        at = rng.randrange(max(len(story.text), 1))
        change = (at, rng.uniform(*style.width))
    block: Block = []
    names = short_names(story.clean.persons)
    for paragraph, part in enumerate(story.parts):
        text = characters.of(part.text, names)
        block += _paragraph(text, part, number, paragraph, width, change, style, rng)
        if change:
            change = (change[0] - len(text), change[1])
    return block


def _paragraph(
    text: str,
    part: Part,
    number: int,
    paragraph: int,
    width: float,
    change: tuple[int, float] | None,
    style: Style,
    rng: Random,
) -> Block:
    indented = style.paragraphs == "indent" and not (style.indent_lost and rng.random() < style.indent_lost)
    stripped = style.paragraphs == "stripped"
    spans = set_lines(
        text,
        int(width),
        rng,
        indent=2 if indented or stripped else 0,
        carry=style.carry,
        ragged=style.ragged,
        hang=style.hang,
        change=change and (change[0], int(change[1])),
    )
    apart = style.paragraphs == "blank" or (stripped and rng.random() < style.blank_between_paragraphs)
    first = "\n\n" if apart and paragraph else "\n"
    block: Block = []
    for piece, (start, end) in enumerate(spans):
        gap = _gap(text[: spans[piece - 1][1]], style, rng) if piece else first
        shown = _spaced(text[start:end], style, rng)
        if indented and not piece:
            shown = INDENT + shown
        block.append(Printed(shown, part.kind, number, paragraph, piece > 0, gap))
    return block


def _gap(before: str, style: Style, rng: Random) -> str:
    """What stands between two lines of a paragraph, of which ``before`` is already printed."""
    share = style.blank_after_sentence if _ENDS.search(before, max(len(before) - 4, 0)) else style.blank_in_sentence
    return "\n\n" if share and rng.random() < share else "\n"


def _spaced(line: str, style: Style, rng: Random) -> str:
    if not style.letter_spaced or rng.random() >= style.letter_spaced:
        return line
    return damage.letter_space(line, rng.random() < 0.5)


def stray_lines(lines: list[str], kind: Kind) -> Block:
    """A block that belongs to no article, of lines with entities marked."""
    return [Printed(plain(line), kind, -1, number, False, marked=line) for number, line in enumerate(lines)]


class Characters:
    """What a page does to the characters of its articles before they are set in lines."""

    def __init__(self, style: Style, rng: Random):
        self._style, self._rng = style, rng
        self._blank = "　" if rng.random() < style.names_full_blank else " "
        self._spaced = rng.random() < style.spaced_digits
        self._wide = rng.random() < style.wide_digits
        self._half = style.half_marks > 0 and rng.random() < style.half_marks

    def of(self, text: str, names: re.Pattern[str] | None) -> str:
        """``text`` with names set wide, blanks around digits, marks half-width, digits full-width, as this page has."""
        text = damage.widen_names(text, names, self._style.names_wide, self._blank, self._rng)
        if self._spaced:
            text = damage.space_digits(text)
        if self._half:
            text = damage.narrow_marks(text)
        return damage.widen_digits(text) if self._wide else text


def surround(matter: Matter, slot: str) -> Block:
    """A block of furniture from the templates of ``slot``."""
    return stray_lines(matter.lines(slot), "furniture")
