"""Finds out the encoding of Chinese text, strictly: a byte that does not fit is an error, never a ``�``.

A library that guesses by statistics alone takes GB18030 for Big5 or Korean in
short texts. The four encodings that pages come in can be told apart by rule, so
charset-normalizer only serves to name what else it may be, in the message.
"""

from __future__ import annotations

import codecs
import re

from ..errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
"""Byte order mark, codec for what follows, name that is recorded."""
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "gzip data"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_COMMON = re.compile(r"[\t-\r -~\u00b7\u2000-\u27bf\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_STRANGE = re.compile(r"[\ue000-\uf8ff\ufff0-\uffff]")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_FREQUENT = re.compile(r"[的一是在不了有和人中国國大为為上会會年日月市政长長部以全第书書委员員主任]")
_TOLERATED = 0.01
"""Share of stray control characters that OCR output may hold before it counts as binary."""
_SAMPLE = 100_000
"""Characters from the beginning that are looked at to judge what a text is."""
_ENOUGH = 40
"""Characters from which a text can be expected to hold a few of the frequent ones."""
_HELP = "save it as UTF-8 (for instance with iconv)"


def decode(data: bytes, name: str) -> tuple[str, str]:
    r"""Text of ``data`` without a byte order mark, line ends as they are, and the encoding found.

    Raises ``InputError`` that names ``name``, what was found and what to do.

    >>> decode("市长\r\n".encode("gb18030"), "a.txt")
    ('市长\r\n', 'gb18030')
    >>> decode("市长".encode("utf-16"), "a.txt")
    ('市长', 'utf-16-le')
    """
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    if kind:
        raise InputError(f"{name}: {kind}, not text; give the text of its pages as .txt")
    text, encoding = _find(data, name)
    if not text or text.isspace():
        raise InputError(f"{name}: {'only white space' if text else 'an empty file'}; give a page with text")
    if _share(_CONTROL, text) > _TOLERATED:
        raise InputError(f"{name}: binary data, not text; give a text file")
    return text, encoding


def _find(data: bytes, name: str) -> tuple[str, str]:
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec), encoding
            except UnicodeDecodeError as error:
                at = len(mark) + error.start
                raise InputError(f"{name}: begins as {encoding}, but byte {at} does not fit; {_HELP}") from error
    # Control bytes in what reads as UTF-8 are more often one half of UTF-16.
    ways = (_utf16, _utf8) if _has_controls(data) else (_utf8, _utf16)
    return ways[0](data, name) or ways[1](data, name) or _gb18030(data, name)


def _utf8(data: bytes, name: str) -> tuple[str, str] | None:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        # A page of UTF-8 with one damaged byte often decodes as GB18030 too, into nonsense.
        text = data.decode("utf-8", "replace")
        if sum(c > "\x7f" for c in text) > 5 * text.count("\ufffd"):
            found = f"UTF-8 but for byte {error.start}, which does not fit"
            raise InputError(f"{name}: {found}; repair or remove it") from error
    return None


def _utf16(data: bytes, name: str) -> tuple[str, str] | None:
    """UTF-16 without a mark: the byte order in which nearly all is Chinese text, if there is one."""
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _share(_COMMON, text) >= 0.95 and _is_chinese(text):
            return text, encoding
    return None


def _gb18030(data: bytes, name: str) -> tuple[str, str]:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        where = f"byte {error.start} fits none of UTF-8, UTF-16 and GB18030"
    else:
        # Big5 and others decode as GB18030 too, but into private-use characters and controls.
        if _share(_STRANGE, text) + _share(_CONTROL, text) <= _TOLERATED and _is_chinese(text):
            return text, "gb18030"
        where = "neither UTF-8, UTF-16 nor sensible GB18030"
    if _has_controls(data):
        raise InputError(f"{name}: binary data, not text ({where}); give a text file")
    raise InputError(f"{name}: unknown encoding, {where}{_guess(data)}; {_HELP}")


def _share(pattern: re.Pattern[str], text: str) -> float:
    """Share of the characters that are of a kind."""
    sample = text[:_SAMPLE]
    return len(pattern.findall(sample)) / max(len(sample), 1)


def _is_chinese(text: str) -> bool:
    """False for another language's text read in a wrong encoding: hanzi enough, but hardly a frequent one."""
    hanzi = "".join(_HANZI.findall(text[:_SAMPLE]))
    return len(hanzi) < _ENOUGH or _share(_FREQUENT, hanzi) > 0.02


def _has_controls(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return sum(byte < 32 and byte not in b"\t\n\v\f\r" for byte in sample) > _TOLERATED * len(sample)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return f" (it may be {best.encoding})" if best else ""
