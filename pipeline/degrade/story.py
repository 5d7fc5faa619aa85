"""An article as one page prints it: the clean one, with datelines, bylines, captions and subheads put to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Literal, NamedTuple

from .. import lexicon
from .articles import Clean
from .matter import Matter
from .preset import Style

Kind = Literal["text", "head", "byline", "caption", "furniture"]
_HAS_DATELINE = re.compile(r"本报|本刊|[^，。]{0,12}(?:讯|电|消息)[（(\s，：]|[（(]?(?:本报)?(?:记者|通讯员)")
_SENTENCE = re.compile("[。！？，]")
_STOP = re.compile("[。！？]")
_SHORT = 40
"""Characters of a line that may be a byline or a caption."""


class Part(NamedTuple):
    """A paragraph; ``origin`` is its number in the clean article, ``shift`` the characters put before it."""

    kind: Kind
    text: str
    origin: int | None
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """What the truth of a page says of one article."""

    clean: Clean
    headline: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The text of its record."""
        return "\n".join(part.text for part in self.parts)


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What begins a byline, and what begins a caption."""
    bylines = "|".join(map(re.escape, lexicon.words("layout-bylines.txt")))
    captions = "|".join(re.escape(row[0]) for row in lexicon.rows("layout-captions.tsv", 2) if row[1] != "end")
    return re.compile(rf"[□■◎●（(\s]*(?:本报)?(?:{bylines})"), re.compile(captions)


def kind_of(paragraph: str) -> Kind:
    """Whether a paragraph of a clean article is a byline or a caption set apart, or text.

    >>> kind_of("（记者 艾青青 古朴）"), kind_of("图为会议现场。"), kind_of("记者走进村里，看到了变化。")
    ('byline', 'caption', 'text')
    """
    if len(paragraph) > _SHORT:
        return "text"
    byline, caption = _cues()
    if caption.match(paragraph):
        return "caption"
    return "byline" if byline.match(paragraph) and not _SENTENCE.search(paragraph) else "text"


def tell(clean: Clean, style: Style, matter: Matter, rng: Random) -> Story:
    """The article with what the style puts to it, and perhaps without its headline."""
    if clean.record is None and rng.random() < style.excerpt:
        return Story(clean, (), (Part("text", _excerpt(clean.paragraphs[0], rng), 0),))
    paragraphs = clean.paragraphs
    if clean.record is None and style.shortened and rng.random() < style.shortened:
        paragraphs = paragraphs[: rng.randint(1, 2)]
    parts = [Part(kind_of(text), text, number) for number, text in enumerate(paragraphs)]
    if rng.random() < style.datelines and not _HAS_DATELINE.match(clean.paragraphs[0]):
        dateline = matter.line("dateline") + rng.choice(("", " "))
        parts[0] = Part("text", dateline + parts[0].text, 0, len(dateline))
    if rng.random() < style.subheads:
        _add_subheads(parts, matter, rng)
    if rng.random() < style.bylines and all(part.kind == "text" for part in parts):
        byline = Part("byline", matter.line("byline"), None)
        parts.insert(0 if rng.random() < 0.5 else len(parts), byline)
    elif style.signatures and rng.random() < style.signatures:
        _sign(parts, matter)
    if rng.random() < style.captions:
        parts.append(Part("caption", matter.line("caption"), None))
    headline = () if rng.random() < style.no_headline else clean.headline
    return Story(clean, headline, tuple(parts))


def _excerpt(paragraph: str, rng: Random) -> str:
    """One sentence or a few from a paragraph's beginning."""
    ends = [found.end() for found in _STOP.finditer(paragraph)][:3]
    return paragraph[: rng.choice(ends)] if ends else paragraph


def _sign(parts: list[Part], matter: Matter) -> None:
    """Names in brackets behind the last sentence of the text, on its line, where it has none yet."""
    last = parts[-1]
    if last.kind == "text" and last.text.endswith(tuple("。！？”")):
        parts[-1] = last._replace(text=last.text + matter.line("signature"))


def _add_subheads(parts: list[Part], matter: Matter, rng: Random) -> None:
    """Subheads before some paragraphs behind the first; they are text."""
    for at in range(len(parts) - 1, 0, -1):
        if rng.random() < 0.5 and parts[at].kind == "text":
            parts.insert(at, Part("text", matter.line("subhead"), None))
