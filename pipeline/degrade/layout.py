"""Where the blocks of a printed page stand: headlines before or behind, one article cut by another."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from .matter import Matter
from .preset import Style
from .printed import Block, Characters, body_lines, head_lines, stray_lines, surround
from .story import Kind, Story

_MID = 0.9
"""How often a column turns inside a paragraph, where it can."""
_LEAST = 4
"""Lines of a body that is cut."""
_CUT = {"whole": 1, "headline": 1, "alternate": 2}
"""Articles in pieces by each way of interleaving."""


class _Set(NamedTuple):
    """An article set in lines."""

    head: Block
    body: Block
    trailing: bool
    last: Block
    """Captions that stand behind everything else."""

    def blocks(self, body: list[Block] | None = None) -> list[Block]:
        """Headline and body in their order, the body perhaps in several blocks."""
        body = [self.body] if body is None else body
        return [*body, self.head, self.last] if self.trailing else [self.head, *body, self.last]


def paper(stories: list[Story], style: Style, matter: Matter, rng: Random) -> tuple[Block, set[int]]:
    """The lines of a page set in columns, and the numbers of the articles that are cut in pieces."""
    characters = Characters(style, rng)
    articles = []
    for number, story in enumerate(stories):
        width = rng.randint(round(style.width[0]), round(style.width[1]))
        head = head_lines(story, number, width, style, rng)
        body = body_lines(story, number, width, style, characters, rng)
        captions = next((at for at, line in enumerate(body) if line.kind == "caption"), len(body))
        if all(line.kind == "caption" for line in body[captions:]) and rng.random() < style.captions_last:
            body, last = body[:captions], body[captions:]
        else:
            last = []
        articles.append(_Set(head, body, rng.random() < style.trailing, last))
    blocks, cut = _arrange(articles, style, rng)
    _move_headlines(blocks, style, rng)
    _add_strays(blocks, len(stories), style, matter, rng)
    blocks = [block for block in blocks if block]
    for block in blocks:
        block[0].gap = "\n\n" if rng.random() < style.blank_between_blocks else "\n"
    page = [line for block in blocks for line in block]
    if rng.random() < style.double_spaced:
        for line in page:
            line.gap = "\n\n"
    return page, cut


def _arrange(articles: list[_Set], style: Style, rng: Random) -> tuple[list[Block], set[int]]:
    """Articles behind one another, some cut by the next, some sharing a run of headlines with it."""
    blocks: list[Block] = []
    cut: set[int] = set()
    pairs = _pairs(articles, style, rng)
    number = 0
    while number < len(articles):
        article = articles[number]
        behind = articles[number + 1] if number + 1 < len(articles) else None
        if behind and number in pairs:
            way = rng.choices(list(style.interleave), list(style.interleave.values()))[0]
            if (way == "alternate" and len(behind.body) < _LEAST) or (way == "headline" and not behind.head):
                way = "whole"
            blocks += _interleaved(article, behind, way, rng)
            cut |= {number, number + 1} if way == "alternate" else {number}
            number += 2
        elif behind and number + 1 not in pairs and rng.random() < style.runs:
            heads, bodies = [article.head, behind.head], [article.body, behind.body]
            blocks += [*(bodies + heads if article.trailing else heads + bodies), article.last, behind.last]
            number += 2
        else:
            blocks += article.blocks()
            number += 1
    return blocks, cut


def _pairs(articles: list[_Set], style: Style, rng: Random) -> set[int]:
    """Numbers of the articles that are interleaved with the next, disjoint, as many as the style's share asks for."""
    total = sum(style.interleave.values())
    mean = sum(_CUT[way] * weight for way, weight in style.interleave.items()) / total
    wanted = style.interleaved * len(articles) / mean
    count = int(wanted) + (rng.random() < wanted % 1)
    free = [number for number in range(len(articles) - 1) if len(articles[number].body) >= _LEAST]
    rng.shuffle(free)
    pairs: set[int] = set()
    for number in free:
        if len(pairs) < count and not {number - 1, number, number + 1} & pairs:
            pairs.add(number)
    return pairs


def _interleaved(article: _Set, other: _Set, way: str, rng: Random) -> list[Block]:
    first, second = _cut(article.body, rng)
    if way == "whole":
        return article.blocks([first, *other.blocks(), second])
    if way == "headline":
        return [*article.blocks([first, other.head, second]), other.body, other.last]
    third, fourth = _cut(other.body, rng)
    begin = [[] if article.trailing else article.head, first, [] if other.trailing else other.head, third]
    end = [second, article.head if article.trailing else [], fourth, other.head if other.trailing else []]
    end += [article.last, other.last]
    return begin + end


def _cut(body: Block, rng: Random) -> tuple[Block, Block]:
    """A body in two, mostly inside a paragraph: columns turn anywhere."""
    inside = [at for at in range(1, len(body)) if body[at].wraps]
    at = rng.choice(inside) if inside and rng.random() < _MID else rng.randrange(1, len(body))
    return body[:at], body[at:]


def _move_headlines(blocks: list[Block], style: Style, rng: Random) -> None:
    """Some headlines taken out and put between two other blocks."""
    if not style.apart:
        return
    for block in [block for block in blocks if block and block[0].kind == "head"]:
        if rng.random() < style.apart:
            blocks[:] = [other for other in blocks if other is not block]
            blocks.insert(rng.randint(0, len(blocks)), block)


def _add_strays(blocks: list[Block], articles: int, style: Style, matter: Matter, rng: Random) -> None:
    """Banners and captions between the blocks, furniture on top."""
    strays: tuple[tuple[float, str, Kind], ...] = (
        (style.banners, "banner", "furniture"),
        (style.loose_captions, "caption", "caption"),
    )
    for share, slot, kind in strays:
        wanted = share * articles
        for _ in range(int(wanted) + (rng.random() < wanted % 1)):
            blocks.insert(rng.randint(0, len(blocks)), stray_lines(matter.lines(slot), kind))
    if rng.random() < style.furniture:
        blocks.insert(0, surround(matter, "furniture"))
