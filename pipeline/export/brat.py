"""brat: standoff, a ``.txt`` and an ``.ann`` a record, and the configuration for them.

Spans overlap where a role covers its body and title, which ``annotation.conf``
allows. A post is a note on its role.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ..errors import RenzhiError
from .marked import ARC_LABELS, ROLE, SPAN_LABELS, Arc, Mark, Marked, Post, Source, post

FILES = ("annotation.conf", "**/*.txt", "**/*.ann")


def config() -> str:
    """``annotation.conf``."""
    arcs = "\n".join(f"{label}\tArg1:PER, Arg2:{ROLE}" for label in ARC_LABELS)
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    return "\n".join(
        ["[entities]", *SPAN_LABELS, "", "[relations]", overlap, arcs, "", "[events]", "", "[attributes]", ""]
    )


def name(record: str) -> str:
    """The name of a record's files, without suffix: brat takes no ``#``.

    >>> name("2024/0306-p2#01")
    '2024/0306-p2.01'
    """
    return record.replace("#", ".")


def write(folder: Path, source: Source, notes: Counter[str]) -> None:
    """Write the files of each record, in folders as the pages are."""
    (folder / FILES[0]).write_text(config(), "utf-8", newline="\n")
    for article in source.read():
        marked = Marked.of(article)
        path = folder / f"{name(marked.record)}.txt"
        if not path.resolve().is_relative_to(folder.resolve()) or path.exists():
            raise RenzhiError(
                f"{path}: the record {marked.record} has no name of its own below {folder}; rename its page"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(marked.text, "utf-8", newline="\n")
        path.with_name(path.name[: -len("txt")] + "ann").write_text(standoff(marked), "utf-8", newline="\n")


def standoff(marked: Marked) -> str:
    """The lines of an ``.ann`` file."""
    ids = {mark.id: f"T{number}" for number, mark in enumerate(marked.marks, 1)}
    lines = [
        f"{ids[mark.id]}\t{mark.label} {mark.start} {mark.end}\t{_flat(marked.text[mark.start : mark.end])}"
        for mark in marked.marks
    ]
    for number, arc in enumerate(marked.arcs, 1):
        lines.append(f"R{number}\t{arc.type} Arg1:{ids[arc.person]} Arg2:{ids[arc.role]}")
    posts = [mark for mark in marked.marks if mark.post is not None]
    lines += [f"#{number}\tAnnotatorNotes {ids[mark.id]}\t{mark.post}" for number, mark in enumerate(posts, 1)]
    return "".join(f"{line}\n" for line in lines)


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def read(path: Path, notes: Counter[str]) -> Iterator[Marked]:
    """The records of a folder of standoff; ``record`` is the name of its files."""
    files = sorted(path.rglob("*.ann")) if path.is_dir() else [path]
    if not files:
        raise RenzhiError(f"{path}: no .ann files; give the folder that brat worked on")
    root = path if path.is_dir() else path.parent
    for file in files:
        try:
            text = file.with_suffix(".txt").read_bytes().decode("utf-8")
            lines = file.read_bytes().decode("utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise RenzhiError(f"{file}: this, or its .txt, cannot be read: {error}") from error
        record = file.relative_to(root).with_suffix("").as_posix()
        yield _marked(Marked(record, text, where=str(file)), lines)


def _marked(found: Marked, lines: list[str]) -> Marked:
    posts: dict[str, Post] = {}
    for number, line in enumerate(lines, 1):
        where = f"{found.where}:{number}"
        fields = line.split("\t")
        try:
            if line.startswith("T"):
                label, start, *_, end = fields[1].split()
                if ";" in fields[1]:
                    raise RenzhiError(f"{where}: {fields[0]} has several pieces; a span is one piece here")
                found.marks.append(Mark(fields[0], label, int(start), int(end)))
            elif line.startswith("R"):
                label, one, two = fields[1].split()
                found.arcs.append(Arc(label, one.removeprefix("Arg1:"), two.removeprefix("Arg2:")))
            elif line.startswith("#") and fields[1].startswith("AnnotatorNotes "):
                posts[fields[1].split()[1]] = post(fields[2], where)
        except (ValueError, IndexError) as error:
            raise RenzhiError(f"{where}: {line!r} is no standoff of brat: {error}") from error
    found.marks = [mark._replace(post=posts.get(mark.id)) for mark in found.marks]
    return found
