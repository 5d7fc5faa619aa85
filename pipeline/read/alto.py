"""ALTO XML (versions 2 to 4) → the printed lines of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ..errors import InputError
from .markup import inside
from .printed import Edges, Printed, edges_of, hull, one_line

_PLACE = ("HPOS", "VPOS", "WIDTH", "HEIGHT")
_HELP = "write it anew with coordinates, or give the text as .txt"


def read(root: Element, file: str) -> Iterator[list[Printed]]:
    """The lines of each page, its blocks in the order of ``ReadingOrder`` or else of the file.

    Raises ``InputError`` that names ``file`` and the line where a line has no coordinates.
    """
    styles = {style.get("ID"): style.get("FONTSTYLE", "") for style in root.iter("TextStyle")}
    bold = {name for name, style in styles.items() if "bold" in style.split()}
    places = {ref.get("REF"): number for number, ref in enumerate(root.iter("ElementRef"))}
    for page in root.iter("Page"):
        blocks = list(inside(page, "TextBlock"))
        blocks.sort(key=lambda block: places.get(block.get("ID"), len(places)))
        yield [
            line
            for number, block in enumerate(blocks, 1)
            for element in inside(block, "TextLine")
            if (line := _line(element, number, _styles(block), bold, file))
        ]


def _line(line: Element, number: int, styles: set[str], bold: set[str | None], file: str) -> Printed | None:
    text = one_line("".join(_content(piece) for piece in line))
    if not text:
        return None
    where = f"{file}: ALTO line {line.get('ID') or repr(text)}"
    strings = list(line.iter("String"))
    edges = _edges(line, where) or _around(strings, where)
    if not edges:
        raise InputError(f"{where} has no coordinates ({', '.join(_PLACE)}); {_HELP}")
    styled = _styles(line) or styles
    strong = [bool((_styles(string) or styled) & bold) or "bold" in string.get("STYLE", "") for string in strings]
    return Printed(text, *edges, edges[3] - edges[1], bold=2 * sum(strong) > len(strong), block=number)


def _content(piece: Element) -> str:
    return " " if piece.tag == "SP" else piece.get("CONTENT", "") if piece.tag in ("String", "HYP") else ""


def _edges(element: Element, where: str) -> Edges | None:
    found = [element.get(name) for name in _PLACE]
    numbers = [number for number in found if number is not None]
    if len(numbers) < len(found):
        return None
    try:
        left, top, width, height = map(float, numbers)
    except ValueError:
        return edges_of(numbers, where)  # says what is wrong
    return edges_of([str(left), str(top), str(left + width), str(top + height)], where)


def _around(strings: list[Element], where: str) -> Edges | None:
    found = [edges for string in strings if (edges := _edges(string, where))]
    return hull(found) if found else None


def _styles(element: Element) -> set[str]:
    return set(element.get("STYLEREFS", "").split())
