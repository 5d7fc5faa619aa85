"""Words by hashes: every word of the table is found, and nothing else is."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment import codes
from pipeline.entities.matches import LONG, LONGEST, SHORTEST, build

WORDS = st.dictionaries(
    st.text("明湖市委书记县林远", min_size=1, max_size=LONGEST + 2), st.integers(1, 255), max_size=40
)


def expected(words: dict[str, int], text: str) -> np.ndarray:
    out = np.zeros((4, len(text)), np.uint8)
    for start in range(len(text)):
        for end in range(start + SHORTEST, min(start + LONGEST, len(text)) + 1):
            bits = words.get(text[start:end], 0)
            out[0, start] |= bits
            out[1, start + 1 : end - 1] |= bits
            out[2, end - 1] |= bits
            if end - start >= LONG:
                out[3, start:end] |= bits
    return out


@given(WORDS, st.text("明湖市委书记县林远\0", max_size=30))
def test_as_looked_up_in_a_dictionary(words: dict[str, int], text: str) -> None:
    assert (build(words)(codes(text)) == expected(words, text)).all()


def test_many_words_find_a_place() -> None:
    words = {chr(0x4E00 + n % 5000) + chr(0x4E00 + n // 7) + "市": 1 + n % 8 for n in range(20_000)}
    table = build(words)
    chosen = list(words)[::997]
    assert all(table(codes(word))[0, 0] & words[word] for word in chosen)
    assert not table(codes("未来"))[0].any()


def test_an_empty_table_finds_nothing() -> None:
    assert not build({})(codes("明湖市委")).any()
