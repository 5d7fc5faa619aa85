"""The gold that ships: compiled, in step with its mark-up, and true to its pages."""

from __future__ import annotations

import csv
import shutil

import pytest

from pipeline import resources
from pipeline.alignment import Alignment
from pipeline.commands.gold import counts
from pipeline.gold.compile import SUFFIX, compile_file
from pipeline.gold.locate import is_blank, key
from pipeline.record import GoldArticle, encode, read_lines

CORPORA = resources.shipped("corpora")
FILES = sorted((CORPORA / "gold").glob("*" + SUFFIX))
NAMES = [path.name.removesuffix(SUFFIX) for path in FILES]


def squeeze(text: str) -> str:
    return "".join(key(char) for char in text if not is_blank(char))


@pytest.fixture(params=NAMES)
def name(request) -> str:
    return request.param


@pytest.fixture
def records(name) -> list[GoldArticle]:
    return list(read_lines(CORPORA / "gold" / f"{name}.jsonl", GoldArticle))


@pytest.fixture
def raw(name) -> str:
    return (CORPORA / "pages" / f"{name}.txt").read_bytes().decode("utf-8")


def test_records_are_what_the_markup_says(name):
    path = CORPORA / "gold" / f"{name}.jsonl"
    assert path.read_bytes() == b"".join(map(encode, compile_file(CORPORA / "gold" / (name + SUFFIX))))


def test_every_character_is_in_one_record(records, raw):
    used = [at for r in records for _, _, start, size in r.segments for at in range(start, start + size)]
    used += [at for r in records for line in r.headline for start, end in line.raw for at in range(start, end)]
    printed = [at for at in used if not is_blank(raw[at])]
    assert sorted(printed) == [at for at, char in enumerate(raw) if not is_blank(char)]


def test_spans_say_what_the_page_says(records, raw):
    for record in records:
        spans = [*record.entities, *(relation.role for relation in record.relations)]
        for span in spans:
            assert span.text == record.text[span.start : span.end]
            assert span.raw == Alignment(record.segments).raw(span.start, span.end)
        for span in [*spans, *record.headline]:
            assert squeeze(span.text) == squeeze("".join(raw[start:end] for start, end in span.raw))


def test_records_keep_the_contract(records):
    assert [record.id[-3:] for record in records] == [f"#{number:02}" for number in range(1, len(records) + 1)]
    for record in records:
        assert not "".join(_between(record.text, record.sentences)).strip()
        assert all(a.end <= b.start for a, b in zip(record.entities, record.entities[1:], strict=False))
        persons = {entity.id for entity in record.entities if entity.label == "PER"}
        for relation in record.relations:
            start, end = record.sentences[relation.sentence]
            assert relation.person in persons
            assert start <= relation.role.start < relation.role.end <= end


def splits() -> dict[str, str]:
    with open(CORPORA / "splits.csv", encoding="utf-8", newline="") as file:
        return {row["page"]: row["split"] for row in csv.DictReader(file)}


def test_splits_name_every_page():
    assert sorted(splits()) == NAMES
    assert set(splits().values()) == {"train", "dev", "test"}


def test_the_data_card_counts_right(name, records):
    row = f"| `{name}` | " + " | ".join(counts(records).values()) + " |"
    assert row in (CORPORA / "README.md").read_text("utf-8").splitlines()


def test_the_test_page_shares_nobody_with_the_others():
    names: dict[str, set[str]] = {"train": set(), "dev": set(), "test": set()}
    for page, split in splits().items():
        for record in read_lines(CORPORA / "gold" / f"{page}.jsonl", GoldArticle):
            names[split] |= {entity.text for entity in record.entities if entity.label == "PER"}
    assert not names["test"] & (names["train"] | names["dev"])


def test_command(renzhi, tmp_path):
    shutil.copytree(CORPORA, tmp_path / "corpora")
    path = tmp_path / "corpora" / "gold" / FILES[0].name
    assert renzhi("gold", "compile", "--check").code == 0
    result = renzhi("gold", "compile", "--check", path)
    assert (result.code, result.out.partition(":")[0]) == (0, NAMES[0])
    path.write_text(path.read_text("utf-8").replace(" ; byline", "", 1), "utf-8")
    result = renzhi("gold", "compile", "--check", path)
    assert result.code == 2
    assert "run `renzhi gold compile" in result.err
    assert renzhi("gold", "compile", path).code == 0
    assert renzhi("gold", "compile", "--check", path).code == 0


def _between(text: str, spans: list[tuple[int, int]]) -> list[str]:
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]
