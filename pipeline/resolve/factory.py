"""``renzhi_resolve``: posts in full and dates of relations as a spaCy component."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from .. import document, lexicon
from ..document import Bond, Context
from ..entities.places import Divisions
from ..mention import Mention
from ..record import Issue, Span
from ..script import in_traditional, simplified, traditional
from ..toolkits.labels import Labels
from .dates import interval
from .forms import Forms
from .jurisdiction import PAGE_WEIGHT, Evidence, Jurisdiction, Weights, heaviest
from .posts import Posts

document.register()

_BORDER = re.compile(r"[，；。：“”]")
"""What ends a clause: a date rules its own, and, where it stands in the first one, the sentence."""


class Resolve:
    """Fills ``org``, ``title``, ``date`` and ``why`` of ``doc._.relations`` in, and the region where none is given."""

    def __init__(self, forms: Forms):
        self.divisions = forms.divisions
        self.evidence = Evidence(forms)
        self.posts = Posts(forms)
        self._labels = Labels({})
        self._date_stops = tuple(lexicon.words("date-stops.txt"))

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """Resolve a stream of documents; those of one page, in a row, share what they say of places."""
        for group in document.by_page(docs):
            written = [document.text_of(doc) for doc in group]
            texts = list(map(simplified, written))  # offsets are the same
            named = [document.mentions(doc, self._labels) for doc in group]
            counts = list(map(self.evidence.count, texts, named))
            page: Weights = {}
            for own in counts:
                add(page, own)
            page = heaviest(page)
            for doc, text, original, mentions, own in zip(group, texts, written, named, counts, strict=True):
                self._resolve(doc, text, original, mentions, own, page)
                yield doc

    def _resolve(
        self, doc: Doc, text: str, original: str, mentions: list[Mention], own: Weights, page: Weights
    ) -> None:
        context: Context = doc._.context or Context()
        bonds, sentences, issue = doc._.relations, doc._.sentences, context.issue
        headline = simplified(context.headline)
        weights = dict(own)
        add(weights, self.evidence.headed(headline, own | page))
        add(weights, page, PAGE_WEIGHT)
        where = Jurisdiction(weights, issue.region, self.divisions)
        self.posts.resolve(text, sentences, mentions, bonds, where, issue.paper, headline, traditional(original))
        self._dates(bonds, sentences, text, mentions, issue)
        if issue.region is None and where.region:
            context.issue = Issue(issue.paper, issue.date, where.region)
        if text != original:
            _restore(bonds, text, original)

    def _dates(
        self, bonds: Sequence[Bond], sentences: Sequence[Span], text: str, mentions: list[Mention], issue: Issue
    ) -> None:
        """A relation has the date of its clause, or of the sentence's first one; a post of the past only its own."""
        if not bonds:
            return
        published = date.fromisoformat(issue.date) if issue.date else None
        dated = [
            (m, interval(m.text(text), published))
            for m in mentions
            if m.label == "DATE" and not text.startswith(self._date_stops, m.end)
        ]
        starts = [m.start for m, _ in dated]
        for bond in bonds:
            bond.date = None
            if bond.type == "byline" or bond.sentence >= len(sentences):
                continue
            first = sentences[bond.sentence][0]
            before = dated[bisect_left(starts, first) : bisect_left(starts, bond.role[0])]
            for mention, span in reversed(before):
                clause = not _BORDER.search(text, mention.end + 1, bond.role[0])
                opens = bond.type != "former" and not _BORDER.search(text, first, mention.start)
                if clause or opens:
                    bond.date = span
                    break


def _restore(bonds: Sequence[Bond], text: str, original: str) -> None:
    """Puts what was resolved in simplified characters back into the script of the text, as far as that shows how."""
    pairs = set(zip(text, original, strict=True))
    back = Counter(new for new, _ in pairs)  # as how many characters each is written
    table = {ord(new): old for new, old in pairs if back[new] == 1}
    if traditional(original):  # what was filled in may have characters that the text has not
        names = (part for bond in bonds for part in (bond.org, bond.title, *bond.why) if part)
        table |= {ord(char): in_traditional(char) for char in set("".join(names)) - back.keys()}
    said = {name for bond in bonds for name in (bond.org, bond.title) if name}
    written = {name: _written(name, text, original, table) for name in said}
    for bond in bonds:
        bond.org = bond.org and written[bond.org]
        bond.title = bond.title and written[bond.title]
        bond.why = [step.translate(table) for step in bond.why]


def _written(name: str, text: str, original: str, table: dict[int, str]) -> str:
    """A name as the text writes it, where it does."""
    at = text.find(name)
    return original[at : at + len(name)] if at >= 0 else name.translate(table)


def add(weights: Weights, more: Weights, factor: float = 1.0) -> None:
    """Add weights, times a factor, to others in place.

    >>> weights = {"明湖市": 1.0}
    >>> add(weights, {"明湖市": 2.0, "荆川市": 1.0}, 0.5)
    >>> weights
    {'明湖市': 2.0, '荆川市': 0.5}
    """
    for place, weight in more.items():
        weights[place] = weights.get(place, 0.0) + factor * weight


@Language.factory(
    "renzhi_resolve",
    requires=["doc._.relations"],
    assigns=["doc._.relations"],
    default_config={"lexicons": []},
)
def make(nlp: Language, name: str, lexicons: list[str]) -> Resolve:
    """Posts in full: the place that 市委 means, the government of a 副市长, fronts carried on, dates.

    ``lexicons`` are folders of files that extend the shipped ones.
    """
    with lexicon.extended(lexicons):
        return Resolve(Forms(Divisions()))
