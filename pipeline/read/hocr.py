"""hOCR → the printed lines of its pages. It is HTML, so that no XML parser will do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ..errors import InputError
from .markup import KNOWN
from .printed import Edges, Printed, edges_of, hull, one_line

_LINES = {"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"}
"""What Tesseract and others call a line."""
_BLOCKS = {"ocr_carea", "ocrx_block"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_BOX = re.compile(r"\bbbox((?:\s+[^\s;]+){4})")
_SIZE = re.compile(r"\bx_size\s+(\d+(?:\.\d+)?)")
_HELP = "write it anew with bbox, or give the text as .txt"


def read(text: str, file: str) -> Iterator[list[Printed]]:
    """The lines of each ``ocr_page`` in the order of the file, which in hOCR is the reading order.

    Raises ``InputError`` that names ``file`` where it is no hOCR, declares
    entities, or has a line without coordinates.
    """
    parser = _Parser()
    parser.feed(text)
    parser.close()
    if parser.declares:
        raise InputError(f"{file}: HTML with entities of its own, which are refused; remove them from the DOCTYPE")
    if not parser.pages:
        raise InputError(f"{file}: HTML, but not hOCR (no ocr_page in it); known formats: {KNOWN}, PDF, text")
    for page in parser.pages:
        yield [printed for line in page if (printed := _printed(line, file))]


@dataclass
class _Line:
    title: str
    block: int
    text: str = ""
    words: list[str] = field(default_factory=list)
    """Titles of its words."""
    strong: int = 0
    """How many characters stand inside ``strong`` or ``b``."""


class _Parser(HTMLParser):
    """Collects lines by page; knows what is open, so that it sees where a line ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pages: list[list[_Line]] = []
        self.declares = False
        self._open: list[tuple[str, _Line | None]] = []
        self._block = 0

    def handle_decl(self, decl: str) -> None:
        self.declares = self.declares or "[" in decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        classes, title = set(given.get("class", "").split()), given.get("title", "")
        line = self._line()
        if "ocr_page" in classes:
            self.pages.append([])
            self._block = 0
        elif classes & _BLOCKS:
            self._block += 1
        elif classes & _LINES and self.pages:
            line = _Line(title, self._block)
            self.pages[-1].append(line)
        elif line and "ocrx_word" in classes:
            line.words.append(title)
        if tag not in _VOID:
            self._open.append((tag, line))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self._open) and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        line = self._line()
        if line:
            line.text += data
            if any(name in ("strong", "b") for name, _ in self._open):
                line.strong += len(data)

    def _line(self) -> _Line | None:
        return self._open[-1][1] if self._open else None


_BETWEEN = re.compile(r"(?<![!-~])[ \t\r\n\f]+|[ \t\r\n\f]+(?![!-~])")
"""White space of the source that no reader sees: beside a Chinese character."""


def _printed(line: _Line, file: str) -> Printed | None:
    text = one_line(_BETWEEN.sub("", line.text))
    if not text:
        return None
    where = f"{file}: hOCR line {text!r}"
    edges = _edges(line.title, where) or _around(line.words, where)
    if not edges:
        raise InputError(f"{where} has no coordinates (bbox in its title); {_HELP}")
    size = _SIZE.search(line.title)
    bold = 2 * line.strong > len(text)
    return Printed(text, *edges, float(size[1]) if size else edges[3] - edges[1], bold=bold, block=line.block)


def _edges(title: str, where: str) -> Edges | None:
    found = _BOX.search(title)
    return edges_of(found[1].split(), where) if found else None


def _around(words: list[str], where: str) -> Edges | None:
    found = [edges for title in words if (edges := _edges(title, where))]
    return hull(found) if found else None
