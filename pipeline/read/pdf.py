"""PDF → the printed lines of its pages, by PDFium."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import InputError
from .printed import Edges, Sheet
from .rows import Glyph, lines

if TYPE_CHECKING:
    import pypdfium2

_ASCENT = 0.88
"""Of the height of its type, what of a Chinese character stands above the baseline."""
_ASKEW = 5.0
"""Degrees up to which a line counts as level."""
_BOLD_NAME = re.compile(rb"bold|black|heavy|hei", re.IGNORECASE)
_OWN_FONTS = re.compile(rb"Courier|Helvetica|Times|Arial|Symbol|ZapfDingbats")
"""Fonts that PDFium has outlines for: what it passes over in them is a blank."""
_FORCE_BOLD = 1 << 18
_PASSWORD_ERROR = 4
_HYPHEN = "\x02"
"""What PDFium makes of a hyphen at the end of a line."""
_UNREADABLE = re.compile("[\0-\x08\x0e-\x1f\ue000-\uf8ff\ufffd-\uffff]")
"""What characters come out as where a font does not say which they are."""
_TOLERATED = 0.3
_LOST = (
    "pieces of its text are lost, for their font is neither in the PDF nor on this machine; "
    "install a Chinese font (for instance the package fonts-noto-cjk) and run it again"
)
_OCR = "recognise the text (OCR) and give the result as ALTO, PAGE XML or hOCR, or as a PDF with a text layer"


class _Frame(NamedTuple):
    """The visible part of a page in its own system, upwards, and by how many degrees clockwise it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int


def read(data: bytes, file: str) -> Iterator[Sheet]:
    """The lines of each page in reading order; for a page without text, or that has lost some, what is wrong with it.

    Raises ``InputError`` that names ``file`` where it is encrypted or broken, or
    where no page has a text layer.
    """
    document = _open(data, file)
    try:
        total = len(document)
        sheets = [_sheet(document, number, f"{file}: page {number} of {total}") for number in range(1, total + 1)]
    finally:
        document.close()
    if not any(sheet.lines or sheet.problem for sheet in sheets):
        raise InputError(f"{file}: a PDF without a text layer (pages: {total}, pictures at most); {_OCR}")
    for number, sheet in enumerate(sheets, 1):
        bare = InputError(f"{file}: page {number} of {total}: no text layer, a picture or a blank page; {_OCR}")
        yield sheet if sheet.lines or sheet.problem else Sheet([], bare)


def _open(data: bytes, file: str) -> pypdfium2.PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            what = "an encrypted PDF that needs a password; save a copy without one (for instance with qpdf --decrypt)"
        else:
            what = "a broken PDF; fetch it again, or repair it (for instance with qpdf or mutool clean)"
        raise InputError(f"{file}: {what}") from error


def _sheet(document: pypdfium2.PdfDocument, number: int, where: str) -> Sheet:
    import pypdfium2

    try:
        page = document[number - 1]
        pieces: dict[int, bool] = {}
        found = lines(list(_glyphs(page, pieces)))
        lost = _lost(page, pieces)
    except pypdfium2.PdfiumError:
        return Sheet([], InputError(f"{where}: a broken page; repair the PDF (for instance with qpdf or mutool clean)"))
    text = "".join(line.text for line in found)
    if len(_UNREADABLE.findall(text)) > _TOLERATED * len(text):
        return Sheet([], InputError(f"{where}: its fonts do not say which characters they show; {_OCR}"))
    problem = InputError(f"{where}: {lost} {_LOST}") if lost else None
    return Sheet([replace(line, text=_whole(line.text)) for line in found], problem)


def _whole(text: str) -> str:
    """Halves of surrogate pairs put together; a half alone is replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _glyphs(page: pypdfium2.PdfPage, bold: dict[int, bool]) -> Iterator[Glyph]:
    """The characters of a page; fills ``bold`` with the pieces of text, by address, that they are of."""
    from pypdfium2 import raw

    text = page.get_textpage()
    left, bottom, right, top = page.get_cropbox()
    frame = _Frame(left, bottom, right, top, page.get_rotation())
    for at in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, at)).replace(_HYPHEN, "-").replace("\0", "\ufffd")
        place = None if character in "\r\n" or raw.FPDFText_IsGenerated(text, at) == 1 else _place(raw, text, at, frame)
        if place:
            piece = _address(raw.FPDFText_GetTextObject(text, at))
            if piece not in bold:
                bold[piece] = _is_bold(raw, text, at)
            yield Glyph(character, *place, bold[piece])


def _lost(page: pypdfium2.PdfPage, seen: Mapping[int, bool]) -> int:
    """How many pieces of text PDFium passes over: it finds no outline for them, neither in the file nor on the machine.

    A piece of a character is passed over so where longer ones are not. Of a font
    that stands in the file it can only be a blank.
    """
    from pypdfium2 import raw

    pieces = (piece.raw for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]))
    fonts = [raw.FPDFTextObj_GetFont(piece) for piece in pieces if _address(piece) not in seen]
    return sum(raw.FPDFFont_GetIsEmbedded(font) == 0 and not _OWN_FONTS.match(_name(raw, font)) for font in fonts)


def _name(raw: Any, font: Any) -> bytes:
    name = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    return name.value


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _place(raw: Any, text: Any, at: int, frame: _Frame) -> tuple[float, float, float, float, float] | None:
    """The edges of a character and the height of its type, as it is seen; None where PDFium knows no place."""
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    known = (
        raw.FPDFText_GetLooseCharBox(text, at, box)
        and raw.FPDFText_GetCharOrigin(text, at, x, y)
        and raw.FPDFText_GetMatrix(text, at, matrix)
    )
    size = raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
    if not known or size <= 0:
        return None
    left, top, right, bottom = _seen(frame, (box.left, box.top, box.right, box.bottom))
    _, baseline, _, _ = _seen(frame, (x.value, y.value, x.value, y.value))
    turned = math.degrees(math.atan2(matrix.b, matrix.a)) - frame.turned
    if (
        abs((turned + 180) % 360 - 180) < _ASKEW
    ):  # the heights that a font declares differ from font to font, its type's do not
        top, bottom = baseline - _ASCENT * size, baseline + (1 - _ASCENT) * size
    return left, top, right, bottom, size


def _seen(frame: _Frame, edges: Edges) -> Edges:
    """Edges in the page's own system (upwards) → from the upper left corner of the page as it is shown."""
    x1, y1, x2, y2 = edges
    if frame.turned == 90:
        xs, ys = (y1 - frame.bottom, y2 - frame.bottom), (x1 - frame.left, x2 - frame.left)
    elif frame.turned == 180:
        xs, ys = (frame.right - x1, frame.right - x2), (y1 - frame.bottom, y2 - frame.bottom)
    elif frame.turned == 270:
        xs, ys = (frame.top - y1, frame.top - y2), (frame.right - x1, frame.right - x2)
    else:
        xs, ys = (x1 - frame.left, x2 - frame.left), (frame.top - y1, frame.top - y2)
    return min(xs), min(ys), max(xs), max(ys)


def _is_bold(raw: Any, text: Any, at: int) -> bool:
    """By the name of the font, or the flag that asks for bold."""
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text, at, name, len(name), flags)
    return bool(length and (_BOLD_NAME.search(name.value) or flags.value & _FORCE_BOLD))
