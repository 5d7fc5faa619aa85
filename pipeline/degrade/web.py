"""Pages that were never set in columns: web pages, texts on one line, texts broken at a fixed width."""

from __future__ import annotations

from random import Random

import msgspec

from .matter import Matter
from .preset import Style
from .printed import INDENT, Block, Characters, Printed, body_lines, head_lines, short_names, surround
from .story import Story

_BETWEEN = ("", "", " ", "　　", "  ")
"""What stands between two paragraphs on one line."""


def hard(stories: list[Story], style: Style, matter: Matter, rng: Random) -> Block:
    """Articles broken at one width, headline first, each headline line on its own."""
    plain = msgspec.structs.replace(style, letter_spaced=0, ragged=0, blank_in_sentence=0, blank_after_sentence=0)
    characters = Characters(plain, rng)
    width = rng.randint(round(style.hard_width[0]), round(style.hard_width[1]))
    page: Block = []
    for number, story in enumerate(stories):
        steady = msgspec.structs.replace(plain, width_change=0, headline_stretch=(1.0, 1.0))
        for block in (
            head_lines(story, number, width, steady, rng),
            body_lines(story, number, width, steady, characters, rng),
        ):
            _append(page, block, style, rng)
    return page


def web(stories: list[Story], style: Style, matter: Matter, rng: Random) -> Block:
    """A paragraph a line, the headline first, with crumbs above, source below and editors at the end."""
    characters = Characters(style, rng)
    page: Block = []
    if rng.random() < style.furniture * 0.6:
        _append(page, surround(matter, "crumb"), style, rng)
    origin = rng.random() < style.furniture
    for number, story in enumerate(stories):
        head = [Printed(text, "head", number, line, False) for line, text in enumerate(story.headline)]
        _append(page, head, style, rng)
        if origin:
            _append(page, surround(matter, "origin"), style, rng)
        _append(page, _paragraphs(story, number, style, characters), style, rng)
    if rng.random() < style.furniture * 0.6:
        _append(page, surround(matter, "tail"), style, rng)
    return page


def flat(stories: list[Story], style: Style, matter: Matter, rng: Random) -> Block:
    """Each article on one line, paragraphs divided by blanks or by nothing; the headline perhaps on its own line."""
    characters = Characters(style, rng)
    between = rng.choice(_BETWEEN)
    own_line = rng.random() < 0.5
    page: Block = []
    for number, story in enumerate(stories):
        names = short_names(story.clean.persons)
        head = [Printed(text, "head", number, line, False, " ") for line, text in enumerate(story.headline)]
        body = [
            Printed(characters.of(part.text, names), part.kind, number, paragraph, False, between)
            for paragraph, part in enumerate(story.parts)
        ]
        if own_line:
            _append(page, head, style, rng)
            _append(page, body, style, rng)
        else:
            body[0].gap = between or " "
            _append(page, head + body, style, rng)
    return page


def _paragraphs(story: Story, number: int, style: Style, characters: Characters) -> Block:
    names = short_names(story.clean.persons)
    indent = INDENT if style.paragraphs == "indent" else ""
    gap = "\n\n" if style.paragraphs == "blank" else "\n"
    return [
        Printed(indent + characters.of(part.text, names), part.kind, number, paragraph, False, gap)
        for paragraph, part in enumerate(story.parts)
    ]


def _append(page: Block, block: Block, style: Style, rng: Random) -> None:
    if block:
        block[0].gap = "\n\n" if rng.random() < style.blank_between_blocks else "\n"
        page += block
