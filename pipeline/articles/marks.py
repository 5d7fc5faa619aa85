"""What a line's marks and characters say: whether a sentence ends with it, and how wide it is printed."""

from __future__ import annotations

import re

from ..alignment import codes
from ..clean.lines import widths

_ENDS = re.compile(
    r"(?:[。！？!?；]|……|[a-z]\.)[”’」』）)】》\"]*$"
    r"|(?:[。！？!?][”’」』]*|^)[（(][^（）()]{1,36}[）)]$"  # …。（完）, and a byline in brackets
)
_SIGNED = re.compile(r"(?:^|[。！？”’])[（(][^（）()，。]{2,24}[）)]$")
_REACH = 40


def ends(text: str) -> bool:
    """Whether a sentence ends with the line.

    >>> [ends(t) for t in ("席会议。", "“好。”", "（记者李青）", "全市经济", "进一步，")]
    [True, True, True, False, False]
    """
    return _ENDS.search(text, max(len(text) - _REACH, 0)) is not None


def signed(text: str) -> bool:
    """Whether the line closes with a name in brackets behind its full stop, or is one, as an article's last line.

    >>> [signed(t) for t in ("再走。（通讯员 赵新）", "再走。（林远）", "（林远）", "市长（兼）")]
    [True, True, True, False]
    """
    return text[-1:] in "）)" and _SIGNED.search(text, max(len(text) - _REACH, 0)) is not None


def width(text: str) -> float:
    """Printed width in full-width characters.

    >>> width("7月至8")
    3.0
    """
    return float(widths(codes(text)).sum())
