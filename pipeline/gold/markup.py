"""The mark-up of hand-labelled gold: a page as its articles, a sentence a line.

A file begins with ``key: value`` lines (``page``, ``paper``, ``date``,
``region``) and goes on with records. ``corpora/README.md`` describes the rest;
in short::

    === article
    ! a headline line
    [明湖市委|ORG][书记|TITLE][林远|PER]主持会议。
    > 林远 = 明湖市委书记 : 明湖市委 / 书记

An empty line ends a paragraph, ``>`` says a relation of the sentence above,
``#`` begins a comment, a backslash takes the next character as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NoReturn, cast

from ..errors import RenzhiError
from ..record import LABELS, TYPES, Label, RelationType, Span
from .dates import interval

KEYS = ("page", "paper", "date", "region")
_KINDS = ("article", "fragment")
_TOKEN = re.compile(
    r"\\(?P<escaped>.)|\[(?P<text>[^\[\]|]*)\|(?P<label>[^\[\]|]*)\]|(?P<stray>[\[\]|\\])|(?P<plain>[^\[\]|\\]+)"
)
_NTH = re.compile(r"(.+)#([0-9]+)")


@dataclass(frozen=True)
class Mark:
    """A labelled span of a draft's text."""

    start: int
    end: int
    label: Label
    line: int


@dataclass(frozen=True)
class Claim:
    """A relation line: persons by name, the role by its words and, where they stand more than once, ``nth``."""

    persons: tuple[str, ...]
    role: str
    nth: int | None
    org: str | None
    title: str
    type: RelationType
    optional: bool
    date: tuple[str, str] | None
    sentence: int
    line: int


@dataclass
class Draft:
    """A record as marked up: clean text, and where in the file it stands."""

    kind: Literal["article", "fragment"]
    line: int
    headlines: list[tuple[str, int]] = field(default_factory=list)
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """For each sentence its line in the file."""
    marks: list[Mark] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def line_at(self, offset: int) -> int:
        """The line of the file that holds the character ``offset`` of ``text``."""
        before = [line for (start, _), line in zip(self.sentences, self.lines, strict=True) if start <= offset]
        return before[-1] if before else self.line


@dataclass
class Markup:
    """A whole file: its head and its records."""

    head: dict[str, str]
    drafts: list[Draft]


def parse(text: str, name: str) -> Markup:
    """The mark-up ``text`` of the file ``name``, which errors cite.

    >>> page = parse("page: p1\\n=== article\\n! 开会\\n[林远|PER][市长|TITLE]到场。\\n> 林远 = 市长", "p1.gold.txt")
    >>> draft = page.drafts[0]
    >>> draft.text, draft.headlines, [draft.text[m.start : m.end] for m in draft.marks]
    ('林远市长到场。', [('开会', 3)], ['林远', '市长'])
    >>> parse("page: p1\\n=== article\\n[林远|PERSON]到场。", "p1.gold.txt")
    Traceback (most recent call last):
    ...
    pipeline.errors.RenzhiError: p1.gold.txt:3: label 'PERSON' of '林远'; use one of PER, ORG, LOC, TITLE, DATE
    """
    parser = _Parser(name)
    for number, line in enumerate(text.split("\n"), 1):
        parser.feed(line.rstrip(), number)
    return parser.result()


class _Parser:
    def __init__(self, name: str):
        self.name = name
        self.head: dict[str, str] = {}
        self.drafts: list[Draft] = []
        self.line = 0
        self.fresh = True
        """Whether the next sentence begins a paragraph."""

    def fail(self, message: str) -> NoReturn:
        raise RenzhiError(f"{self.name}:{self.line}: {message}")

    def feed(self, line: str, number: int) -> None:
        self.line = number
        if line.startswith("#"):
            return
        if line.startswith("==="):
            self._begin(line[3:].strip())
        elif not line:
            self.fresh = True
        elif not self.drafts:
            self._head(line)
        elif line.startswith("!"):
            self._headline(line[1:].strip())
        elif line.startswith(">"):
            self._claim(line[1:].strip())
        else:
            self._sentence(line)

    def result(self) -> Markup:
        self.line = 1
        if "page" not in self.head:
            self.fail("no 'page: NAME' line before the first record; add one")
        for draft in self.drafts:
            if not draft.text:
                self.line = draft.line
                self.fail(f"this {draft.kind} has no text; write its sentences below, one a line")
        return Markup(self.head, self.drafts)

    def _begin(self, kind: str) -> None:
        if kind not in _KINDS:
            self.fail(f"record of kind {kind!r}; write '=== article' or '=== fragment'")
        self.drafts.append(Draft(cast(Literal["article", "fragment"], kind), self.line))
        self.fresh = True

    def _head(self, line: str) -> None:
        key, colon, value = line.partition(":")
        if not colon or key not in KEYS:
            self.fail(f"{line!r} before the first record; expected 'key: value' with a key of {', '.join(KEYS)}")
        self.head[key] = value.strip()

    def _headline(self, text: str) -> None:
        draft = self.drafts[-1]
        if draft.text:
            self.fail("a headline below the text; put the '!' lines directly under '=== article'")
        plain, marks = self._marked(text, 0)
        if marks:
            self.fail("a labelled span in a headline; nothing is extracted from headlines, take the brackets off")
        draft.headlines.append((plain, self.line))

    def _sentence(self, line: str) -> None:
        draft = self.drafts[-1]
        if draft.text and self.fresh:
            draft.text += "\n"
        start = len(draft.text)
        plain, marks = self._marked(line, start)
        draft.text += plain
        draft.sentences.append((start, len(draft.text)))
        draft.lines.append(self.line)
        draft.marks.extend(marks)
        self.fresh = False

    def _marked(self, line: str, offset: int) -> tuple[str, list[Mark]]:
        if line != line.strip() or "  " in line:
            self.fail("blanks at the start of a line, or two together; a blank divides two words and is one space")
        plain: list[str] = []
        marks: list[Mark] = []
        at = offset
        for token in _TOKEN.finditer(line):
            if token["stray"]:
                self.fail(f"a lone {token[0]!r} at column {token.start() + 1}; write [text|LABEL], or \\{token[0]}")
            piece = token["text"] if token["label"] is not None else token["escaped"] or token["plain"]
            if token["label"] is not None:
                marks.append(self._mark(piece, token["label"], at))
            plain.append(piece)
            at += len(piece)
        return "".join(plain), marks

    def _mark(self, text: str, label: str, start: int) -> Mark:
        if label not in LABELS:
            self.fail(f"label {label!r} of {text!r}; use one of {', '.join(LABELS)}")
        if not text or text != text.strip():
            self.fail(f"labelled span {text!r} is empty or begins or ends with a blank; move the brackets")
        return Mark(start, start + len(text), label, self.line)

    def _claim(self, line: str) -> None:
        draft = self.drafts[-1]
        if not draft.sentences:
            self.fail("a relation before any sentence; put it below the sentence that holds its role")
        body, _, when = line.partition(" @ ")
        post, *words = [part.strip() for part in body.split(" ; ")]
        names, equals, post = post.partition(" = ")
        role, colon, full = post.partition(" : ")
        org, slash, title = full.partition(" / ")
        if not equals or not names.strip() or not role.strip() or (colon and not slash):
            self.fail(f"relation {line!r}; write '> PERSON = ROLE : ORG / TITLE ; type @ date', from ':' on as needed")
        nth = _NTH.fullmatch(role.strip())
        role = nth[1] if nth else role.strip()
        draft.claims.append(
            Claim(
                persons=tuple(name.strip() for name in names.split("、")),
                role=role,
                nth=int(nth[2]) if nth else None,
                org=None if org.strip() in ("", "-") else org.strip(),
                title=title.strip() or role,
                type=self._type(words),
                optional="optional" in words,
                date=self._date(when.strip()),
                sentence=len(draft.sentences) - 1,
                line=self.line,
            )
        )

    def _type(self, words: list[str]) -> RelationType:
        types = [word for word in words if word != "optional"]
        unknown = [word for word in types if word not in TYPES]
        if unknown or len(types) > 1:
            self.fail(f"relation type {' ; '.join(types)!r}; use one of {', '.join(TYPES)} (and 'optional')")
        return cast(RelationType, types[0]) if types else "holds"

    def _date(self, when: str) -> tuple[str, str] | None:
        try:
            return interval(when) if when else None
        except ValueError:
            self.fail(f"date {when!r}; write 2024, 2024-03, 2024-03-05, or two of them with '..' between")
