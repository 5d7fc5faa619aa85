"""Characters or words in lines with a tag, sentences divided by blank lines: IOB1, IOB2, BIOES, BMES, BILOU.

The formats of CoNLL 2002 and 2003, of the MSRA and Resume corpora of Chinese
names, of Universal NER, whose lines have a number first and the tag third, and
CoNLL-U with ``NE=B-PER`` in its last column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple

from ...clean.fold import fold_text
from ...errors import RenzhiError
from ..examples import Example, Marked, Marks
from .items import Item, item

SCHEMES = {"BIOES": "BIES", "BMES": "BMES", "BILOU": "BILU", "IOB2": "BIIB", "IOB1": "IIII"}
"""What begins a span, goes on in it, ends it, and is one alone; in IOB1 a span behind one of its kind begins with B."""
_GOES_ON, _ENDS, _ALONE = "IMEL", "EL", "SU"
_TAG = re.compile(r"O|[BIMELSU]-\S+")
_MISC = re.compile(r"(?:^|\|)NE=([^|]+)")
_LOOKED_AT, _MOST = 500, 0.9
"""Lines that tell which column is which, and the share of them that must."""
_CONLLU = 10
_TEXT, _DOC, _ID, _DOCSTART = "# text =", "# newdoc", "# sent_id =", "-DOCSTART-"


class Token(NamedTuple):
    """A token, its tag, and the number of its line."""

    text: str
    tag: str
    line: int


class Sentence(NamedTuple):
    """Tokens, and what the comments before them say: the document, an id, and the text with its blanks."""

    doc: str
    id: str
    text: str
    tokens: list[Token]
    spans: list[Marked]
    """In tokens, whatever scheme they are in."""
    line: int
    """Where it begins, or where its problem is."""
    problem: str


def read(
    lines: Iterable[str], convention: str, labels: Sequence[str], token: int = 0, tag: int = 1, block: int = 50
) -> Iterator[Example]:
    r"""Sentences as examples, of any scheme and of several; labels other than ``labels`` are passed over.

    ``token`` and ``tag`` are columns. Where no line ``# newdoc`` says where
    documents begin, every ``block`` sentences count as one.

    >>> (example,) = read("林\tB-PER\n远\tI-PER\n来\tO\n".splitlines(), "msra", ["PER"])
    >>> example.text, example.marks[0].spans
    ('林远来', (Marked(start=0, end=2, label='PER'),))
    """
    for sentence in _sentences(lines, token, tag, convention, block):
        if sentence.problem:
            raise RenzhiError(f"{convention}, line {sentence.line}: {sentence.problem}")
        text = fold_text("".join(token.text for token in sentence.tokens))
        spans = tuple(span for span in _characters(sentence) if span.label in labels)
        yield Example(text, sentence.doc, (Marks(convention, tuple(labels), spans),))


def items(lines: Sequence[str], path: Path) -> list[Item]:
    r"""The sentences of the file ``path``, in the scheme that most of them are in; one of another scheme is wrong.

    >>> items("林\tB-PER\n远\tE-PER\n\n周\tB-PER\n明\tI-PER\n\n何\tS-PER".splitlines(), Path("a"))[1].problem
    'I-PER where BIOES has E-PER; write all of the file in one scheme'
    """
    token, tag = _columns(lines)
    found = list(_sentences(lines, token, tag, path.stem))
    whole = [sentence for sentence in found if sentence.spans and not sentence.problem]
    scheme = max(SCHEMES, key=lambda scheme: sum(_other(sentence, scheme) is None for sentence in whole))
    return [_item(sentence, scheme) for sentence in found]


def is_columns(lines: Sequence[str]) -> bool:
    """Whether lines are tokens with tags.

    >>> is_columns(["林 B-PER"]), is_columns(["林远 来 了"])
    (True, False)
    """
    return _columns(lines)[1] > 0


def _item(sentence: Sentence, scheme: str) -> Item:
    place = f":{sentence.line}"
    if sentence.problem:
        return Item(place, None, sentence.id, sentence.problem)
    other = _other(sentence, scheme)
    if other is not None:
        token, wanted = other
        problem = f"{token.tag} where {scheme} has {wanted}; write all of the file in one scheme"
        return Item(f":{token.line}", None, sentence.id, problem)
    starts = _placed(sentence)
    text = sentence.text if starts else "".join(token.text for token in sentence.tokens)
    spans = _characters(sentence, starts)
    return item(place, text, spans, sentence.doc, sentence.id)


def _columns(lines: Sequence[str]) -> tuple[int, int]:
    """Which column has the tokens, and which the tags: the last one that holds nothing else; 0 where there is none."""
    tokens = (line for line in lines if line.strip() and not line.startswith(("# ", _DOCSTART)))
    rows = [_fields(line) for line in islice(tokens, _LOOKED_AT)]
    widest = max(map(len, rows), default=0)
    for column in reversed(range(1, widest)):
        tags = [_tag(row, column) for row in rows if len(row) > column]
        good = sum(bool(_TAG.fullmatch(tag)) for tag in tags)
        if good >= _MOST * len(rows) and any(tag != "O" for tag in tags):
            numbers = sum(row[0].isdigit() for row in rows)
            return int(column > 1 and numbers >= _MOST * len(rows)), column
    return 0, 0


def _fields(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else line.split()


def _tag(row: Sequence[str], column: int) -> str:
    """A tag; that of CoNLL-U stands in its column of other things, if it is not O."""
    if len(row) != _CONLLU or column != _CONLLU - 1:
        return row[column]
    found = _MISC.search(row[column])
    return found[1] if found else "O"


def _sentences(lines: Iterable[str], token: int, tag: int, name: str, block: int = 50) -> Iterator[Sentence]:
    tokens: list[Token] = []
    count, document = 0, ""
    problem: tuple[int, str] | None = None
    said = {_ID: "", _TEXT: ""}
    for number, line in enumerate([*lines, ""], 1):
        line = line.rstrip("\r\n")
        if line.startswith(_DOC):
            document = line.partition("=")[2].strip()
        elif line.startswith(_DOCSTART):
            document = f"{name}-{number}"
        elif line.startswith("# ") and not tokens:
            said |= {key: line.removeprefix(key).strip() for key in said if line.startswith(key)}
        elif line.strip():
            fields = _fields(line)
            found = Token("", "O", number)
            if len(fields) <= max(token, tag):
                problem = problem or (number, f"{line!r} has {len(fields)} columns; expected a tag in column {tag + 1}")
            else:
                found = Token(fields[token], _tag(fields, tag), number)
            if not _TAG.fullmatch(found.tag):
                problem = problem or (number, f"{found.tag!r} is no tag such as B-PER, I-PER or O")
            tokens.append(found)
        elif tokens:
            doc = document or f"{name}-{count // block}"
            spans = _spans([token.tag for token in tokens])
            yield Sentence(doc, said[_ID], said[_TEXT], tokens, spans, *(problem or (tokens[0].line, "")))
            tokens, problem, said = [], None, dict.fromkeys(said, "")
            count += 1


def _spans(tags: Sequence[str]) -> list[Marked]:
    """Spans in tokens; what goes on with nothing begins a span too."""
    spans: list[Marked] = []
    start, open_ = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        place, _, label = tag.partition("-")
        if open_ and not (place in _GOES_ON and label == open_):
            spans.append(Marked(start, at, open_))
            open_ = ""
        if label and not open_:
            start, open_ = at, label
        if open_ and place in _ENDS + _ALONE:
            spans.append(Marked(start, at + 1, open_))
            open_ = ""
    return spans


def _other(sentence: Sentence, scheme: str) -> tuple[Token, str] | None:
    """The first token that has another tag than the scheme writes, and that tag."""
    begins, goes_on, ends, alone = tuple(SCHEMES[scheme])
    before: tuple[int, str] = (-1, "")
    for start, end, label in sentence.spans:
        places = alone if end - start == 1 else begins + goes_on * (end - start - 2) + ends
        if scheme == "IOB1" and before == (start, label):
            places = "B" + places[1:]
        for token, place in zip(sentence.tokens[start:end], places, strict=True):
            if token.tag != f"{place}-{label}":
                return token, f"{place}-{label}"
        before = (end, label)
    return None


def _placed(sentence: Sentence) -> list[int]:
    """Where the tokens stand in the text that a comment gives; nothing where that is another text."""
    starts, at = [], 0
    if "".join(sentence.text.split()) != "".join("".join(token.text for token in sentence.tokens).split()):
        return []
    for token in sentence.tokens:
        at = sentence.text.find(token.text, at)
        if at < 0:
            return []
        starts.append(at)
        at += len(token.text)
    return starts


def _characters(sentence: Sentence, starts: Sequence[int] = ()) -> list[Marked]:
    """The spans in characters, of the text that a comment gives or of all tokens together."""
    tokens = sentence.tokens
    if not starts:
        starts = [0, *accumulate(len(token.text) for token in tokens)]
    return [
        Marked(starts[first], starts[last - 1] + len(tokens[last - 1].text), label)
        for first, last, label in sentence.spans
    ]
