"""Characters or words in lines with a tag, sentences divided by blank lines: BIO, IOB2, BIOES, BMES.

The formats of CoNLL 2002 and 2003, of the MSRA and Resume corpora of Chinese
names, and of Universal NER, whose lines have a number first and the tag third.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...clean.fold import fold_text
from ...errors import RenzhiError
from ..examples import Example, Marked, Marks

_GOES_ON = "IME"


def read(
    lines: Iterable[str], convention: str, labels: Sequence[str], token: int = 0, tag: int = 1, block: int = 50
) -> Iterator[Example]:
    r"""Sentences of a file as examples; labels other than ``labels`` are passed over.

    ``token`` and ``tag`` are columns. Where no line ``# newdoc`` says where
    documents begin, every ``block`` sentences count as one.

    >>> (example,) = read("林\tB-PER\n远\tI-PER\n来\tO\n".splitlines(), "msra", ["PER"])
    >>> example.text, example.marks[0].spans
    ('林远来', (Marked(start=0, end=2, label='PER'),))
    """
    rows: list[tuple[str, str]] = []
    count, document = 0, ""
    for number, line in enumerate([*lines, ""], 1):
        line = line.rstrip("\r\n")
        if line.startswith("# newdoc"):
            document = line.partition("=")[2].strip()
        elif line.startswith("# ") and not rows:
            continue
        elif line.strip():
            fields = line.split("\t") if "\t" in line else line.split(" ")
            if len(fields) <= max(token, tag):
                wanted = f"has {len(fields)} columns; expected a tag in column {tag + 1}"
                raise RenzhiError(f"{convention}, line {number}: {line!r} {wanted}")
            rows.append((fields[token], fields[tag]))
        elif rows:
            doc = document or f"{convention}-{count // block}"
            yield Example(fold_text("".join(word for word, _ in rows)), doc, (_marks(rows, convention, labels),))
            rows = []
            count += 1


def _marks(rows: Sequence[tuple[str, str]], convention: str, labels: Sequence[str]) -> Marks:
    spans: list[Marked] = []
    at, start, label = 0, 0, ""
    for word, tag in [*rows, ("", "O")]:
        place, _, kind = tag.partition("-")
        if label and not (place in _GOES_ON and kind == label):
            spans.append(Marked(start, at, label))
            label = ""
        if kind and not label:  # an I without a B begins one too
            start, label = at, kind
        at += len(word)
    return Marks(convention, tuple(labels), tuple(span for span in spans if span.label in labels))
