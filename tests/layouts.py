"""Writes printed lines as ALTO, PAGE XML and hOCR; a line is its text and its left, top, right, bottom."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

Line = tuple[str, tuple[float, float, float, float]]
Blocks = Sequence[Sequence[Line]]

ALTO_NS = {version: f"http://www.loc.gov/standards/alto/ns-v{version}#" for version in (2, 3, 4)}
PAGE_NS = {
    year: f"http://schema.primaresearch.org/PAGE/gts/pagecontent/{year}" for year in ("2013-07-15", "2019-07-15")
}


def alto(*pages: Blocks, version: int = 4, before: str = "") -> str:
    """An ALTO file; ``before`` goes in front of its layout."""
    made = "".join(
        "<Page><PrintSpace>"
        + "".join(
            f'<TextBlock ID="b{number}">'
            + "".join(f"<TextLine {_hpos(e)}>{_string(t, e)}</TextLine>" for t, e in block)
            + "</TextBlock>"
            for number, block in enumerate(blocks)
        )
        + "</PrintSpace></Page>"
        for blocks in pages
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<alto xmlns="{ALTO_NS[version]}">{before}<Layout>{made}</Layout></alto>'


def _string(text: str, edges: tuple[float, float, float, float]) -> str:
    return f'<String {_hpos(edges)} CONTENT="{escape(text)}"/>'


def _hpos(edges: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = edges
    return f'HPOS="{left}" VPOS="{top}" WIDTH="{right - left}" HEIGHT="{bottom - top}"'


def page_xml(blocks: Blocks, order: Sequence[int] | None = None, year: str = "2019-07-15") -> str:
    """A PAGE file; ``order`` are numbers of blocks as ``ReadingOrder`` gives them."""
    given = "".join(f'<RegionRefIndexed index="{n}" regionRef="r{at}"/>' for n, at in enumerate(order or ()))
    reading = f'<ReadingOrder><OrderedGroup id="g">{given}</OrderedGroup></ReadingOrder>' if order else ""
    regions = "".join(
        f'<TextRegion id="r{number}">'
        + "".join(
            f'<TextLine id="r{number}l{at}"><Coords points="{_points(e)}"/>'
            f"<TextEquiv><Unicode>{escape(t)}</Unicode></TextEquiv></TextLine>"
            for at, (t, e) in enumerate(block)
        )
        + "</TextRegion>"
        for number, block in enumerate(blocks)
    )
    return f'<?xml version="1.0"?><PcGts xmlns="{PAGE_NS[year]}"><Page>{reading}{regions}</Page></PcGts>'


def _points(edges: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = edges
    return f"{left},{top} {right},{top} {right},{bottom} {left},{bottom}"


def hocr(*pages: Blocks) -> str:
    """An hOCR file as Tesseract writes it: a doctype, a word of two characters at a time, blanks between."""
    made = "".join(
        "<div class='ocr_page' title='image \"p.png\"; bbox 0 0 600 960'>"
        + "".join(
            "<div class='ocr_carea'><p class='ocr_par'>" + "".join(_hocr_line(t, e) for t, e in block) + "</p></div>"
            for block in blocks
        )
        + "</div>"
        for blocks in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title></title><meta name='ocr-system' content='tesseract'/></head><body>{made}</body></html>"
    )


def _hocr_line(text: str, edges: tuple[float, float, float, float]) -> str:
    box = " ".join(str(edge) for edge in edges)
    words = [text[at : at + 2] for at in range(0, len(text), 2)]
    spans = "\n ".join(
        f"<span class='ocrx_word' title='bbox {box}; x_wconf 95'>{escape(word)}</span>" for word in words
    )
    return f"<span class='ocr_line' title='bbox {box}; x_size {edges[3] - edges[1]}'>{spans}</span>\n"
