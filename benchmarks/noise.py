"""Text as a bad scan gives it: look-alikes and stray blanks, with the way back to the clean text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from pipeline.degrade.damage import lookalikes, misread

BLANK = " "


@dataclass(frozen=True)
class Noisy:
    """A damaged text; ``origin`` tells of each of its characters which clean one it was, -1 of a stray blank."""

    text: str
    origin: Sequence[int]

    def back(self, start: int, end: int) -> tuple[int, int] | None:
        """A span of the noisy text in the clean one, stray blanks at its ends left off; ``None`` of nothing else.

        >>> noisy = Noisy("林 运 说", [0, -1, 1, -1, 2])
        >>> noisy.back(0, 4), noisy.back(2, 3), noisy.back(1, 2)
        ((0, 2), (1, 2), None)
        """
        real = [at for at in self.origin[start:end] if at >= 0]
        return (real[0], real[-1] + 1) if real else None


def damage(text: str, misreading: float, blanks: float, rng: Random) -> Noisy:
    """Characters that have look-alikes misread with one chance, a blank behind any but the last with another.

    >>> damage("未来", 0, 1, Random(1))
    Noisy(text='未 来', origin=[0, -1, 1])
    """
    chars: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(misread(text, misreading, rng)):
        chars.append(char)
        origin.append(at)
        if at + 1 < len(text) and blanks and rng.random() < blanks:
            chars.append(BLANK)
            origin.append(-1)
    return Noisy("".join(chars), origin)


def chance(texts: Iterable[str], share: float) -> float:
    """The chance of a character with look-alikes to be misread, for ``share`` of all characters to be.

    >>> chance(["未来的", "的末"], 0.3)
    0.5
    """
    alike = lookalikes()
    chars = [char for text in texts for char in text if not char.isspace()]
    can = sum(char in alike for char in chars)
    if share * len(chars) > can:
        raise ValueError(
            f"{share:.0%} of the characters cannot be misread: {can / max(len(chars), 1):.0%} have look-alikes"
        )
    return share * len(chars) / can if can else 0.0


def damaged(texts: Sequence[str], share: float, blanks: float, seed: int = 0) -> list[Noisy]:
    """Texts of which this share of the characters is misread, each by a seed of its own."""
    rate = chance(texts, share)
    return [damage(text, rate, blanks, Random(f"{seed} {number}")) for number, text in enumerate(texts)]
