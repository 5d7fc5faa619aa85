"""Personal names by their form: surnames, given names, masks, middle dots, Latin letters."""

from __future__ import annotations

import re

from .. import lexicon

SURNAMES = "surnames.txt"
COMMON = "common-words.txt"
STOPS = "name-stops.txt"
TAILS = "name-tails.txt"
VERBS = "name-verbs.txt"

HAN = r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]"
DOTS = "·•・‧"
LATIN = re.compile(r"[A-Z][A-Za-z'’\-]+(?:[ ]?[A-Z][.。]?)?(?: [A-Z][A-Za-z'’\-]+)+")
"""Mark Wrighton, James D. Watson; two words at the least."""
ALL_HAN = re.compile(rf"{HAN}+\Z")


class Names:
    """Knows what a Chinese name looks like.

    >>> names = Names()
    >>> [w for w in ("沈岩", "欧阳明远", "王某某", "严格", "市长", "林") if names.plausible(w)]
    ['沈岩', '欧阳明远', '王某某']
    """

    def __init__(self) -> None:
        self.surnames = set(lexicon.words(SURNAMES))
        self.common = set(lexicon.words(COMMON))
        self.stops = set(lexicon.words(STOPS))
        self.tails = set(lexicon.words(TAILS))
        self._verbs = tuple(lexicon.words(VERBS))

    def formed(self, word: str) -> bool:
        """Whether a surname and one or two more characters make up the word, common word or not."""
        if not ALL_HAN.match(word):
            return False
        if word[:2] in self.surnames and 3 <= len(word) <= 4:
            return True
        return word[:1] in self.surnames and 2 <= len(word) <= 3

    def verbal(self, word: str) -> bool:
        """Whether a word is a verb, by itself or behind a bare surname (升任, 熊承担)."""
        return word.endswith(self._verbs) and (len(word) == 2 or (len(word) == 3 and word[0] in self.surnames))

    def verb_at(self, text: str, at: int) -> bool:
        """Whether a verb that stands behind names begins at a place of a text."""
        return text.startswith(self._verbs, at)

    def married(self, word: str) -> bool:
        """Whether a husband's surname stands before a full name (林鄭月娥)."""
        return len(word) == 4 and word[0] in self.surnames and self.formed(word[1:])

    def plausible(self, word: str) -> bool:
        """Whether the word is formed like a name, is no common word and does not end like another kind of word."""
        return self.formed(word) and word not in self.common and word[-1] not in self.stops
