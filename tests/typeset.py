"""Sets invented articles in columns as a PDF, with the font that every reader of PDFs knows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 600.0, 960.0
MARGIN, GUTTER = 24.0, 14.0
BODY, LEADING = 10.0, 14.0
HEAD, HEAD_LEADING = 18.0, 23.0
WIDE = 26.0
"""The type of a headline over all columns."""
_NEVER_FIRST = "，。、；：！？”）》"

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass(frozen=True)
class Story:
    """An article: its headline lines, its paragraphs, and whether its headline goes over all columns."""

    heads: list[str]
    paragraphs: list[str]
    spans: bool = False


@dataclass
class Row:
    """A line to print: its indent in points, the type, and whether the next may stand in another column."""

    text: str
    indent: float = 0.0
    size: float = BODY
    leading: float = LEADING
    after: float = 0.0
    breaks: bool = True


@dataclass
class Sheet:
    """A page being set, from the top."""

    canvas: Canvas
    columns: int
    y: float = field(default=MARGIN + 30)

    @property
    def column(self) -> float:
        return (WIDTH - 2 * MARGIN - (self.columns - 1) * GUTTER) / self.columns

    def put(self, text: str, x: float, y: float, size: float) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, HEIGHT - y - 0.88 * size, text)


def pdf(pages: Sequence[Sequence[Story]], columns: int = 2, folio: bool = True, encrypt: str | None = None) -> bytes:
    """The stories of each page, set in columns; a page of none is left blank."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), encrypt=encrypt, invariant=1)
    for number, stories in enumerate(pages, 1):
        sheet = Sheet(canvas, columns)
        if folio and stories:
            sheet.put(f"明湖日报　第{number}版　2024年3月6日　责编　方舟", MARGIN, MARGIN - 6, 8)
        for band in _bands(stories):
            _set_band(sheet, band)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _bands(stories: Sequence[Story]) -> list[list[Story]]:
    bands: list[list[Story]] = []
    for story in stories:
        if story.spans or not bands:
            bands.append([])
        bands[-1].append(story)
    return bands


def _set_band(sheet: Sheet, stories: list[Story]) -> None:
    if stories[0].spans:
        for head in stories[0].heads:
            sheet.put(head, (WIDTH - WIDE * len(head)) / 2, sheet.y, WIDE)
            sheet.y += WIDE + 6
        sheet.y += 6
    rows = [row for story in stories for row in _rows(story, sheet.column)]
    tall = sum(row.leading + row.after for row in rows) / sheet.columns
    deepest = sheet.y
    at = 0
    for column in range(sheet.columns):
        y, x = sheet.y, MARGIN + column * (sheet.column + GUTTER)
        while at < len(rows) and (y - sheet.y < tall or not rows[at - 1].breaks or column == sheet.columns - 1):
            row = rows[at]
            sheet.put(row.text, x + row.indent, y + row.leading - row.size, row.size)
            y += row.leading + row.after
            at += 1
        deepest = max(deepest, y)
    sheet.y = deepest + 12


def _rows(story: Story, width: float) -> list[Row]:
    rows = (
        []
        if story.spans
        else [
            Row(text, 0, HEAD, HEAD_LEADING, breaks=False) for h in story.heads for text in wrap(h, int(width / HEAD))
        ]
    )
    for paragraph in story.paragraphs:
        first, *others = wrap("　　" + paragraph, int(width / BODY))
        rows.append(Row(first[2:], 2 * BODY))
        rows += [Row(text) for text in others]
    rows[-1].after = 12
    return rows


def wrap(text: str, length: int) -> list[str]:
    """Lines of at most so many characters, none beginning with a closing mark, none of one character.

    >>> wrap("市长林远到会，讲话。", 6)
    ['市长林远到', '会，讲话。']
    """
    lines = []
    while len(text) > length:
        cut = length
        while text[cut] in _NEVER_FIRST or cut == len(text) - 1:
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:]
    return [*lines, text]
