"""Ties the text of marked-up records to the raw page, and accounts for every character of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..alignment import INSERTED, Mapped
from ..clean.fold import fold_text
from ..errors import RenzhiError
from .locate import Ground, Piece, is_blank, key
from .markup import Draft

_SHOWN = 10
"""How many lines left over an error lists."""


@dataclass
class _Unit:
    """A text to be found on the page: a record's body, or one of its headline lines."""

    draft: Draft
    text: str
    line: int
    body: bool
    mapped: Mapped | None = None

    def place(self, offset: int) -> int:
        """The line of the mark-up file that holds the character ``offset``."""
        return self.draft.line_at(offset) if self.body else self.line

    def before(self, offset: int) -> str:
        return self.text[max(offset - 8, 0) : offset]


@dataclass
class Placed:
    """A draft whose text and headlines are tied to the page."""

    draft: Draft
    text: Mapped
    headlines: list[Mapped]

    def first(self) -> int:
        """Its first raw character."""
        return min(int(mapped.raw[mapped.raw >= 0].min()) for mapped in (self.text, *self.headlines))


def place(drafts: list[Draft], raw: str, name: str, page: str) -> list[Placed]:
    """The drafts of the file ``name`` tied to the text of ``page``, in the order of their first raw character.

    Raises ``RenzhiError`` where a text is not on the page or in another form
    than the clean stage gives it, and where a character of the page is in no record.
    """
    ground = Ground(raw)
    units = [_Unit(draft, draft.text, draft.line, True) for draft in drafts]
    units += [_Unit(draft, text, line, False) for draft in drafts for text, line in draft.headlines]
    for unit in units:
        _check_form(unit, name)
    for unit in sorted(units, key=lambda unit: -len(unit.text)):
        unit.mapped = _find(unit, ground, name, None)
    for unit in units:
        unit.mapped = unit.mapped or _find(unit, ground, name, page)
    left = [f"{page}:{raw.count(chr(10), 0, start) + 1}: {raw[start:end]!r}" for start, end in ground.left()]
    if left:
        more = "" if len(left) <= _SHOWN else f"\n… and {len(left) - _SHOWN} more"
        raise RenzhiError(f"{name}: text of the page that is in no record; add it:\n" + "\n".join(left[:_SHOWN]) + more)
    placed = [Placed(draft, _of(units, draft, True)[0], _of(units, draft, False)) for draft in drafts]
    return sorted(placed, key=Placed.first)


def _of(units: list[_Unit], draft: Draft, body: bool) -> list[Mapped]:
    return [unit.mapped for unit in units if unit.draft is draft and unit.body is body and unit.mapped]


def _check_form(unit: _Unit, name: str) -> None:
    folded = "\n".join(map(fold_text, unit.text.split("\n")))
    for at, (char, wanted) in enumerate(zip(unit.text, folded, strict=True)):
        if char != wanted:
            where = f"{name}:{unit.place(at)}: {char!r} after {unit.before(at)!r}"
            raise RenzhiError(f"{where}; write {wanted!r}, as the cleaned text has it")


def _find(unit: _Unit, ground: Ground, name: str, page: str | None) -> Mapped | None:
    """The unit tied to where it stands in one piece or, where ``page`` is named for errors, in several."""
    places = [at for at, char in enumerate(unit.text) if not is_blank(char)]
    squeezed = "".join(key(unit.text[at]) for at in places)
    pieces: list[Piece] | None
    if page is None:
        pieces = ground.whole(squeezed)
        if pieces is None:
            return None
    else:
        pieces, found = ground.pieces(squeezed)
        if found < len(squeezed):
            at = places[found]
            raise RenzhiError(
                f"{name}:{unit.place(at)}: {unit.text[at : at + 20]!r} after {unit.before(at)!r} is not on {page}, "
                "or is in another record too; compare the lines of the page from here on"
            )
    raw = np.full(len(unit.text), INSERTED)
    for piece in pieces:
        raw[places[piece.at : piece.at + piece.length]] = ground.offsets[piece.start : piece.start + piece.length]
    for at in np.flatnonzero(raw == INSERTED).tolist():
        if unit.text[at] != "\n":  # a blank that divides
            before = raw[at - 1] + 1
            if before in raw:
                where = f"{name}:{unit.place(at)}: a blank after {unit.before(at)!r}"
                raise RenzhiError(f"{where} where the page has none; take it out")
            raw[at] = before
    return Mapped(unit.text, raw)
