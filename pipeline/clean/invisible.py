"""Line ends, and characters that print nothing."""

from __future__ import annotations

import re

from ..alignment import Mapped
from .characters import Characters

LINE_ENDS = dict.fromkeys(map(ord, "\r\f\v\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_LINE_END = Characters("[\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_CRLF = re.compile("\r(?=\n)")
INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001\U000e0020-\U000e007f]+"
)
"""Control, zero-width, direction and tag characters, soft hyphens and BOMs; all of Unicode's Cc or Cf."""
_MAYBE_INVISIBLE = Characters(INVISIBLE.pattern, beyond=True)


def line_ends(page: Mapped) -> Mapped:
    r"""Every end of a line as ``\n``; a form feed or a Unicode separator ends one too.

    >>> line_ends(Mapped.of("一\r\n\f二\r三\u2028四")).text
    '一\n\n二\n三\n四'
    """
    if not _LINE_END.in_(page.text):
        return page
    page = page.drop([m.start() for m in _CRLF.finditer(page.text)])
    return page.reads(page.text.translate(LINE_ENDS))


def invisible(page: Mapped) -> Mapped:
    r"""Without control, zero-width and other invisible characters.

    >>> invisible(Mapped.of("林\u200b远\ufeff主\xad持")).text
    '林远主持'
    """
    if not _MAYBE_INVISIBLE.in_(page.text):
        return page
    return page.drop([at for found in INVISIBLE.finditer(page.text) for at in range(*found.span())])
