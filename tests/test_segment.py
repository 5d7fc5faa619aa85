"""Words: characters, jieba, the shipped model, a model's folder."""

from __future__ import annotations

import pickle
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import resources, segment
from pipeline.errors import ConfigError, RenzhiError
from pipeline.segment import FEATURES, WEIGHTS
from pipeline.train import segmenter

LINES = [
    "柳坪 县委书记 顾青山 主持 会议 。",
    "泽川 市长 程岚 到会 。",
    "会议 由 县委书记 主持 。",
    "顾青山 讲话 。",
] * 20


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A segmenter trained on a few sentences."""
    from pipeline.commands.train import train

    folder = tmp_path_factory.mktemp("words")
    (folder / "words.txt").write_text("\n".join(LINES) + "\n", "utf-8")
    settings = {"train.rounds": 3, "train.data": "Invented sentences."}
    train("train-segmenter", [folder / "words.txt"], folder / "model", settings, lambda what, how: None)
    return folder / "model"


def words(text: str, name: str | Path) -> list[str]:
    return [text[a:b] for a, b in segment.load(str(name))(text)]


def test_a_trained_one(model: Path) -> None:
    assert words("泽川县委书记顾青山讲话。", model) == ["泽川", "县委书记", "顾青山", "讲话", "。"]


def test_its_folder(model: Path) -> None:
    assert sorted(path.name for path in model.iterdir()) == ["README.md", "config.cfg", FEATURES, WEIGHTS]
    card = (model / "README.md").read_text("utf-8")
    assert "Invented sentences." in card
    assert "F1 of words 100.00%" in card


def test_trained_twice_it_is_the_same(model: Path, tmp_path: Path) -> None:
    from pipeline.commands.train import train

    (tmp_path / "words.txt").write_text("\n".join(LINES) + "\n", "utf-8")
    said: list[str] = []
    report = lambda what, how: said.append(what)  # noqa: E731
    train("train-segmenter", [tmp_path / "words.txt"], tmp_path / "again", {"train.rounds": 3}, report)
    for name in (FEATURES, WEIGHTS):
        assert (tmp_path / "again" / name).read_bytes() == (model / name).read_bytes()
    assert said == ["sentences", "round 1", "round 2", "round 3", "words"]


def test_by_spacys_tokenizer(model: Path) -> None:
    from spacy.lang.zh import Chinese

    nlp = Chinese.from_config({"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    nlp.tokenizer.initialize(pkuseg_model=str(model))  # type: ignore[attr-defined]
    assert [token.text for token in nlp("程岚主持会议。")] == ["程岚", "主持", "会议", "。"]


def test_the_shipped_one() -> None:
    expected = "本报 讯 （ 记者 顾青山 ） 昨日 ， 柳坪 县委 书记 程岚 主持 召开 会议 ， 研究 防汛 工作 。"
    assert " ".join(words(expected.replace(" ", ""), segment.WORDS)) == expected


def test_the_shipped_one_is_what_its_data_makes() -> None:
    """It was not trained on these paragraphs; nine words of ten are as in the data."""
    lines = segmenter.read([resources.shipped("corpora") / "articles" / "words.txt"])
    assert segmenter.word_f1(lines[:: segmenter.HELD_OUT], segment.load(segment.WORDS)) > 0.9


@pytest.mark.parametrize("name", ["characters", "jieba", "words", "model"])
def test_they_cover_the_text(name: str, model: Path) -> None:
    if name == "jieba":
        pytest.importorskip("jieba")
    load = segment.load(str(model) if name == "model" else name)

    @given(st.text(st.sampled_from("林远主持会议。 \n\u3000ab1，𠮷\u0301"), max_size=20))
    @settings(deadline=None, max_examples=50)
    def check(text: str) -> None:
        spans = load(text)
        assert all(a < b for a, b in spans)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
        assert "".join(text[a:b] for a, b in spans).split() == "".join(text.split()).split()

    check()


def test_nothing_is_unpickled(model: Path, tmp_path: Path) -> None:
    """Without its features in msgpack the library would look for a pickle; without a path it would go on the net."""
    (tmp_path / WEIGHTS).write_bytes((model / WEIGHTS).read_bytes())
    (tmp_path / "features.pkl").write_bytes(pickle.dumps({}))
    for name in (str(tmp_path), "news", "spacy_ontonotes"):
        with pytest.raises(ConfigError, match=r"(has no .*|no such model); give characters, jieba, words, or"):
            segment.load(name)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "\ufeff林远　来 ３月\r\n\n好\n", [["林远", "来", "3月"], ["好"]]),
        (
            "a.conllu",
            "# text = 林远来\n1\t林远" + "\t_" * 8 + "\n2-3\t来了" + "\t_" * 8 + "\n2\t来" + "\t_" * 8,
            [["林远", "来"]],
        ),
    ],
)
def test_reading(name: str, text: str, expected: list[list[str]], tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert segmenter.read([tmp_path / name]) == expected


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.conllu", b"1\tx\n", r"a\.conllu:1: 2 columns; CoNLL-U has 10"),
        ("a.txt", "林远 来".encode("gb18030"), r"a\.txt: not UTF-8"),
        ("none.txt", None, "No such file"),
    ],
)
def test_data_that_cannot_be_read(name: str, content: bytes | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(RenzhiError, match=message):
        segmenter.read([tmp_path / name])


def test_too_little_data() -> None:
    with pytest.raises(RenzhiError, match="1 sentences to train on; at least 20"):
        segmenter.parted([["林远"]], [["林远"]], lambda what, how: None)


@pytest.mark.parametrize(
    ("gold", "found", "expected"), [("林远 来", "林远 来", 1.0), ("林 远", "林远", 0.0), ("", "", 0.0)]
)
def test_word_f1(gold: str, found: str, expected: float) -> None:
    assert segmenter.word_f1([gold.split()], lambda text: list(segmenter.spans(found.split()))) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("程 B-PER\n岚 I-PER\n来 O\n", r"3 of 3 lines look like characters with tags"),
        ("柳坪县委书记程岚昨日主持召开全县防汛工作会议并讲话\n" * 3, r"3 of 3 lines have no blanks between words"),
        ('{"text":"柳坪县委书记程岚昨日主持召开会议"}\n' * 3, r"give lines of words divided by blanks, or CoNLL-U"),
    ],
)
def test_data_that_is_no_words(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(content, "utf-8")
    with pytest.raises(RenzhiError, match=message):
        segmenter.read([tmp_path / "a.txt"])


def test_half_a_model(model: Path, tmp_path: Path) -> None:
    for name in (FEATURES, WEIGHTS):
        (tmp_path / name).write_bytes((model / name).read_bytes()[:200])
    with pytest.raises(ConfigError, match="no segmenter that can be read"):
        segment.load(str(tmp_path))
