"""The formats that ``renzhi export`` writes, and how a file or a folder of one comes into its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from ..collection import Collection
from ..errors import RenzhiError
from ..record import replacing, replacing_folder

Notes = Counter[str]
"""What a format could not take, or had to change: in words, and how often."""


class Format(NamedTuple):
    """A format: its module's function ``write``, and what it makes."""

    module: str
    about: str
    files: tuple[str, ...] = ()
    """Patterns of the files of a folder; none where a single file is written."""
    words: bool = False
    """Whether it is in words, by a segmenter of the user's choice."""
    extra: str = "export"
    """What to install where a package is missing."""
    worked_on: bool = False
    """Whether people change it where it is, so that it must not be replaced."""


TABLES = ("relations.csv", "persons.csv", "articles.csv")
HUB = ("README.md", "data/*.parquet")
TASKS = ("tasks.json", "config.xml")
STANDOFF = ("annotation.conf", "**/*.txt", "**/*.ann")
FORMATS = {
    "csv": Format("sheets", "a folder of tables: relations, persons, articles", TABLES),
    "xlsx": Format("xlsx", "a workbook with the same tables as sheets"),
    "parquet": Format("parquet", "the records as columns"),
    "arrow": Format("arrow", "the records as columns, Arrow's file format (Feather)"),
    "hub-folder": Format("hub", "Parquet by split and a data card, as dataset hubs read it", HUB, extra="data"),
    "conll": Format("conll", "a character and its IOB2 tag a line"),
    "conllu": Format("conllu", "CoNLL-U: words, entities in MISC", words=True),
    "docbin": Format("docbin", "spaCy's DocBin: entities, sentences, and the record in user_data", words=True),
    "cluener": Format("cluener", "JSON lines of sentences as CLUENER has them"),
    "hipe": Format("hipe", "the TSV of the HIPE shared tasks on historical newspapers"),
    "jsonl-triples": Format("triples", "a line of JSON a relation: subject, predicate, object"),
    "ftm": Format("ftm", "FollowTheMoney: Person, Organization, Position, Occupancy, with their articles"),
    "graphml": Format("graphml", "a graph of persons and organisations, an edge a relation"),
    "gexf": Format("gexf", "the same for Gephi"),
    "labelstudio": Format("labelstudio", "Label Studio: tasks.json and config.xml", TASKS, worked_on=True),
    "doccano": Format("doccano", "doccano: JSON lines with relations", worked_on=True),
    "brat": Format("brat", "brat: a folder of standoff with annotation.conf", STANDOFF, worked_on=True),
    "prodigy": Format("prodigy", "Prodigy: JSON lines for rel.manual", worked_on=True),
}


def export(source: Collection, name: str, out: Path, segmenter: str = "characters") -> Notes:
    """Write records in a format; the file or folder ``out`` is replaced when all is written.

    Raises ``RenzhiError`` where the format is unknown, a package is missing, a
    record is bad or ``out`` cannot be written.
    """
    if name not in FORMATS:
        raise RenzhiError(f"--to {name}: no such format; one of: {', '.join(FORMATS)}")
    wanted = FORMATS[name]
    if segmenter != "characters" and not wanted.words:
        words = ", ".join(key for key, value in FORMATS.items() if value.words)
        raise RenzhiError(f"--segmenter: {name} is not in words; it goes with: {words}")
    if wanted.worked_on and out.exists() and (out.is_file() or any(out.iterdir())):
        raise RenzhiError(f"{out}: is there already, and people may have worked on it; give another --out")
    if out.exists() and any(out.samefile(path) for path in source.files if path.exists()):
        raise RenzhiError(f"{out}: is what is exported, and would be gone; give another --out")
    write = import_module(f".{wanted.module}", __package__).write
    notes = Notes()
    arguments = (source, notes, segmenter) if wanted.words else (source, notes)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _folder(out, wanted.files) if wanted.files else _file(out) as target:
            write(target, *arguments)
    except ModuleNotFoundError as error:
        raise RenzhiError(
            f"{name} needs {error.name}; install it with: pip install 'renzhi[{wanted.extra}]'"
        ) from error
    except OSError as error:
        raise RenzhiError(f"{out}: cannot be written: {error.strerror or error}; choose another") from error
    return notes


@contextmanager
def _file(out: Path) -> Iterator[object]:
    if out.is_dir():
        raise RenzhiError(f"{out}: is a folder; this format is one file, give its name")
    with replacing(out) as file:
        yield file


@contextmanager
def _folder(out: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    """A folder that takes the place of ``out`` when the block ends well; there, only an earlier export may be."""
    if out.exists() and not out.is_dir():
        raise RenzhiError(f"{out}: is a file; this format is a folder, give its name")
    kept = {path for pattern in patterns for path in out.glob(pattern)}
    other = next((path for path in out.rglob("*") if path.is_file() and path not in kept), None)
    if other:
        raise RenzhiError(f"{out}: has files of another kind ({other.name}); give another --out")
    with replacing_folder(out) as made:
        yield made
