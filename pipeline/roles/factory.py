"""``renzhi_roles``: person–role relations as a spaCy component."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from .. import document, lexicon
from ..document import Bond
from ..mention import Mention
from ..record import RelationType, Span
from ..script import simplified
from ..sentences.split import split
from ..toolkits.labels import Labels
from .cues import Cues
from .grammar import Grammar
from .judge import Judge, load
from .reading import Held, Reading
from .units import Heads, Person, Row, row

document.register()

_DATED = re.compile(r"\W*(?:19|20)\d{2}\.\d")
"""A step of a career may begin with its dates alone (2013.11—2018.03)."""
_COLONS = ("：", ":")
_NUMBER = 3
"""Characters of an item's number, before its first name."""
_HEADING = 12
"""Characters before a colon among which the verb of a heading stands."""
_OPENING = 12
"""Characters of a sentence in which it says that a career goes on."""


class Roles:
    """Sets ``doc._.relations`` from ``doc._.entities`` (or ``doc.ents``, where another component made them)."""

    def __init__(self, cues: Cues, heads: Heads, judge: Judge | None = None):
        self.cues = cues
        self.judge = judge
        self.heads = heads
        self.grammar = Grammar(cues, lexicon.words("personal-titles.txt"), lexicon.words("ranks.txt"))
        self._labels = Labels({})
        self._nested = frozenset(cues.words("nested"))
        self._careers = tuple(cues.words("career"))

    def __call__(self, doc: Doc) -> Doc:
        written = document.text_of(doc)
        text = simplified(written)  # offsets are the same
        sentences = doc._.sentences or split(text)
        mentions = document.mentions(doc, self._labels)
        headline = doc._.context.headline if doc._.context else ""
        readings = self.read(text, sentences, mentions, headline)
        doc._.relations = [bond for number, reading in readings for bond in self._bonds(written, reading, number)]
        return doc

    def read(
        self, text: str, sentences: Sequence[Span], mentions: Sequence[Mention], headline: str = ""
    ) -> Iterator[tuple[int, Reading]]:
        """The grammar's reading of each sentence that has a title and is about a person, with its number.

        ``text`` is simplified.
        """
        report = self.cues.within("report", headline + text) is not None
        at = 0
        about: tuple[Span, Sequence[Mention]] | None = None
        """The last sentence that names a person, and its mentions."""
        heading: RelationType | None = None
        """What a line above a list does with the posts of its items (决定任命：)."""
        for number, sentence in enumerate(sentences):
            start, end = sentence
            inside = []
            while at < len(mentions) and mentions[at].start < end:
                inside.append(mentions[at])
                at += 1
            labels = {mention.label for mention in inside}
            above, heading = heading, None
            if "TITLE" in labels:
                goes_on = about and self._goes_on(text[start : start + _OPENING])
                persons = self._row(text, *about).units if about and goes_on else ()
                subject = next((unit for unit in persons if isinstance(unit, Person)), None)
                if subject or "PER" in labels:
                    row = self._row(text, sentence, inside)
                    heading = above if self._is_item(row, start) else None
                    yield number, self.grammar.read(row, report, subject, heading)
            if heading is None or text[end - 1] in _COLONS:
                colon = max(text.rfind(mark, start, end) for mark in _COLONS)
                heading = self.grammar.given(text[max(start, colon - _HEADING) : colon]) if colon >= 0 else None
            if "PER" in labels:
                about = sentence, inside

    @staticmethod
    def _is_item(row: Row, start: int) -> bool:
        """Whether a sentence may be an item of a list of appointments: it begins with a name, or with its number."""
        first = row.units[0] if row.units else None
        return isinstance(first, Person) and first.start - start <= _NUMBER

    def _row(self, text: str, sentence: Span, mentions: Sequence[Mention]) -> Row:
        return row(text, sentence, mentions, self.heads, self.cues.parting, self._nested)

    def _goes_on(self, opening: str) -> bool:
        return bool(_DATED.match(opening)) or any(word in opening for word in self._careers)

    def _bonds(self, text: str, reading: Reading, sentence: int) -> Iterator[Bond]:
        judged = self.judge(reading) if self.judge else ((held, 1.0) for held in reading.out)
        for held, likely in judged:
            front = held.post.front
            yield Bond(
                held.person.mention,
                (held.post.start, held.post.end),
                held.type,
                sentence,
                self._rule(held, reading),
                round(likely * min(held.person.mention.score, 1.0), 4),
                org=text[front[0] : front[1]] if front else None,
                title=held.post.title.text(text),
            )

    def _rule(self, held: Held, reading: Reading) -> str:
        if held.person.start < reading.row.starts[0]:
            return "career-role"  # whose career goes on from a sentence before
        return "byline" if held.type == "byline" else held.rule


@Language.factory(
    "renzhi_roles",
    requires=["doc.ents"],
    assigns=["doc._.relations"],
    default_config={"lexicons": [], "judge": "judge"},
)
def make(nlp: Language, name: str, lexicons: list[str], judge: str | None) -> Roles:
    """Who holds which post: a grammar over titles, organisations, names and the words between them, and a judge.

    ``lexicons`` are folders of files that extend the shipped ones; ``judge`` is a
    model by its shipped name or its folder, or null for the grammar alone.
    """
    with lexicon.extended(lexicons):
        return Roles(Cues(), Heads(), load(judge) if judge else None)
