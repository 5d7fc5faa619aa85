"""Articles put in other words before they are printed: under other names, in traditional script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random

import opencc

from .. import lexicon
from .articles import Clean
from .matter import person


def place(rng: Random) -> str:
    """An invented place, without what kind of place it is.

    >>> len(place(Random(1)))
    2
    """
    first, second = _halves()
    return rng.choice(first) + rng.choice(second)


def renamed(articles: Sequence[Clean], rng: Random) -> list[Clean]:
    """The articles under other names of their persons and ``places``, the same in all of them.

    So that a model which sees an article often learns how it is told and not
    whom it is of, and sees articles of one paper speak of the same place.

    >>> from pipeline.degrade import light
    >>> article = light(["柳湾县开会"], "柳湾县林远主持。", ["林远"], ["柳湾"])
    >>> renamed([article], Random(1))[0].paragraphs[0].startswith("柳湾县林远")
    False
    """
    names: dict[str, str] = {}
    for article in articles:
        names |= {name: place(rng) for name in article.places if name not in names}
        names |= {name: _person(name, rng) for name in article.persons if name not in names}
    return [_replaced(article, names) for article in articles]


def traditional(article: Clean) -> Clean:
    """The article in traditional script.

    >>> from pipeline.degrade import light
    >>> traditional(light(["县里开会"], "林远说：“发展农业。”")).paragraphs
    ('林遠說：“發展農業。”',)
    """
    convert = _converter().convert
    return replace(
        article,
        headline=tuple(map(convert, article.headline)),
        paragraphs=tuple(map(convert, article.paragraphs)),
        persons=tuple(map(convert, article.persons)),
    )


def _replaced(article: Clean, names: dict[str, str]) -> Clean:
    own = sorted((*article.persons, *article.places), key=len, reverse=True)
    if not own:
        return article
    pattern = re.compile("|".join(map(re.escape, own)))

    def say(text: str) -> str:
        return pattern.sub(lambda match: names[match.group()], text)

    return replace(
        article,
        headline=tuple(map(say, article.headline)),
        paragraphs=tuple(map(say, article.paragraphs)),
        persons=tuple(names[name] for name in article.persons),
        places=tuple(names[name] for name in article.places),
    )


def _person(name: str, rng: Random) -> str:
    """Another name; one with a dot or in Latin letters stays, since it is of another kind."""
    return name if "·" in name or name.isascii() else person(rng)


@cache
def _halves() -> tuple[str, str]:
    rows = list(lexicon.rows("degrade-places.tsv", 2))
    return "".join(row[0] for row in rows), "".join(row[1] for row in rows)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")
