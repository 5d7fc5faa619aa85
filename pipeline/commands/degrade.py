"""``renzhi degrade``: pages of clean articles, as they come out of a PDF, with the truth beside them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from .. import record
from ..degrade import DegradedPage, load, pages, read
from ..errors import ConfigError, RenzhiError


class PageNote(msgspec.Struct):
    """A line of ``pages.jsonl``: ``path`` below the output folder, ids of the records that another article cuts."""

    path: str
    seed: int
    layout: str
    articles: int
    interleaved: list[str]


def write(made: Iterable[DegradedPage], out: Path, name: str) -> list[PageNote]:
    """Write ``pages/<name>-0001.txt`` …, the records of each in ``gold/``, and ``pages.jsonl``; gives its lines.

    Raises ``RenzhiError`` where ``out`` has pages already.
    """
    folders = [out / "pages", out / "gold"]
    for folder in folders:
        if folder.is_dir() and any(folder.iterdir()):
            raise RenzhiError(f"{folder}: has files already, which would be mixed with new ones; give another --out")
        folder.mkdir(parents=True, exist_ok=True)
    notes = []
    for number, page in enumerate(made, 1):
        stem = f"{name}-{number:04}"
        with record.replacing(folders[0] / f"{stem}.txt") as file:
            file.write(page.text.encode())
        numbered = page.numbered(stem)
        record.write_lines(folders[1] / f"{stem}.jsonl", [item for item, _ in numbered])
        cut = [item.id for item, article in numbered if article in page.interleaved]
        notes.append(PageNote(f"pages/{stem}.txt", page.seed, page.layout, len(page.stories), cut))
    record.write_lines(out / "pages.jsonl", notes)
    return notes


def overrides_of(settings: Iterable[str], articles: str | None = None) -> dict[str, Any]:
    """Overrides of a preset, from ``degrade.key=value`` and the ``--articles`` option.

    >>> overrides_of(["degrade.ocr=0.02"], "5-10")
    {'ocr': 0.02, 'articles': [5, 10]}
    """
    from ..config import parse_override  # it imports spaCy, which the other commands need not wait for

    found: dict[str, Any] = {}
    for text in settings:
        key, value = parse_override(text)
        section, _, name = key.partition(".")
        if section != "degrade":
            raise ConfigError(f"--set {text}: no section {section!r}; write --set degrade.key=value")
        found[name] = value
    if articles is not None:
        low, _, high = articles.partition("-")
        if not low.isdecimal() or not (high or low).isdecimal():
            raise ConfigError(f"--articles {articles}: write a number or a range, for instance 5-10")
        found["articles"] = [int(low), int(high or low)]
    return found


def command(
    articles: Annotated[
        list[Path],
        typer.Argument(
            metavar="ARTICLES...",
            help='JSONL files: records (articles.jsonl, gold) or lines {"headline": […], "text": "…", "persons": […]}.',
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for pages/, gold/ and pages.jsonl.")],
    preset: Annotated[
        str, typer.Option("--preset", metavar="NAME|PATH", help="standard, training, or a .cfg file with [degrade].")
    ] = "standard",
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same pages.")] = 1,
    number: Annotated[
        int | None,
        typer.Option("--pages", min=1, metavar="N", help="How many; as many as print each article once, by default."),
    ] = None,
    per_page: Annotated[
        str | None, typer.Option("--articles", metavar="LOW-HIGH", help="Articles on a printed page.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="DEGRADE.KEY=VALUE", help="Change one setting of the preset; may be repeated."),
    ] = None,
) -> None:
    """Make pages of clean articles, as they come out of a PDF, with the truth beside them.

    \b
    renzhi degrade corpora/gold/*.jsonl --out degraded
    renzhi run degraded/pages --out out
    renzhi evaluate out degraded/gold
    """
    chosen = load(preset, overrides_of(settings or (), per_page))
    notes = write(pages(read(articles), chosen, seed, number), out, chosen.name)
    total = sum(note.articles for note in notes)
    typer.echo(f"{len(notes)} pages of {total} articles written to {out}/")
