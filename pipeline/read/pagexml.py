"""PAGE XML (2013 to 2019) → the printed lines of its page."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from xml.etree.ElementTree import Element

from ..errors import InputError
from .markup import inside
from .order import arrange
from .printed import Edges, Printed, edges_of, hull, one_line

_GUTTER = 0.5
"""White space that divides columns, in heights of the page's type."""
_HELP = "write it anew with coordinates, or give the text as .txt"


def read(root: Element, file: str) -> Iterator[list[Printed]]:
    """The lines of each page, its regions in the order of ``ReadingOrder``, or by their places where it has none.

    Raises ``InputError`` that names ``file`` and the line where a line has no coordinates.
    """
    for page in root.iter("Page"):
        regions = [_region(region, number, file) for number, region in enumerate(_regions(page), 1)]
        given = {name: place for place, name in enumerate(_given_order(page))}
        named = [(name, lines) for name, lines in regions if lines]
        if any(name in given for name, _ in named):
            named.sort(key=lambda region: given.get(region[0] or "", len(given)))
            yield [line for _, lines in named for line in lines]
        else:
            yield _arranged([lines for _, lines in named])


def _regions(element: Element) -> Iterator[Element]:
    """Text regions, a region before those inside it; tables and the like are looked into."""
    for child in element:
        if child.tag == "TextRegion":
            yield child
        if child.tag.endswith("Region"):
            yield from _regions(child)


def _given_order(page: Element) -> list[str]:
    """Ids of regions as ``ReadingOrder`` has them; groups with an index are sorted by it."""
    return [name for order in inside(page, "ReadingOrder") for name in _group(order)]


def _group(group: Element) -> Iterator[str]:
    members = list(group)
    if group.tag.startswith("OrderedGroup"):
        members.sort(key=lambda member: int(index) if (index := member.get("index", "")).isdigit() else 0)
    for member in members:
        name = member.get("regionRef")
        if name:
            yield name
        yield from _group(member)


def _region(region: Element, number: int, file: str) -> tuple[str | None, list[Printed]]:
    found = (_line(line, number, file) for line in region if line.tag == "TextLine")
    return region.get("id"), [line for line in found if line]


def _line(line: Element, number: int, file: str) -> Printed | None:
    text = one_line(_text(line))
    if not text:
        return None
    where = f"{file}: PAGE line {line.get('id') or repr(text)}"
    edges = _edges(line, where) or _around(line, where)
    if not edges:
        raise InputError(f"{where} has no coordinates (Coords points); {_HELP}")
    styles = [style for style in line.iter("TextStyle") if style.get("bold")]
    bold = bool(styles) and all(style.get("bold") in ("true", "1") for style in styles)
    made = Printed(text, *edges, 0, bold=bold, block=number)
    size = made.right - made.left if made.is_upright else made.bottom - made.top
    return Printed(text, *edges, size, bold=bold, block=number)


def _text(element: Element) -> str:
    """Its own text (the first reading), or that of its words, or of its glyphs."""
    readings = [child for child in element if child.tag == "TextEquiv"]
    readings.sort(key=lambda reading: int(index) if (index := reading.get("index", "")).isdigit() else 0)
    for reading in readings:
        text = reading.findtext("Unicode") or reading.findtext("PlainText")
        if text:
            return text
    words = [_text(word) for word in element if word.tag == "Word"]
    glyphs = [_text(glyph) for glyph in element if glyph.tag == "Glyph"]
    return between(words) if words else "".join(glyphs)


def between(words: list[str]) -> str:
    """Words as one text: a blank between two that are both ASCII, none where a Chinese character stands.

    >>> between(["明湖", "市委", "Lin", "Yuan", "到会"])
    '明湖市委Lin Yuan到会'
    """
    text = ""
    for word in filter(None, (word.strip() for word in words)):
        text += (" " if text and text[-1].isascii() and word[0].isascii() else "") + word
    return text


def _edges(element: Element, where: str) -> Edges | None:
    coords = element.find("Coords")
    points = (coords.get("points") or "").split() if coords is not None else []
    pairs = [point.split(",") for point in points]
    if not pairs:
        return None
    if any(len(pair) != 2 for pair in pairs):
        return edges_of(points, where)  # says what is wrong
    return hull(edges_of([x, y, x, y], where) for x, y in pairs)


def _around(line: Element, where: str) -> Edges | None:
    parts = [part for part in line.iter() if part.tag in ("Word", "Glyph")]
    found = [edges for part in parts if (edges := _edges(part, where))]
    return hull(found) if found else None


def _arranged(regions: list[list[Printed]]) -> list[Printed]:
    """Regions in reading order by their places; upright ones from right to left."""
    upright = 2 * sum(line.is_upright for lines in regions for line in lines) > sum(map(len, regions))
    blocks, lines_of = [], {}
    for lines in regions:
        left, top, right, bottom = hull((line.left, line.top, line.right, line.bottom) for line in lines)
        edges = (top, -right, bottom, -left) if upright else (left, top, right, bottom)
        blocks.append(Printed("", *edges, lines[0].size, block=lines[0].block))
        lines_of[lines[0].block] = lines
    unit = median(block.size for block in blocks) if blocks else 0.0
    stretches = arrange(blocks, lambda left, right: right - left >= _GUTTER * unit)
    return [line for stretch in stretches for block in stretch for line in lines_of[block.block]]
