"""The stage as configs name it: ``@stages = "renzhi.pages.v1"``, or ``"renzhi.text.v1"`` for text alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from ..errors import InputError
from ..page import Page
from ..record import Source
from ..registry import registry
from . import formats as _formats
from .encoding import decode
from .hints import PATTERN, Hints, compile_pattern
from .inputs import Input

Reader = Callable[[Input, bytes, Hints], Iterator[Page | InputError]]
"""Turns an input, its bytes and the hints into pages; raises ``InputError`` where it cannot.

For a page that cannot be read while others of the input can, it gives the error. In
its attribute ``suffixes``, if it has one, stands what it takes from a folder.
"""


@registry.stages("renzhi.pages.v1")
def make_pages(pattern: str = PATTERN, formats: Sequence[str] = _formats.FORMATS) -> Reader:
    """Text, PDF, ALTO XML, PAGE XML and hOCR, told apart by their bytes; the last four keep where lines stand.

    ``pattern`` as in ``renzhi.text.v1``; ``formats`` are those that are read,
    of ``text``, ``pdf``, ``alto``, ``page`` and ``hocr``.

    >>> word = '<String HPOS="0" VPOS="0" WIDTH="40" HEIGHT="10" CONTENT="县长林远"/>'
    >>> alto = f"<alto><Layout><Page><TextBlock><TextLine>{word}</TextLine></TextBlock></Page></Layout></alto>"
    >>> page, = make_pages()(Input("p.xml", "p.xml"), alto.encode(), Hints())
    >>> page.text, [(box.right, box.bottom) for box in page.boxes]
    ('县长林远', [(40.0, 10.0)])
    """
    compiled = compile_pattern(pattern)

    def read(item: Input, data: bytes, hints: Hints) -> Iterator[Page | InputError]:
        """The pages of an input of these formats."""
        return _formats.pages(item, data, hints.issue(item, compiled), formats)

    read.suffixes = _formats.suffixes(formats)  # type: ignore[attr-defined]
    return read


@registry.stages("renzhi.text.v1")
def make(pattern: str = PATTERN) -> Reader:
    """Plain text: UTF-8, GB18030 or UTF-16, one page a file.

    ``pattern`` is a regular expression for what file names say of the issue, in
    its groups ``date``, ``paper`` and ``region``.

    >>> read = make()
    >>> page, = read(Input("p.txt", "20240306-p2.txt"), "县长林远".encode("gb18030"), Hints())
    >>> page.id, page.text, page.source.encoding, page.issue.date
    ('20240306-p2', '县长林远', 'gb18030', '2024-03-06')
    """
    compiled = compile_pattern(pattern)

    def read(item: Input, data: bytes, hints: Hints) -> Iterator[Page]:
        text, encoding = decode(data, item.file)
        source = Source(item.name, hashlib.sha256(data).hexdigest(), encoding)
        yield Page(item.id, text, source, hints.issue(item, compiled))

    return read
