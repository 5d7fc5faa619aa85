"""A tagger trained on a handful of sentences learns them, and its folder is read by the stage."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training the tagger needs the extra `train`")
pytest.importorskip("sklearn", reason="training the tagger needs the extra `train`")

import torch

from pipeline.commands.train import train
from pipeline.entities.inputs import LEXICAL, Inputs
from pipeline.entities.matches import build
from pipeline.entities.network import Network
from pipeline.entities.tagger import CharacterTagger
from pipeline.errors import ConfigError, RenzhiError
from pipeline.models import CARD, CONFIG, META, WEIGHTS
from pipeline.record import LABELS
from pipeline.train.checkpoint import NAME as CHECKPOINT
from pipeline.train.examples import Example, Marked, Marks, write
from pipeline.train.foretell import sentences
from pipeline.train.quantization import quantized, restored
from pipeline.train.recurrent import Recurrent, log_paths
from tests.entities.test_tags import fits

NAMES = ("林远", "周明", "陈思远", "何静", "吴一凡", "赵新")
TITLES = ("书记", "副市长", "局长", "主任")
TINY = {
    "train.rounds": 25,
    "train.hidden": [12, 12],
    "train.batch": 200,
    "train.rate": 0.01,
    "train.spoilt": 0.0,
    "train.patience": 0,
}


def example(number: int) -> Example:
    name, title = NAMES[number % len(NAMES)], TITLES[number % len(TITLES)]
    text = f"{title}{name}在会上讲话。"
    spans = (Marked(0, len(title), "TITLE"), Marked(len(title), len(title + name), "PER"))
    return Example(text, str(number), (Marks("renzhi", LABELS, spans),))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "some.jsonl"
    write(path, [example(number) for number in range(120)])
    return path


@pytest.fixture(scope="module")
def model(data: Path) -> Path:
    out = data.parent / "model"
    told: list[str] = []
    train(
        "train-tagger", [data], out, {**TINY, "train.dev": [str(data)]}, lambda what, how: told.append(f"{what}: {how}")
    )
    assert any(line.startswith("round 25: loss") and "renzhi PER" in line for line in told)
    return out


def test_its_folder_and_what_it_learned(model: Path) -> None:
    assert sorted(path.name for path in model.iterdir()) == sorted([CARD, CONFIG, META, WEIGHTS])
    assert "F1 on dev, renzhi" in (model / CARD).read_text("utf-8")
    text = "局长何静在会上讲话。"
    (found,) = CharacterTagger(str(model)).many([(text, [(0, len(text))])])
    assert [(m.text(text), m.label) for m in found] == [("局长", "TITLE"), ("何静", "PER")]
    assert all(0 <= m.score <= 1 for m in found)


def test_the_same_again(model: Path, data: Path, tmp_path: Path) -> None:
    train("train-tagger", [data], tmp_path / "again", {**TINY, "train.dev": [str(data)]}, lambda what, how: None)
    for name in (WEIGHTS, META):
        assert (tmp_path / "again" / name).read_bytes() == (model / name).read_bytes()
    scores = [re.findall(r"F1 on dev.*", (folder / CARD).read_text("utf-8")) for folder in (model, tmp_path / "again")]
    assert scores[0] == scores[1] != []


class Killed(BaseException):
    """What no code catches."""


def killed_in(round: int) -> Callable[[str, str], None]:
    def report(what: str, how: str) -> None:
        if what == f"round {round}":
            raise Killed

    return report


def test_killed_and_gone_on_with_it_ends_the_same(model: Path, data: Path, tmp_path: Path) -> None:
    out, settings = tmp_path / "killed", {**TINY, "train.dev": [str(data)]}
    told: list[str] = []
    for round in (1, 7):
        with pytest.raises(Killed):
            train("train-tagger", [data], out, settings, killed_in(round))
        assert [path.name for path in out.iterdir()] == [CHECKPOINT]
    (out / "notes.txt").write_text("mine", "utf-8")
    (out / f".{CHECKPOINT}.x").write_bytes(b"half")  # killed while the checkpoint was written
    with pytest.raises(RenzhiError, match="is of a training with another config, data or version; remove it"):
        train("train-tagger", [data], out, {**settings, "train.seed": 2}, lambda what, how: None)
    train("train-tagger", [data], out, settings, lambda what, how: told.append(what))
    assert told[told.index("goes on") + 1] == "round 8"
    assert {path.name for path in out.iterdir()} == {path.name for path in model.iterdir()} | {"notes.txt"}
    for name in (WEIGHTS, META):
        assert (out / name).read_bytes() == (model / name).read_bytes()


def test_a_checkpoint_that_is_broken_is_named(data: Path, tmp_path: Path) -> None:
    (tmp_path / CHECKPOINT).write_bytes(b"PK\x03\x04")
    with pytest.raises(RenzhiError, match=r"checkpoint\.npz: cannot be read .*; remove it to begin anew"):
        train("train-tagger", [data], tmp_path, {**TINY, "train.dev": [str(data)]}, lambda what, how: None)


def test_it_stops_when_dev_gets_no_better(data: Path, tmp_path: Path) -> None:
    """By what dev speaks of, which need not be everything."""
    dev = tmp_path / "dev.bio"
    dev.write_text(
        "".join(f"书 O\n记 O\n{name[0]} B-PERSON\n{name[1]} I-PERSON\n说 O\n\n" for name in NAMES if len(name) == 2),
        "utf-8",
    )
    told: dict[str, str] = {}
    settings = {**TINY, "train.dev": [str(dev)], "train.patience": 2, "train.rounds": 200}
    train("train-tagger", [data], tmp_path / "out", settings, told.__setitem__)
    made, _, best = told["stopped"].replace(";", "").partition(" of at most 200 weights of round ")
    assert int(made) == int(best) + 2 < 200
    assert told[f"round {made}"].endswith("renzhi PER 100.00")
    assert f"| rounds | {told['stopped']} |" in (tmp_path / "out" / CARD).read_text("utf-8")


def test_whole_numbers_say_what_torch_says() -> None:
    random = np.random.default_rng(1)
    letters = np.array(sorted(map(ord, "林远书记说")), np.uint32)
    inputs = Inputs(letters, np.array([ord("林") << 21 | ord("远")], np.uint64), build({"书记": 8}))
    vectors = tuple(random.normal(size=shape).astype(np.float32) for shape in ((5, 6), (1, 4)))
    net = Recurrent(vectors, random.random((5, 3), np.float32), [7, 5], {"msra": ("PER", "LOC")}).eval()
    flat = inputs(["书记林远说", "林", "远说林远书记"])
    arrays = quantized(net.arrays(), ["msra"])
    net.take(restored(arrays, ["msra"]))
    with torch.no_grad():
        logs = torch.log_softmax(net.heads["msra"](net(flat)), -1).numpy()
    # what is left is the rounding of what the layers say
    assert Network.of(arrays, 2, "msra")(flat) == pytest.approx(logs, abs=0.02)
    assert flat.words.shape == (12, LEXICAL)


@pytest.mark.parametrize("lengths", [[3], [1, 4, 2]])
def test_the_sum_over_paths_is_over_all_valid_ones(lengths: list[int]) -> None:
    from itertools import product

    scores = torch.randn(max(lengths), len(lengths), 9, generator=torch.Generator().manual_seed(1))
    for text, length in enumerate(lengths):
        total = 0.0
        for path in product(range(9), repeat=length):
            if fits(list(path)):
                total += float(torch.exp(sum(scores[at, text, tag] for at, tag in enumerate(path))))
        assert log_paths(scores, torch.tensor(lengths))[text].exp().item() == pytest.approx(total, rel=1e-4)


def test_too_little_data_and_unknown_labels_are_said(tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    write(few, [example(1)])
    with pytest.raises(RenzhiError, match="1 sentences are too few; give some thousand"):
        train("train-tagger", [few], tmp_path / "out", {}, lambda what, how: None)
    write(few, [Example("林远", "", (Marks("mine", ("NAME",), ()),))])
    with pytest.raises(RenzhiError, match=r"conventions\.tsv has no 'mine' with NAME; add a line for each label"):
        train("train-tagger", [few], tmp_path / "out", {}, lambda what, how: None)


# Foretelling


def test_sentences_to_foretell() -> None:
    texts = ["林远來了。\n好！", "林远來了。", "好", "长" * 201]
    assert [row.text for row in sentences(texts)] == ["林远来了。", "好！"]


@pytest.mark.parametrize("way", [0, 1])
def test_no_direction_sees_what_it_foretells(way: int) -> None:
    chars = np.array(sorted(map(ord, "一二三四五六")), np.uint32)
    pairs = np.array(sorted((ord(a) << 21) | ord(b) for a in "一二三四五六" for b in "一二三四五六"), np.uint64)
    inputs = Inputs(chars, pairs, build({}))
    torch.manual_seed(1)
    rng = np.random.default_rng(1)
    vectors = (rng.random((len(chars), 4), np.float32), rng.random((len(pairs), 4), np.float32))
    net = Recurrent(vectors, np.zeros((len(chars), 6), np.float32), [5], {"renzhi": LABELS}).eval()
    one, other = (net.one_way(inputs([text]))[way][:, 0] for text in ("一二三四五", "一二六四五"))
    same = torch.isclose(one, other).all(-1).tolist()
    assert same == ([True, True, False, False, False] if way == 0 else [False, False, False, True, True])


def test_foretelling_learns(data: Path, tmp_path: Path) -> None:
    told: list[str] = []
    settings = {**TINY, "train.rounds": 1, "train.foretell": 400, "train.hidden": [12], "train.batch": 60}
    train("train-tagger", [data], tmp_path / "a", settings, lambda what, how: told.append(f"{what}: {how}"))
    losses = [float(found) for found in re.findall(r"foretell: .* batches, loss ([\d.]+)", "\n".join(told))]
    assert "foretell: 12 sentences, 127 characters" in told
    assert losses[-1] < losses[0]


def test_a_number_of_rounds_below_none(data: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"train\.foretell: -1; expected 0 or more"):
        train("train-tagger", [data], tmp_path / "a", {**TINY, "train.foretell": -1}, lambda what, how: None)


def test_the_number_of_threads_changes_nothing(data: Path, tmp_path: Path) -> None:
    before = torch.get_num_threads()
    found = []
    try:
        for number in (1, 2):
            torch.set_num_threads(number)
            train("train-tagger", [data], tmp_path / f"{number}", {**TINY, "train.rounds": 1}, lambda what, how: None)
            found.append((tmp_path / f"{number}" / WEIGHTS).read_bytes())
            assert torch.get_num_threads() == number
    finally:
        torch.set_num_threads(before)
    assert found[0] == found[1]


# Going on from a model


def test_it_goes_on_from_a_model(model: Path, data: Path, tmp_path: Path) -> None:
    told: list[str] = []
    settings = {**TINY, "train.rounds": 1, "train.rate": 1e-9, "train.base": str(model), "train.dev": [str(data)]}
    train("train-tagger", [data], tmp_path / "on", settings, lambda what, how: told.append(f"{what}: {how}"))
    with np.load(model / WEIGHTS) as before, np.load(tmp_path / "on" / WEIGHTS) as after:
        assert set(before) == set(after)
        for name in before:
            assert np.allclose(before[name], after[name], atol=1e-3), name
    assert "layers | 12 and 12" in (tmp_path / "on" / CARD).read_text("utf-8")


def test_it_goes_on_from_the_mean_of_models(model: Path, data: Path, tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    folders = [tmp_path / "1", tmp_path / "2"]
    ends = []
    with np.load(model / WEIGHTS) as found:
        begun = dict(found)
    heads = sorted({name.partition(".")[0] for name in begun if name.endswith(".bias") and "layer" not in name})
    floats = restored(begun, heads)
    for folder in folders:
        shutil.copytree(model, folder)
        ends.append({n: a * random.normal(1, 0.2, a.shape).astype(np.float32) for n, a in floats.items()})
        np.savez(folder / WEIGHTS, **{**begun, **quantized(ends[-1], heads)})
    settings = {**TINY, "train.rounds": 1, "train.rate": 1e-9, "train.base": list(map(str, folders))}
    train("train-tagger", [data], tmp_path / "mean", settings, lambda what, how: None)
    mean = quantized({name: (ends[0][name] + ends[1][name]) / 2 for name in floats}, heads)
    one = quantized(ends[0], heads)
    with np.load(tmp_path / "mean" / WEIGHTS) as found:
        for name in mean:
            off, apart = (np.abs(array.astype(float) - mean[name]).mean() for array in (found[name], one[name]))
            assert off <= apart / 2, name
    card = (tmp_path / "mean" / CARD).read_text("utf-8")
    assert "| 1/weights.npz |" in card
    assert "| 2/weights.npz |" in card


def test_a_mean_of_models_that_do_not_fit(model: Path, data: Path, tmp_path: Path) -> None:
    shutil.copytree(model, tmp_path / "other")
    with np.load(model / WEIGHTS) as found:
        np.savez(tmp_path / "other" / WEIGHTS, **{**found, "code_pairs": found["code_pairs"] + 1})
    for other, message in (
        ("fast", "train.base: 'fast' has other conventions or layers than "),
        (str(tmp_path / "other"), "train.base: '.*other' did not go on from the same model as "),
    ):
        settings = {**TINY, "train.base": [str(model), other]}
        with pytest.raises(ConfigError, match=message):
            train("train-tagger", [data], tmp_path / "a", settings, lambda what, how: None)


def test_a_base_that_is_none(model: Path, data: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="model 'none': no folder"):
        train("train-tagger", [data], tmp_path / "a", {**TINY, "train.base": "none"}, lambda what, how: None)
    with pytest.raises(ConfigError, match=r"train\.base: 'judge' is no tagger"):
        train("train-tagger", [data], tmp_path / "b", {**TINY, "train.base": "judge"}, lambda what, how: None)
    folder = tmp_path / "other"
    shutil.copytree(model, folder)
    (folder / META).write_text((model / META).read_text("utf-8").replace('"DATE": "DATE"', '"DAY": "DATE"'), "utf-8")
    with pytest.raises(ConfigError, match="'renzhi' has the labels PER, ORG, LOC, TITLE, DAY there"):
        train("train-tagger", [data], tmp_path / "c", {**TINY, "train.base": str(folder)}, lambda what, how: None)
