"""From a sentence's words to its entities: places, titles, organisations, persons and dates in turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from .. import lexicon
from ..mention import Mention
from ..record import LABELS, Span
from ..script import simplified
from .dates import Dates
from .formal import formal_names
from .lac import TAIL
from .names import Names
from .neighbours import Neighbours
from .organisations import LOOSE, NOUNS, Organisations
from .persons import Persons
from .pieces import Piece, disjoint, overlay
from .places import Divisions
from .titles import Titles

Tagger = Callable[[Sequence[str], Sequence[str]], list[list[Piece]]]
"""Words with classes (PER, LOC, ORG, TIME and parts of speech as LAC names them) for each sentence.

The second argument is what follows each sentence in its text, for a tagger that wants to see it.
"""

VERBAL = frozenset({"v", "vd", "ad", "d"})
FRONT = 12
"""Characters that may stand between an organisation and the head of a title and belong to the title."""
SHORT_FRONT = 6
"""The same where no organisation is near."""
_BEFORE_ORGAN = re.compile(r"([省市县区州镇乡])(?=\1|委|政府|人民|人大|政协|纪委|监委|公安|教育|财政|党委)")
"""A level that follows a word which the tagger took for a name (泽川市委): the word is a place."""


class EntityTagger:
    """Tags sentences.

    >>> from .lac import LacTagger
    >>> tag = EntityTagger(LacTagger())
    >>> text = "副市长、市公安局局长周明主持会议。"
    >>> [(m.text(text), m.label) for m in tag(text, [(0, len(text))])]
    [('副市长', 'TITLE'), ('市公安局', 'ORG'), ('局长', 'TITLE'), ('周明', 'PER')]
    """

    def __init__(self, tagger: Tagger):
        """Reads the lexicons; ``tagger`` gives words with classes."""
        self.tagger = tagger
        self.models: dict[str, Path] = getattr(tagger, "models", {})
        self.titles = Titles()
        self.names = Names()
        self.organisations = Organisations()
        self.dates = Dates()
        self.divisions = Divisions()
        self.persons = Persons(self.names, self.divisions, self.organisations.head)
        self.neighbours = Neighbours(self.names, self.divisions)
        self._branches = frozenset(branch for branch, _ in lexicon.rows("party-branches.tsv", 1, 1))
        self._departments = tuple(lexicon.words("departments.txt"))
        self._chiefs = frozenset(lexicon.words("fused-titles.txt"))
        self._committees = tuple(lexicon.words("committees.txt"))
        self._groups = self.organisations.levels | set(lexicon.words("group-bodies.txt"))

    def __call__(self, text: str, sentences: Sequence[Span]) -> list[Mention]:
        """Mentions of a text with its sentences, sorted, disjoint; offsets into the text."""
        return self.many([(text, sentences)])[0]

    def many(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[list[Mention]]:
        """The same for several texts, whose sentences go through the tagger together."""
        views = [(simplified(text), spans) for text, spans in texts]
        strings = [text[a:b] for text, spans in views for a, b in spans]
        tails = [text[b : b + TAIL] for text, spans in views for _, b in spans]
        words = iter(zip(strings, self.tagger(strings, tails), strict=True))
        out = []
        for _, spans in texts:
            mentions: list[Mention] = []
            for start, _ in spans:
                string, found = next(words)
                for piece in self.sentence(string, found):
                    if piece.tag in LABELS:
                        mentions.append(
                            Mention(start + piece.start, start + piece.end, piece.tag, piece.by, piece.score)
                        )
            out.append(mentions)
        return out

    def sentence(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """The pieces of one sentence, entities among them."""
        pieces = overlay(pieces, formal_names(text, pieces, self.divisions))
        pieces = overlay(pieces, self._dates(text, pieces))
        pieces = overlay(pieces, self._places(text, pieces))
        pieces = overlay(pieces, self._bare(text, pieces))
        pieces = overlay(pieces, self._titles(text, pieces))
        pieces = self.persons.checked(text, pieces)
        pieces = self.persons.completed(text, pieces)
        pieces = self.neighbours.find(text, pieces)
        pieces = self.organisations.build(text, pieces)
        return self._fronts(text, pieces)

    def _dates(self, text: str, pieces: list[Piece]) -> list[Piece]:
        blocked = [p for p in pieces if p.tag in ("PER", "ORG")]
        return [
            Piece(a, b, "DATE", 0.95, "date")
            for a, b in self.dates.find(text)
            if not any(p.start < b and a < p.end for p in blocked)
        ]

    def _places(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Divisions of the gazetteer, but for those inside an organisation or a person's name."""
        blocked = [p for p in pieces if p.tag in ("ORG", "PER", "DATE")]
        starts = {p.start for p in pieces}
        unknown = [
            Piece(p.start, p.end + 1, "LOC", 0.8, "place-before-organ")
            for p in blocked
            if p.tag == "PER" and p.by == "tagger" and _BEFORE_ORGAN.match(text, p.end)
        ]
        if unknown:
            return disjoint([*unknown, *self._divisions(text, [b for b in blocked if b.tag != "PER"], starts)])
        return self._divisions(text, blocked, starts)

    def _divisions(self, text: str, blocked: list[Piece], starts: set[int]) -> list[Piece]:
        return [
            Piece(a, b, "LOC", 0.95, "gazetteer")
            for a, b in self.divisions.find(text)
            if a in starts
            and not any(p.start < b and a < p.end for p in blocked)
            and not (text[a] == "任" and a and text[a - 1].isalpha())  # 现任县长
        ]

    def _bare(self, text: str, pieces: list[Piece]) -> list[Piece]:
        starts = {p.start for p in pieces} | {p.end - 1 for p in pieces if p.tag == "LOC"}
        organised = [p for p in pieces if p.tag == "ORG"]
        found = []
        for start, end in self.organisations.find_bare(text):
            if start not in starts or (text.startswith("员", end)):
                continue
            if any(p.start <= start and end <= p.end for p in organised):
                continue
            found.append(Piece(start, end, "ORG", 0.95, "bare-organisation"))
        return found

    def _titles(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Title phrases that the tagger's words bear out."""
        titles = self.titles.find(text)
        inside = {at: p for p in pieces for at in range(p.start, p.end)} if titles else {}
        found: list[Piece] = []
        for title in titles:
            last = inside[title.end - 1]
            if last.end > title.end and not self._splits(text, title.end, last, inside):
                continue  # the head goes on as another word (委员 in 委员会)
            if last.tag == "PER" and last.start < title.start and last.by != "tagger":
                continue
            verbal = last.tag in VERBAL and last.start == title.head and title.end - title.head <= 2
            if verbal and not self._held(text, title.end, inside):
                continue  # 指挥灭火, 编辑出版
            kind = "TITLE" if title.kind in ("post", "byline") else title.kind.upper()
            found.append(Piece(title.start, title.end, kind, 0.95, f"{title.kind}-title"))
        return found

    def _splits(self, text: str, end: int, word: Piece, inside: dict[int, Piece]) -> bool:
        """Whether a word may be cut behind a title: what follows in it is a name, or the beginning of one."""
        rest = text[end : word.end]
        if word.tag in ("PER", "w") or self.names.formed(rest):
            return True
        return len(rest) == 1 and word.end in inside and (inside[word.end].tag == "PER" or rest in self.names.surnames)

    def _held(self, text: str, end: int, inside: dict[int, Piece]) -> bool:
        """Whether a person or a colon follows right behind, as behind a title."""
        return end < len(text) and (text[end] in "：:" or inside[end].tag == "PER")

    def _fronts(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Titles with the nouns before them; groups with their level; what is no entity keeps its word class."""
        out: list[Piece] = []
        for piece in pieces:
            if piece.tag == "TITLE":
                piece = piece._replace(start=self._front(text, out, piece))
                piece = piece._replace(start=self._branch(text, out, piece))
                out += self._fused(text, self._committee(text, out, piece))
            elif piece.tag == "GROUP":
                grouped = self._group(text, out, piece)
                out.append(grouped)
            else:
                out.append(piece)
        return out

    def _front(self, text: str, out: list[Piece], title: Piece) -> int:
        """Takes the pieces that belong to the title off ``out``; gives where the title begins."""
        count = 0
        for piece in reversed(out):
            if title.start - piece.start > FRONT and piece.tag not in ("ORG", "LOC"):
                break
            if piece.tag in ("ORG", "LOC") or piece.tag not in LOOSE:
                break
            count += 1
        anchored = count < len(out) and out[len(out) - count - 1].tag in ("ORG", "LOC")
        if title.by == "byline-title" and not anchored:
            return title.start
        if not anchored or any(self._stops(text, p) for p in out[len(out) - count :]):
            count = self._nouns(text, out, title)
        start = out[len(out) - count].start if count else title.start
        del out[len(out) - count :]
        if anchored and count and out[-1].tag == "ORG" and text.endswith(self._departments, start, title.start):
            out[-1] = out[-1]._replace(end=title.start, by="organisation")  # 某公司维修班, 班长
            return title.start
        pointed = start < title.start and text[start : start + 2] in self.organisations.demonstratives
        return start + 1 if pointed else start

    def _committee(self, text: str, out: list[Piece], title: Piece) -> Piece:
        """The committee of a place is an organisation (沙湾镇党委, 书记), that of a body a part of the title."""
        branch = next((b for b in self._committees if text.startswith(b, title.start)), None)
        before = out[-1] if out else None
        if branch is None or before is None or before.end != title.start or title.end == title.start + len(branch):
            return title
        word = text[before.start : before.end]
        if word in self.organisations.levels or word == "校" or (
            before.tag in ("LOC", "ORG") and word.endswith(tuple(self.organisations.levels | {"村"}))
        ):
            out[-1] = before._replace(end=title.start + len(branch), tag="ORG", by="organisation")
            return title._replace(start=title.start + len(branch))
        return title

    def _fused(self, text: str, title: Piece) -> list[Piece]:
        """A title that shares a character with its body (市公安局长): 市公安 and 局长 (guideline, section 1)."""
        at = title.end - 2
        shared = text[at : title.end] in self._chiefs and at - title.start > 1
        if shared and self.organisations.head(text, title.start, at + 1) > 1:
            return [title._replace(end=at, tag="ORG", by="organisation"), title._replace(start=at)]
        return [title]

    def _branch(self, text: str, out: list[Piece], title: Piece) -> int:
        """Where a title begins whose party branch the tagger took for a body of its own (宣传部部长)."""
        before = out[-1] if out else None
        alone = len(out) < 2 or out[-2].tag not in ("ORG", "LOC") or out[-2].end != out[-1].start
        touching = before is not None and before.tag == "ORG" and before.end == title.start
        if before and touching and alone and text[before.start : before.end] in self._branches:
            return out.pop().start
        return title.start

    def _stops(self, text: str, piece: Piece) -> bool:
        return text[piece.start : piece.end] in self.organisations.stops

    def _nouns(self, text: str, out: list[Piece], title: Piece) -> int:
        """How many plain nouns right before a title without an organisation belong to it (大赛评委)."""
        count = 0
        while count < len(out):
            piece = out[len(out) - count - 1]
            far = title.start - piece.start > SHORT_FRONT
            alone = piece.end - piece.start == 1 and text[piece.start] in self.names.surnames
            if far or alone or piece.tag not in NOUNS - {"ORG", "LOC"} or self._stops(text, piece):
                break
            count += 1
        return count

    def _group(self, text: str, out: list[Piece], group: Piece) -> Piece:
        """市领导 and 某公司相关负责人 are titles; 领导 with no place or body is none."""
        before = out[-1] if out else None
        if before is None or before.end != group.start:
            return group._replace(tag="n")
        word = text[before.start : before.end]
        if word in self._groups:
            out.pop()
            return group._replace(start=before.start, tag="TITLE", by="group-title")
        if before.tag in ("ORG", "LOC"):
            return group._replace(tag="TITLE", by="group-title")
        return group._replace(tag="n")
