"""What every reader that keeps layout gives: the printed lines of a page; and the page that they make."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..errors import InputError
from ..page import Box

_ENDS = re.compile("[ \t]*[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+[ \t]*")
"""All that Python or an editor takes for the end of a line."""


@dataclass(frozen=True)
class Printed:
    """A printed line, a piece of one, or a whole block: its text within its edges.

    Edges are in points or pixels from the upper left corner, downwards; ``size``
    is the height of the type; ``block`` numbers the text block, 0 where none is named.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    block: int = 0

    @property
    def is_upright(self) -> bool:
        """Whether it is set from top to bottom: several characters, and clearly taller than wide."""
        return len(self.text) > 1 and self.bottom - self.top > 1.5 * (self.right - self.left)


class Sheet(NamedTuple):
    """The printed lines of a page in reading order, and what is wrong with the page, if something is."""

    lines: list[Printed]
    problem: InputError | None = None


Edges = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def hull(edges: Iterable[Edges]) -> Edges:
    """The edges around several.

    >>> hull([(10, 20, 30, 40), (25, 10, 60, 30)])
    (10, 10, 60, 40)
    """
    lefts, tops, rights, bottoms = zip(*edges, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def edges_of(numbers: Sequence[str], where: str) -> Edges:
    """Edges as a file writes them: left, top, right, bottom; raises ``InputError`` that names ``where``.

    >>> edges_of(["10", "20.5", "30", "40"], "a.xml: line l1")
    (10.0, 20.5, 30.0, 40.0)
    """
    try:
        left, top, right, bottom = map(float, numbers)
    except ValueError:
        left = right = math.nan
    if not (left <= right and top <= bottom and math.isfinite(left + top + right + bottom)):
        found = " ".join(numbers)
        raise InputError(f"{where}: its coordinates {found!r} are no box; write them anew from the OCR program")
    return left, top, right, bottom


def one_line(text: str) -> str:
    r"""A text that is one printed line: line ends and tabs inside become blanks, those at its ends go.

    >>> one_line(" 林\u3000远\r\n 主持 ")
    '林\u3000远 主持'
    """
    return _ENDS.sub(" ", text.strip())


def compose(lines: Sequence[Printed]) -> tuple[str, tuple[Box, ...]]:
    r"""The text of a page, its lines joined by ``\n``, and a box for each of them.

    >>> text, boxes = compose([Printed("市长", 0, 0, 20, 10, 10), Printed("林远", 0, 12, 20, 22, 10, block=1)])
    >>> text, [(box.start, box.end, box.top, box.block) for box in boxes]
    ('市长\n林远', [(0, 2, 0, 0), (3, 5, 12, 1)])
    """
    boxes: list[Box] = []
    at = 0
    for line in lines:
        end = at + len(line.text)
        boxes.append(
            Box(at, end, line.left, line.top, line.right, line.bottom, line.size, bold=line.bold, block=line.block)
        )
        at = end + 1
    return "\n".join(line.text for line in lines), tuple(boxes)
