"""Characters that stand for others: private-use glyphs of fonts and encodings, compatibility ideographs, radicals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from .. import lexicon
from ..alignment import Mapped
from .characters import Characters

_COMPATIBLE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
_MAYBE_COMPATIBLE = Characters(_COMPATIBLE.pattern, beyond=True)
_PRIVATE = Characters("[\ue000-\uf8ff]")


def private_use() -> Callable[[Mapped], Mapped]:
    """The step that reads private-use characters as what ``glyphs.tsv`` says that they show; others stay.

    >>> private_use()(Mapped.of("\\ue81e\\ue000")).text
    '龴\\ue000'
    """
    table = {int(code, 16): char for code, char in lexicon.rows("glyphs.tsv", 2)}

    def step(page: Mapped) -> Mapped:
        return page.reads(page.text.translate(table)) if _PRIVATE.in_(page.text) else page

    return step


def ideographs(page: Mapped) -> Mapped:
    """Compatibility ideographs and radicals as the characters that Unicode calls their equals.

    PDF fonts map glyphs to them by chance; they look the same and match no word.

    >>> ideographs(Mapped.of("⾦⼈⺠⾏")).text
    '金人⺠行'
    """
    if not _MAYBE_COMPATIBLE.in_(page.text):
        return page
    return page.reads(_COMPATIBLE.sub(lambda found: _equal(found.group()), page.text))


def _equal(char: str) -> str:
    equal = unicodedata.normalize("NFKC", char)
    return equal if len(equal) == 1 else char
