"""Which format an input is in, by its bytes; and its pages, whatever the format."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from ..errors import ConfigError, InputError
from ..page import Page
from ..record import Issue, Source
from .encoding import decode
from .inputs import SUFFIXES, Input
from .printed import Printed, Sheet, compose

FORMATS = tuple(SUFFIXES)
PDF = b"%PDF-"
_HEAD = 1024
"""Bytes within which a PDF must say that it is one."""
_MARKUP = re.compile(r"\s*<(?:\?xml\s|!DOCTYPE\s|(?:\w+:)?(?:html|alto|PcGts)[\s>])", re.IGNORECASE)
_MARKUP_SUFFIX = re.compile(r"\.(?:xml|hocr|html?)$", re.IGNORECASE)
_HTML = re.compile(r"(?:<[?!][^>]*>|[^<]+)*<(?:\w+:)?(?:html|head|body)[\s>]", re.IGNORECASE)


def suffixes(formats: Sequence[str]) -> tuple[str, ...]:
    """What is taken from a folder for these formats; raises ``ConfigError`` where there is no such format.

    >>> suffixes(["alto", "page", "text"])
    ('.xml', '.txt')
    """
    for name in formats:
        if name not in SUFFIXES:
            raise ConfigError(f"[read] formats: unknown format {name!r}; available: {', '.join(FORMATS)}")
    if not formats:
        raise ConfigError(f"[read] formats is empty; name some of: {', '.join(FORMATS)}")
    return tuple(dict.fromkeys(suffix for name in formats for suffix in SUFFIXES[name]))


def pages(item: Input, data: bytes, issue: Issue, formats: Collection[str] = FORMATS) -> Iterator[Page | InputError]:
    """The pages of an input: one for a text; for PDF, ALTO, PAGE XML and hOCR one for each printed page, with boxes.

    A printed page that has no text while others have is given as the error that
    says so. Raises ``InputError`` where the input is nothing of ``formats``, is
    broken, or has no text at all.

    >>> page, = pages(Input("p.txt", "p.txt"), "县长林远".encode(), Issue())
    >>> page.text, page.source.page, page.boxes
    ('县长林远', None, ())
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if PDF in data[:_HEAD]:
        from . import pdf

        _wanted("pdf", formats, item.file)
        yield from _numbered(item, pdf.read(data, item.file), Source(item.name, sha256, "pdf"), issue, always=True)
        return
    text, encoding = decode(data, item.file)
    source = Source(item.name, sha256, encoding)
    if _MARKUP.match(text) or _MARKUP_SUFFIX.search(item.file):
        yield from _numbered(item, map(Sheet, _lines(text, item.file, formats)), source, issue)
    else:
        _wanted("text", formats, item.file)
        yield Page(item.id, text, source, issue)


def _wanted(found: str, formats: Collection[str], file: str) -> None:
    if found not in formats:
        only = ", ".join(formats)
        raise InputError(f"{file}: its format is {found!r}, and [read] formats has only {only}; add it there")


def _lines(text: str, file: str, formats: Collection[str]) -> Iterator[list[Printed]]:
    if _HTML.match(text):
        from . import hocr

        _wanted("hocr", formats, file)
        return hocr.read(text, file)
    from . import alto, markup, pagexml

    root = markup.parse(text, file)
    match root.tag:
        case "alto":
            _wanted("alto", formats, file)
            return alto.read(root, file)
        case "PcGts":
            _wanted("page", formats, file)
            return pagexml.read(root, file)
    raise InputError(f"{file}: XML with the root {root.tag!r}; known formats: {markup.KNOWN}, PDF, text")


def _numbered(
    item: Input, sheets: Iterable[Sheet], source: Source, issue: Issue, always: bool = False
) -> Iterator[Page | InputError]:
    """Pages with their numbers, which a file of one page has only ``always``."""
    found = list(sheets)
    if not any(sheet.lines for sheet in found):
        raise next((sheet.problem for sheet in found if sheet.problem), _empty(item.file))
    for number, (lines, problem) in enumerate(found, 1):
        if problem:
            yield problem
        elif not lines:
            yield _empty(f"{item.file}: page {number} of {len(found)}")
        if lines:
            text, boxes = compose(lines)
            name = item.id if len(found) == 1 else f"{item.id}/{number}"
            page = number if always or len(found) > 1 else None
            yield Page(name, text, Source(source.path, source.sha256, source.encoding, page), issue, boxes)


def _empty(where: str) -> InputError:
    return InputError(f"{where}: no line with text; recognise its text (OCR) first")
