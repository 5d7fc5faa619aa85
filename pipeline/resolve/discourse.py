"""What an article has said of bodies, and which of them a word or a title without one means.

A title that stands alone belongs to the body that is being talked of: one of
the same sentence before any other, then the latest one, and one that comes
later only where none came before (after the centre of attention of Grosz,
Joshi and Weinstein, 1995, reduced to what mentions tell).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

ANY = ("*",)
"""Endings that every body has."""


class Body(NamedTuple):
    """A body as written, or as a post before was resolved, and where it stands."""

    start: int
    name: str


@dataclass
class Memory:
    """What the article has said so far."""

    bodies: Sequence[Body] = ()
    """Organisations, and villages, as written, in order."""
    sentences: Sequence[tuple[int, int]] = ()
    countries: Sequence[Body] = ()
    """Foreign countries, in order."""
    last: dict[int, str] = field(default_factory=dict)
    """The last body by the start of the person's mention."""
    named: dict[str, list[str]] = field(default_factory=dict)
    """Bodies by the name of the person who holds a post in them."""
    previous: tuple[int, str, str] | None = None
    """Sentence, body and title of the relation before."""

    def meant(self, endings: tuple[str, ...], at: int, sentence: int) -> str | None:
        """The body with such an ending that a word at ``at`` means.

        >>> bodies = [Body(0, "青木公司"), Body(10, "泽川银行"), Body(30, "白石公司")]
        >>> memory = Memory(bodies, [(0, 20), (20, 40)])
        >>> memory.meant(("公司",), 15, 0), memory.meant(("银行",), 25, 1), memory.meant(("大学",), 25, 1)
        ('青木公司', '泽川银行', None)
        """
        fitting = [b for b in self.bodies if endings == ANY or b.name.endswith(endings)]
        if not fitting:
            return None
        opens = self.sentences[sentence][0] if sentence < len(self.sentences) else 0
        before = [b for b in fitting if b.start < at]
        same = [b for b in before if b.start >= opens]
        return (same or before or fitting[:1])[-1].name
