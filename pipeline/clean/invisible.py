"""Line ends, and characters that print nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..alignment import Mapped

_LINE_END = re.compile("\r\n|[\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029]")
INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001\U000e0020-\U000e007f]+"
)
"""Control, zero-width, direction and tag characters, soft hyphens and BOMs; all of Unicode's Cc or Cf."""


def split_lines(text: str) -> Iterator[Mapped]:
    r"""The lines of ``text`` without their ends; a form feed or a Unicode separator ends one too.

    >>> [line.text for line in split_lines("一\r\n\f二\r三\u2028四")]
    ['一', '', '二', '三', '四']
    """
    at = 0
    for end in _LINE_END.finditer(text):
        yield Mapped.of(text, at, end.start())
        at = end.end()
    yield Mapped.of(text, at)


def drop_invisible(line: Mapped) -> Mapped:
    r"""Without control, zero-width and other invisible characters.

    >>> drop_invisible(Mapped.of("林\u200b远\ufeff主\xad持")).text
    '林远主持'
    """
    return line.remove(INVISIBLE)
