"""The default tagger: windows, the best path, words."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.entities.lac import WINDOW, LacTagger, viterbi, windows


@pytest.fixture(scope="module")
def tagger() -> LacTagger:
    return LacTagger()


@given(st.integers(0, 10_000), st.integers(1, 3), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_the_best_path_is_the_best_of_all(seed: int, tags: int, lengths: list[int]) -> None:
    random = np.random.default_rng(seed)
    lengths = sorted(lengths, reverse=True)
    emissions = random.normal(size=(len(lengths), lengths[0], tags))
    transitions = random.normal(size=(tags, tags))
    found = viterbi(emissions, np.array(lengths), transitions)
    for row, length in enumerate(lengths):

        def score(path: tuple[int, ...], row: int = row) -> float:
            given = sum(emissions[row, at, tag] for at, tag in enumerate(path))
            return float(given + sum(transitions[a, b] for a, b in pairwise(path)))

        best = max(product(range(tags), repeat=length), key=score)
        assert tuple(found[row, :length]) == best
        assert not found[row, length:].any()


@given(st.text(alphabet="好，；。 a", max_size=WINDOW * 4))
def test_windows_cover_the_sentence(sentence: str) -> None:
    spans = windows(sentence)
    assert "".join(sentence[a:b] for a, b in spans) == sentence
    assert all(0 < b - a <= WINDOW for a, b in spans)
    assert all(a[1] == b[0] for a, b in pairwise(spans))


def test_a_cut_is_behind_a_comma() -> None:
    spans = windows(("好" * 50 + "，") * 10)
    assert all(b % 51 == 0 for _, b in spans)


SENTENCES = st.text(alphabet="副市长程岚主持会议，。和在北京 A1😀\0㐀", min_size=0, max_size=40)


@settings(max_examples=30, deadline=None)
@given(st.lists(SENTENCES, max_size=6))
def test_words_cover_each_sentence(tagger: LacTagger, sentences: list[str]) -> None:
    for sentence, words in zip(sentences, tagger(sentences), strict=True):
        assert "".join(sentence[w.start : w.end] for w in words) == sentence
        assert all(a.end == b.start for a, b in pairwise(words))
        assert all(0 <= w.score <= 1 for w in words)


@settings(max_examples=15, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=8))
def test_words_do_not_depend_on_the_company(tagger: LacTagger, sentences: list[str]) -> None:
    together = tagger(sentences)
    assert [tagger([sentence])[0] for sentence in sentences] == together
    assert tagger(sentences[::-1])[::-1] == together


def test_many_sentences_of_any_length(tagger: LacTagger) -> None:
    sentences = [("程岚到会，" * (n % 90))[: n % 400] for n in range(600)]
    together = tagger(sentences)
    for at in (0, 1, 7, 255, 256, 399, 599):
        assert tagger([sentences[at]])[0] == together[at]


def test_nothing(tagger: LacTagger) -> None:
    assert tagger([]) == []
    assert tagger(["", "好", ""])[::2] == [[], []]
