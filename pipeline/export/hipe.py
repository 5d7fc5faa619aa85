"""hipe: the TSV of HIPE 2022, the shared task on entities in historical newspapers.

A character a line, in the columns of its scorer (Ehrmann et al., 2022,
https://github.com/hipe-eval/HIPE-2022-data). Posts, which it has as components
of a person's mention, are ``comp.function`` in NE-FINE-COMP.
"""

from __future__ import annotations

from typing import IO

from ..collection import Collection
from ..record import Article
from .formats import Notes
from .labels import labels
from .sentences import characters, sentences, tags

COLUMNS = (
    *("TOKEN", "NE-COARSE-LIT", "NE-COARSE-METO", "NE-FINE-LIT", "NE-FINE-METO", "NE-FINE-COMP", "NE-NESTED"),
    *("NEL-LIT", "NEL-METO", "MISC"),
)
APPLICABLE = "NE-COARSE-LIT NE-FINE-COMP"
FUNCTION = "comp.function"


def write(file: IO[bytes], source: Collection, notes: Notes) -> None:
    """Write the records, each a document."""
    known = labels("hipe")
    file.write("\t".join(COLUMNS).encode() + b"\n")
    for article in source.read():
        file.write("\n".join([*_head(article), *_rows(article, known, notes), "", ""]).encode())


def _head(article: Article) -> list[str]:
    about = {
        "dataset": "renzhi",
        "document_id": article.id,
        "date": article.issue.date,
        "language": "zh",
        "document_type": "newspaper",
        "original_source": article.source.path,
        "applicable_columns": APPLICABLE,
    }
    return [f"# hipe2022:{key} = {value}" for key, value in about.items() if value]


def _rows(article: Article, known: dict[str, str], notes: Notes) -> list[str]:
    text, rows = article.text, []
    for sentence in sentences(article, notes):
        words = characters(text, sentence)
        for number, ((start, end), tag) in enumerate(zip(words, tags(words, sentence.entities), strict=True), 1):
            place, _, label = tag.partition("-")
            coarse = f"{place}-{known[label]}" if label in known else "O"
            function = f"{place}-{FUNCTION}" if label == "TITLE" else "O"
            misc = [] if text[end : end + 1].isspace() else ["NoSpaceAfter"]
            misc += ["EndOfSentence"] if number == len(words) else []
            rows.append(
                "\t".join((text[start:end], coarse, "_", "_", "_", function, "_", "_", "_", "|".join(misc) or "_"))
            )
    return rows
