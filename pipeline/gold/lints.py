"""What a labelling should not have by the guideline: doubts to look at, since the text may be an exception.

Each lint is a function over a record that gives the clean offset of what is
doubtful and the reason; the words are in ``gold-lints.tsv``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

from .. import lexicon
from ..record import Article, Entity, Relation

Doubt = tuple[int, str]
"""A clean offset, and the reason."""
Lint = Callable[[Article], Iterator[Doubt]]
LINTS: list[Lint] = []
_NAME = re.compile(r"[\w·•‧・.\-'’ ○]+")
_BRACKETS = re.compile(r"[（()）〔〕【】]")
_NUMBER = re.compile(r"[\d一二三四五六七八九十百两几数半多余]+")
_FORMER = "原前现"
_WORK = re.compile(r"《[^《》]+》(?=.)")
_EDGES = "，。、；：！？,;:!?《》“”\"'（）() "


def lint(article: Article) -> list[Doubt]:
    """All doubts about a record, in the order of its text."""
    return sorted(doubt for check in LINTS for doubt in check(article))


def _lint(function: Lint) -> Lint:
    LINTS.append(function)
    return function


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(word for word, of in lexicon.rows("gold-lints.tsv", 2) if of == kind)


@cache
def _titles() -> tuple[str, ...]:
    """Titles of two characters and more."""
    return tuple(row[0] for row in lexicon.rows("titles.tsv", 2, 1) if row[1] != "person" and len(row[0]) > 1)


@cache
def _heads() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.rows("titles.tsv", 2, 1)}


def _no_post(post: str) -> bool:
    """Whether the longest title that a post in full ends with is a word for people (代表, not 人大代表)."""
    ends = [post[at:] for at in range(len(post)) if post[at:] in _heads()]
    return bool(ends) and _heads()[ends[0]] == "person"


@cache
def _compound() -> frozenset[str]:
    return frozenset(name for name in lexicon.words("surnames.txt") if len(name) == 2)


def _of(article: Article, label: str) -> Iterator[Entity]:
    return (entity for entity in article.entities if entity.label == label)


@_lint
def person(article: Article) -> Iterator[Doubt]:
    """A PER is a personal name and nothing else (guideline 1)."""
    for entity in _of(article, "PER"):
        text = entity.text
        if len(text) == 1:
            yield entity.start, f"PER {text!r} is one character; a surname alone is not labelled"
        elif text in _compound():
            yield entity.start, f"PER {text!r} is a surname alone, which is not labelled"
        elif found := next((word for word in _words("honorific") if word in text), None):
            yield entity.start, f"PER {text!r} holds {found!r}; end the name before it"
        elif found := next((word for word in _titles() if _holds_title(text, word)), None):
            yield entity.start, f"PER {text!r} holds the title {found!r}; leave it outside"
        elif not _NAME.fullmatch(text) or any(char.isdigit() for char in text):
            yield entity.start, f"PER {text!r} holds something that no name has"


def _holds_title(name: str, title: str) -> bool:
    """Whether a title stands behind a name, or in front of one: a name has two characters (书记林远, not 门卫民)."""
    return name.endswith(title) or (name.startswith(title) and len(name) > len(title) + 1)


@_lint
def organisation(article: Article) -> Iterator[Doubt]:
    """An ORG is a named or fully identified body, no generic word and no group (guideline 1)."""
    for entity in _of(article, "ORG"):
        if entity.text in _words("generic"):
            yield entity.start, f"ORG {entity.text!r} is a generic word; only named bodies are labelled"
        elif entity.text.startswith(_words("group")):
            yield entity.start, f"ORG {entity.text!r} is a group or points at a body; only named bodies are labelled"


@_lint
def place(article: Article) -> Iterator[Doubt]:
    """A LOC is a named place, not 全市 or 我县 (guideline 1)."""
    for entity in _of(article, "LOC"):
        if entity.text in _words("whole"):
            yield entity.start, f"LOC {entity.text!r} names no place"


@_lint
def title(article: Article) -> Iterator[Doubt]:
    """A TITLE is the title phrase, without the body before it and the words that set the type (guideline 1, 2)."""
    bodies = tuple(lexicon.words("organisation-bare.txt"))
    for entity in _of(article, "TITLE"):
        if entity.text.startswith(bodies) and not entity.text.startswith(_titles()):
            yield entity.start, f"TITLE {entity.text!r} begins with a body; label the body as ORG"
        elif found := _set(entity.text):
            yield entity.start, f"TITLE {entity.text!r} begins with {found!r}; it sets the type and is no part of it"


@_lint
def date(article: Article) -> Iterator[Doubt]:
    """A DATE is no duration (guideline 1)."""
    for entity in _of(article, "DATE"):
        ending = next((word for word in _words("duration") if entity.text.endswith(word)), "")
        if ending and _NUMBER.fullmatch(entity.text.removesuffix(ending)):
            yield entity.start, f"DATE {entity.text!r} is a duration, which is not labelled"


@_lint
def edges(article: Article) -> Iterator[Doubt]:
    """No span begins or ends with a blank or a mark, or goes over a sentence's end."""
    starts = [start for start, _ in article.sentences]
    for entity in article.entities:
        text = _WORK.sub("", entity.text)  # a work may begin a body's name (《…》杂志社)
        if text[0] in _EDGES or (text[-1] in _EDGES and not _BRACKETS.search(text)):
            yield entity.start, f"{entity.label} {entity.text!r} begins or ends with a mark or a blank"
        at = bisect_left(starts, entity.start + 1)
        if at < len(starts) and starts[at] < entity.end:
            yield entity.start, f"{entity.label} {entity.text!r} goes over the end of a sentence"


@_lint
def roles(article: Article) -> Iterator[Doubt]:
    """A role ends with its TITLE and leaves out brackets, demonstratives and what sets the type (guideline 2)."""
    titles = {entity.end: entity for entity in _of(article, "TITLE")}
    bodies = [(entity.start, entity.end) for entity in _of(article, "ORG")]
    labels = {entity.id: entity.label for entity in article.entities}
    for relation in article.relations:
        role = relation.role
        title = titles.get(role.end)
        if labels.get(relation.person) != "PER":
            yield role.start, f"relation {relation.id}: its person is no PER"
        if title is None or title.start < role.start:
            yield role.start, f"role {role.text!r} does not end with a TITLE"
        if found := _set(role.text) or _before_title(relation, title):
            yield role.start, f"role {role.text!r} holds {found!r}; it sets the type and is no part of the role"
        if role.text.startswith(_demonstratives()):
            yield role.start, f"role {role.text!r} begins with a word that points at its body; leave it out"
        for bracket in _BRACKETS.finditer(role.text):
            if not any(start <= role.start + bracket.start() < end for start, end in bodies):
                yield role.start, f"role {role.text!r} holds a bracket; the role is the unbroken part with the title"
                break
        if title is not None and _no_post((relation.org or "") + (relation.title or role.text)):
            yield role.start, f"role {role.text!r}: {title.text!r} is no post"


@cache
def _demonstratives() -> tuple[str, ...]:
    return tuple(lexicon.words("demonstratives.txt"))


def _set(text: str) -> str | None:
    """A word that sets the type, inside the text."""
    return next((word for word in _words("set") if word in text), None)


def _before_title(relation: Relation, title: Entity | None) -> str | None:
    """原, 前 or 现 before the role's title (局原局长), or before the role."""
    if title is None or title.start < relation.role.start:
        return None
    at = title.start - relation.role.start
    before = relation.role.text[at - 1 : at]
    return before if before and before in _FORMER else None


@_lint
def twice(article: Article) -> Iterator[Doubt]:
    """A relation stands once, with one type (guideline 2.12)."""
    seen: dict[tuple[str, int, int], str] = {}
    for relation in article.relations:
        key = (relation.person, relation.role.start, relation.role.end)
        if key in seen:
            yield relation.role.start, f"role {relation.role.text!r} is given twice to the same person"
        seen[key] = relation.type


@_lint
def consistent_names(article: Article) -> Iterator[Doubt]:
    """A name that is labelled in one place is labelled in the others, and with one label."""
    labels: dict[str, set[str]] = defaultdict(set)
    inside = bytearray(len(article.text))
    for entity in article.entities:
        labels[entity.text].add(entity.label)
        inside[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
    for text, found in labels.items():
        if len(found) > 1:
            yield article.text.find(text), f"{text!r} is labelled {' and '.join(sorted(found))}"
        if "PER" in found and len(text) > 1:
            for match in re.finditer(re.escape(text), article.text):
                if not any(inside[match.start() : match.end()]):
                    yield match.start(), f"{text!r} is a PER elsewhere and not labelled here"
