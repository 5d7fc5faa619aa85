"""``renzhi_roles``: person–role relations as a spaCy component."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from .. import document, lexicon
from ..document import Bond, Mention
from ..script import simplified
from ..sentences.split import split
from .cues import Cues
from .grammar import Grammar
from .reading import Held
from .units import Heads, Person, row

document.register()


class Roles:
    """Sets ``doc._.relations`` from ``doc._.entities`` (or ``doc.ents``, where another component made them)."""

    def __init__(self, cues: Cues, heads: Heads):
        self.cues = cues
        self.heads = heads
        self.grammar = Grammar(cues, lexicon.words("personal-titles.txt"))
        self._nested = frozenset(cues.words("nested"))
        self._careers = tuple(cues.words("career"))

    def __call__(self, doc: Doc) -> Doc:
        written = document.text_of(doc)
        text = simplified(written)  # offsets are the same
        sentences = doc._.sentences or split(text)
        mentions = doc._.entities or [Mention(e.start_char, e.end_char, e.label_, "doc.ents", 1.0) for e in doc.ents]
        report = self.cues.within("report", (doc._.context.headline if doc._.context else "") + text) is not None
        bonds: list[Bond] = []
        at = 0
        about: Person | None = None
        for number, sentence in enumerate(sentences):
            inside = []
            while at < len(mentions) and mentions[at].start < sentence[1]:
                inside.append(mentions[at])
                at += 1
            units = row(text, sentence, inside, self.heads, self.cues.parting, self._nested)
            subject = about if self._goes_on(text[sentence[0] : sentence[0] + 12]) else None
            found, first = self.grammar.read(units, report, subject)
            about = first or about
            bonds += [self._bond(written, held, number, subject) for held in found]
        doc._.relations = bonds
        return doc

    def _goes_on(self, opening: str) -> bool:
        return any(word in opening for word in self._careers)

    def _bond(self, text: str, held: Held, sentence: int, subject: Person | None) -> Bond:
        rule = "career-role" if held.person is subject else "byline" if held.type == "byline" else held.rule
        front = held.post.front
        return Bond(
            held.person.mention,
            (held.post.start, held.post.end),
            held.type,
            sentence,
            rule,
            round(min(held.person.mention.score, 1.0), 4),
            org=text[front[0] : front[1]] if front else None,
            title=held.post.title.text(text),
        )


@Language.factory(
    "renzhi_roles",
    requires=["doc.ents"],
    assigns=["doc._.relations"],
    default_config={"lexicons": []},
)
def make(nlp: Language, name: str, lexicons: list[str]) -> Roles:
    """Who holds which post: a grammar over titles, organisations, names and the words between them.

    ``lexicons`` are folders of files that extend the shipped ones.
    """
    with lexicon.extended(lexicons):
        return Roles(Cues(), Heads())
