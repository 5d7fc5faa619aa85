"""The project's own tagger: any text, any company, any length, and what it says where it cannot be loaded."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.entities.tagger import GROUP, MARGIN, OWN, WINDOW, CharacterTagger, load, windows
from pipeline.errors import ConfigError
from pipeline.models import META, WEIGHTS, find
from pipeline.record import LABELS
from pipeline.sentences.split import split

TEXTS = [
    "明湖市委书记林远主持会议，副市长周明、何静参加。",
    "新华社记者李青报道：3月5日，青石县人民法院院长吴一凡当选。",
    "好。",
    "阿依努尔·买买提是县医院的主任医师。" * 20,
]


@pytest.fixture(scope="module")
def tagger() -> CharacterTagger:
    return CharacterTagger("tagger")


def tagged(tagger: CharacterTagger, *texts: str) -> list:
    return tagger.many([(text, split(text)) for text in texts])


def test_alone_as_in_company(tagger: CharacterTagger) -> None:
    alone = [tagged(tagger, text)[0] for text in TEXTS]
    assert tagged(tagger, *TEXTS) == alone
    assert tagged(tagger, *reversed(TEXTS)) == alone[::-1]
    assert tagged(tagger, *[text for text in TEXTS for _ in range(40)])[::40] == alone


@pytest.mark.parametrize(
    "text",
    ["", "林", "\n", " ", "\ud800林远\udfff", "\0\0", "ａｂｃ", "ελληνικά", "🙂" * 9, "𠮷野", "。" * 500, "(" * 300],
)
def test_any_text(tagger: CharacterTagger, text: str) -> None:
    (found,) = tagger.many([(text, [(0, len(text))])])
    assert all(0 <= m.start < m.end <= len(text) for m in found)


@given(st.text(st.sampled_from("明湖市委书记林远、，。周明说 a1\ud800"), max_size=80))
@settings(deadline=None, max_examples=60)
def test_mentions_are_sorted_and_disjoint(text: str) -> None:
    (found,) = CharacterTagger("tagger").many([(text, split(text))])
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(m.label in LABELS and 0 <= m.score <= 1 and m.start < m.end for m in found)


@pytest.mark.parametrize("length", [1, WINDOW, WINDOW + 1, 2 * WINDOW, 1000])
def test_windows_speak_for_every_character_once(length: int) -> None:
    parts = windows(length)
    assert [part[2] for part in parts] == [0, *(part[3] for part in parts[:-1])]
    assert parts[-1][3] == length
    for start, end, low, high in parts:
        assert end - start <= WINDOW
        assert low - start >= MARGIN or start == low == 0
        assert end - high >= MARGIN or end == high == length


def test_a_name_at_any_place_of_a_long_sentence(tagger: CharacterTagger) -> None:
    text = "县长林远、副县长周明、局长何静、主任吴一凡、" * 60
    (found,) = tagger.many([(text, [(0, len(text))])])
    persons = [m.text(text) for m in found if m.label == "PER"]
    assert persons == ["林远", "周明", "何静", "吴一凡"] * 60


def test_a_sentence_longer_than_goes_through_at_once(tagger: CharacterTagger) -> None:
    text = "市长林远说，" * (2 * GROUP // 6 + 10)
    (found,) = tagger.many([(text, [(0, len(text))])])
    assert {m.text(text) for m in found if m.label == "PER"} == {"林远"}
    assert sum(m.label == "PER" for m in found) == len(text) // 6


@pytest.mark.slow
def test_a_quarter_of_a_million_characters(tagger: CharacterTagger) -> None:
    text = "，" * 250_000
    assert tagger.many([(text, [(0, len(text))])]) == [[]]


def test_no_mark_in_a_persons_name(tagger: CharacterTagger) -> None:
    text = "本报讯（记者刘肖)近日，（通讯员 赵新）会议召开。"
    (found,) = tagged(tagger, text)
    assert [m.text(text) for m in found if m.label == "PER"] == ["刘肖", "赵新"]


def test_traditional_characters_are_read_as_simplified(tagger: CharacterTagger) -> None:
    text = "財政司司長陳茂波會見記者。"
    (found,) = tagged(tagger, text)
    assert "陳茂波" in [m.text(text) for m in found if m.label == "PER"]


def test_a_convention_chooses_labels_and_extents() -> None:
    text = "新任市长林远在北京市说。"
    (found,) = tagged(CharacterTagger("tagger", "msra"), text)
    assert [(m.text(text), m.label) for m in found] == [("林远", "PER"), ("北京市", "LOC")]


def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find("tagger"), tmp_path / "copy"))


def test_where_it_cannot_be_loaded(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"model 'nope': no folder with a weights\.npz; give a path, or one of: fast, judge, layout, tagger"
    ):
        CharacterTagger("nope")
    with pytest.raises(ConfigError, match="knows no convention 'nope'; one of: renzhi, msra"):
        CharacterTagger("tagger", "nope")
    with pytest.raises(ConfigError, match=r"meta\.json: cannot be read"):
        CharacterTagger("layout")
    folder = copied(tmp_path)
    whole = (folder / WEIGHTS).read_bytes()
    (folder / WEIGHTS).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ConfigError, match=r"weights\.npz: is no model that can be read"):
        CharacterTagger(str(folder))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"conventions": {}}, "knows no convention 'renzhi'"),
        ({"layers": "many"}, r"meta\.json: does not fit this version \(ValueError.*train it again with this version"),
        (
            {"conventions": {"renzhi": {"labels": {"PER": "NAME"}, "calibration": [1, 0]}}},
            "does not fit this version \\(KeyError: 'NAME'",
        ),
        (
            {"conventions": {"renzhi": {"labels": {"PER": "PER"}, "calibration": [1, 0]}}},
            "other labels than the weights",
        ),
        ({"layers": 7}, r"weights\.npz: has no 'layer1\.weights'; train it again"),
    ],
)
def test_a_meta_that_does_not_fit(tmp_path: Path, change: dict, message: str) -> None:
    folder = copied(tmp_path)
    said = json.loads((folder / META).read_text("utf-8"))
    (folder / META).write_text(json.dumps(said | change), "utf-8")
    with pytest.raises(ConfigError, match=message):
        CharacterTagger(str(folder))


def test_fast_is_smaller() -> None:
    fast, default = (load(name, OWN)[1].layers for name in ("fast", "tagger"))
    assert sum(layer.units for layer in fast) <= sum(layer.units for layer in default) / 2


def test_the_card_and_the_size() -> None:
    folder = find("tagger")
    assert "## Data" in (folder / "README.md").read_text("utf-8")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 20_000_000
