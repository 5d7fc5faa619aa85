"""The rates that the preset ``standard`` promises, measured over many lines."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from pipeline.degrade import Clean, DegradedPage, load, pages
from pipeline.degrade.setting import CLOSING, units

Run = list[DegradedPage]


@pytest.fixture(scope="module")
def run(many: list[Clean]) -> Run:
    return list(pages(many, load("standard"), 1, 160))


def owned(page: DegradedPage, number: int) -> list[str]:
    """Kinds of the lines of an article, in reading order."""
    return [line.kind for line in page.lines if line.article == number]


def breaks(run: Run) -> list[tuple[str, str]]:
    """What stands before a break inside a paragraph that no other article fills, and the break."""
    return [
        (page.text[a.start : a.end], page.text[a.end : b.start])
        for page in run
        for a, b in pairwise(page.lines)
        if b.wraps and b.kind == "text" and (a.article, a.paragraph) == (b.article, b.paragraph)
    ]


def share(found: list[bool]) -> float:
    return sum(found) / len(found)


def test_blank_lines_inside_sentences(run: Run) -> None:
    inside = ["\n\n" in gap for before, gap in breaks(run) if not re.search("[。！？…][”）]*$", before)]
    assert share(inside) == pytest.approx(0.06, abs=0.006)


def test_no_blank_lines_elsewhere_in_a_paragraph(run: Run) -> None:
    assert not any("\n\n" in gap for before, gap in breaks(run) if re.search("[。！？…][”）]*$", before))


def test_letter_spaced_lines(run: Run) -> None:
    lines = [page.text[line.start : line.end].strip() for page in run for line in page.lines if line.kind == "text"]
    spaced = [line.count(" ") >= 3 and re.match(r"\S+ \S+ ", line) is not None for line in lines if len(line) > 8]
    assert share(spaced) == pytest.approx(0.05, abs=0.006)


def test_names_set_wide(run: Run) -> None:
    names = [m.group() for page in run for m in re.finditer("林[ 　\n]*远|周[ 　\n]*明|何[ 　\n]*静", page.text)]
    whole = [name for name in names if "\n" not in name]
    spaced_anyway = 0.05
    assert share([len(name) > 2 for name in whole]) == pytest.approx(0.3 + 0.7 * spaced_anyway, abs=0.025)


def test_half_of_the_headlines_trail(run: Run) -> None:
    found = [
        owned(page, number) for page in run for number in range(len(page.stories)) if number not in page.interleaved
    ]
    trailing = [kinds[0] != "head" for kinds in found]
    assert share(trailing) == pytest.approx(0.5, abs=0.05)
    assert all("head" not in (kinds[1:-1] if kinds[0] == kinds[-1] else ()) for kinds in found)


def test_one_article_in_five_is_interleaved(run: Run) -> None:
    total = sum(len(page.stories) for page in run)
    assert sum(len(page.interleaved) for page in run) / total == pytest.approx(0.2, abs=0.03)


def test_interleaved_is_what_another_article_cuts(run: Run) -> None:
    for page in run:
        for number in range(len(page.stories)):
            places = [at for at, line in enumerate(page.lines) if line.article == number and line.kind == "text"]
            whole = places == list(range(places[0], places[-1] + 1))
            assert whole is (number not in page.interleaved)


def test_articles_widths_and_furniture(run: Run) -> None:
    assert {len(page.stories) for page in run} == set(range(5, 11))
    for page in run:
        assert page.lines[0].kind == "furniture"
        for line in page.lines:
            shown = page.text[line.start : line.end]
            if line.kind == "text" and shown.count(" ") < 3:
                assert units(shown) <= 25
            if line.wraps:
                assert shown[0] not in CLOSING


@pytest.mark.parametrize(("mark", "wanted"), [("indent", 0.5), ("blank", 0.3), ("none", 0.2)])
def test_paragraph_styles(many: list[Clean], mark: str, wanted: float) -> None:
    from random import Random

    preset = load("standard")
    drawn = [preset.style(Random(seed)).paragraphs == mark for seed in range(2000)]
    assert share(drawn) == pytest.approx(wanted, abs=0.04)
