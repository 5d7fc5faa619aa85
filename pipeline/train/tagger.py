"""The model of the entities stage, from texts marked by one or several conventions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from .. import lexicon
from ..entities import tags
from ..entities.inputs import UNKNOWN_HAN, Inputs
from ..entities.matches import build
from ..entities.network import PARTS, Layer, Network
from ..entities.tagger import VERSION, least
from ..errors import RenzhiError
from ..script import simplified
from ..sentences.split import split
from . import vectors, words
from .examples import Example
from .folder import Report, Trained
from .recurrent import Recurrent, log_paths, padded, padding, taken
from .rows import LONGEST, Row, batches, drawn, renamed, rows, run_together, spoilt

PAIRS = 60_000
"""Pairs of characters that have a vector."""
SIZES = (64, 40)
"""Numbers of a character's and of a pair's vector."""
_WARM = 200
_LAST = 0.01
"""Steps until the learning rate is reached, and the share of it that the last step has."""
_BETAS = (0.9, 0.98)
_CLIP = 5.0
_MEAN, _EVERY = 0.999, 10
"""The weights that are kept are a running mean over steps, taken every so many."""
_UNKNOWN, _NO_PAIR, _NO_WORDS = 0.01, 0.05, 0.05
"""Shares of characters, of pairs and of whole texts' words that are hidden, so that the network does without."""
_SHOWN = 500
_LEAST_ROWS = 100
_TOGETHER = 320
"""Sentences that are scored in one call."""
MOST = 15
"""Labels of a convention: what a character may be is kept in 64 bits."""

Conventions = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Plan:
    """How a tagger is trained; ``configs/train-tagger.cfg`` explains each."""

    hidden: Sequence[int]
    rounds: int
    rate: float
    batch: int
    rename: float
    run_together: float
    spoilt: float
    times: Mapping[str, float]
    seed: int


def conventions(examples: Sequence[Example]) -> dict[str, dict[str, str]]:
    """The conventions of the examples: the labels of each, with our label for each of them or nothing.

    Raises ``RenzhiError`` where ``conventions.tsv`` does not know one, or one of its labels, or has too many.
    """
    known: dict[str, dict[str, str]] = {}
    for name, label, ours in lexicon.rows("conventions.tsv", 2, 1):
        known.setdefault(name, {})[label] = ours
    used: dict[str, set[str]] = {}
    for example in examples:
        for marks in example.marks:
            used.setdefault(marks.convention, set()).update(marks.labels)
    for name, labels in used.items():
        unknown = sorted(labels - known.get(name, {}).keys())
        if unknown:
            raise RenzhiError(f"conventions.tsv has no {name!r} with {', '.join(unknown)}; add a line for each label")
        if len(known[name]) > MOST:
            raise RenzhiError(f"conventions.tsv: {name!r} has {len(known[name])} labels; at most {MOST} can be learned")
    return {name: labels for name, labels in known.items() if name in used}


def train(
    data: Mapping[str, Sequence[Example]],
    dev: Sequence[Example],
    texts: Sequence[str],
    listed: words.Words,
    plan: Plan,
    report: Report,
) -> Trained:
    """The model's arrays and what it says of itself.

    ``data`` are examples by the source that they are from; ``texts`` are unlabelled and teach vectors.

    ``dev`` measures each round, and in the end how likely a span is right by
    its score. Raises ``RenzhiError`` where there is too little data.
    """
    torch.manual_seed(plan.seed)
    random = Random(plan.seed)
    spoken = conventions([example for examples in data.values() for example in examples])
    labels = {name: tuple(of) for name, of in spoken.items()}
    sources = {
        name: [row for each in examples if each.marks for row in rows(each, labels)] for name, examples in data.items()
    }
    lost = sum(len("".join(each.text.split())) for examples in data.values() for each in examples if each.marks)
    lost -= sum(len("".join(row.text.split())) for found in sources.values() for row in found)
    if lost:
        report("passed over", f"{lost:,} characters in sentences of more than {2 * LONGEST}")
    if sum(map(len, sources.values())) < _LEAST_ROWS:
        raise RenzhiError(f"{sum(map(len, sources.values()))} sentences are too few; give some thousand")
    report("data", ", ".join(f"{name} {len(found):,} sentences" for name, found in sources.items()))

    read = [each.text for examples in data.values() for each in examples]
    inputs, initial = _inputs([*read, *texts], listed, plan.seed)
    report("inputs", f"{len(inputs.chars):,} characters, {len(inputs.pairs):,} pairs, {len(listed.bits):,} words")
    net = Recurrent(initial, listed.tells(inputs.chars), plan.hidden, labels)
    weighed = [(found, plan.times.get(name, 1.0)) for name, found in sources.items()]
    names = words.Names(listed, Random(plan.seed))
    mean = _Rounds(net, inputs, labels, plan).run(weighed, names, random, dev, report)

    scores = {name: score(dev, name, spoken[name], inputs, network(mean, name)) for name in spoken}
    meta: dict[str, Any] = {
        "layers": len(plan.hidden),
        "conventions": {name: {"labels": spoken[name], "calibration": scores[name].calibration} for name in spoken},
    }
    arrays = {
        "version": np.array(VERSION),
        "code_points": inputs.chars,
        "code_pairs": inputs.pairs,
        "prints": inputs.matches.prints,
        "categories": inputs.matches.categories,
        **mean,
    }
    facts = [
        ("torch", torch.__version__),
        ("seed", str(plan.seed)),
        ("sentences", ", ".join(f"{name} {len(found):,}" for name, found in sources.items())),
        ("layers", " and ".join(map(str, plan.hidden))),
        *((f"F1 on dev, {name}", found.line()) for name, found in scores.items() if found.rows),
    ]
    return Trained(arrays, facts, meta)


def _inputs(
    texts: Sequence[str], listed: words.Words, seed: int
) -> tuple[Inputs, tuple[NDArray[np.float32], NDArray[np.float32]]]:
    joined = "\n".join(map(simplified, texts))
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    letters = np.array(sorted(map(ord, listed.letters())), np.uint32)
    chars = np.union1d(codes[codes > ord(" ")], letters).astype(np.uint32)
    pairs = vectors.frequent_pairs(codes, PAIRS)
    found = vectors.vectors(codes, chars, pairs, SIZES, seed)
    return Inputs(chars, pairs, build(listed.bits)), found


class _Rounds:
    """The rounds over the data."""

    def __init__(self, net: Recurrent, inputs: Inputs, labels: Conventions, plan: Plan):
        self.net, self.inputs, self.labels, self.plan = net, inputs, labels, plan
        self.tags = max(map(tags.count, labels.values()))
        self.adam = torch.optim.Adam(net.parameters(), lr=plan.rate, betas=_BETAS)
        self.mean = {name: weights.detach().clone() for name, weights in net.state_dict().items()}
        self.step = 0

    def run(
        self,
        data: Sequence[tuple[Sequence[Row], float]],
        names: words.Names,
        random: Random,
        dev: Sequence[Example],
        report: Report,
    ) -> dict[str, NDArray[np.generic]]:
        """Train; gives the running mean of the weights."""
        steps = None
        for number in range(1, self.plan.rounds + 1):
            made = list(batches(drawn(data, random), self.plan.batch, random))
            steps = steps or len(made) * self.plan.rounds
            lost = 0.0
            for count, batch in enumerate(made, 1):
                lost += self._learn([self._changed(row, names) for row in batch], steps)
                if count % _SHOWN == 0:
                    report(f"round {number}", f"{count:,} of {len(made):,} batches, loss {lost / count:.4f}")
            weights = self._kept()
            found = {
                name: score(dev, name, dict.fromkeys(labels, ""), self.inputs, network(weights, name))
                for name, labels in self.labels.items()
            }
            measured = "; ".join(f"{name} {each.line()}" for name, each in found.items() if each.rows)
            report(f"round {number}", f"loss {lost / len(made):.4f}; {measured}")
        return weights

    def _changed(self, row: Row, names: words.Names) -> Row:
        """The row as it is seen this time: other names, lists run together, spoilt by print."""
        row = renamed(row, self.labels, names, self.plan.rename)
        if names.random.random() < self.plan.run_together:
            row = run_together(row, self.labels)
        return spoilt(row, names.random) if names.random.random() < self.plan.spoilt else row

    def _learn(self, batch: Sequence[Row], steps: int) -> float:
        self.step += 1
        rate = self.plan.rate * min(1, self.step / _WARM) * max(_LAST, 1 - self.step / steps)
        for group in self.adam.param_groups:
            group["lr"] = rate
        loss = self._loss(batch)
        self.adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), _CLIP)
        self.adam.step()
        for table in (self.net.chars, self.net.pairs):
            table.learn(rate, _BETAS)
        if self.step % _EVERY == 0:
            share = min(_MEAN, (1 + self.step) / (10 + self.step)) ** _EVERY
            with torch.no_grad():
                for name, weights in self.net.state_dict().items():
                    self.mean[name].mul_(share).add_(weights, alpha=1 - share)
        return float(loss.detach())

    def _loss(self, batch: Sequence[Row]) -> torch.Tensor:
        """How unlikely the allowed paths of tags are among the valid ones, a character, added up over conventions."""
        flat = self.inputs([row.text for row in batch])
        for ids, share, hidden in (
            (flat.chars, _UNKNOWN, UNKNOWN_HAN), (flat.left, _NO_PAIR, 0), (flat.right, _NO_PAIR, 0),
        ):  # fmt: skip
            ids[torch.rand(len(ids)).numpy() < share] = hidden
        kept = (torch.rand(len(batch)) > _NO_WORDS).numpy()
        flat.words[~np.repeat(kept, flat.lengths)] = 0
        outputs = self.net(flat)
        starts = np.cumsum(flat.lengths) - flat.lengths
        # The conventions go through the sum over paths side by side, with as many tags as the largest has.
        parts: list[torch.Tensor] = []
        allowed: list[torch.Tensor] = []
        sizes: list[int] = []
        for name in self.labels:
            chosen = [number for number, row in enumerate(batch) if name in row.allowed]
            if not chosen:
                continue
            at = np.concatenate([np.arange(starts[n], starts[n] + flat.lengths[n]) for n in chosen])
            scores = self.net.heads[name](taken(outputs, at))
            parts.append(torch.nn.functional.pad(scores, (0, self.tags - scores.shape[1]), value=tags.NEVER))
            allowed += [torch.from_numpy(batch[number].allowed[name]) for number in chosen]
            sizes += [int(flat.lengths[number]) for number in chosen]
        scores = torch.cat(parts)
        right = (torch.cat(allowed)[:, None] >> torch.arange(self.tags)) & 1 == 1
        lengths = np.array(sizes)
        twice = torch.cat([scores, scores.masked_fill(~right, tags.NEVER)])
        paths = log_paths(padded(twice, padding(np.tile(lengths, 2)), 0.0), torch.from_numpy(np.tile(lengths, 2)))
        all_paths, right_paths = paths.chunk(2)
        return (all_paths - right_paths).sum() / int(flat.lengths.sum())

    def _kept(self) -> dict[str, NDArray[np.generic]]:
        """The running mean as arrays; the weights in training stay as they are."""
        now = {name: weights.clone() for name, weights in self.net.state_dict().items()}
        self.net.load_state_dict(self.mean)
        arrays = self.net.arrays()
        self.net.load_state_dict(now)
        return arrays


def network(arrays: Mapping[str, NDArray[Any]], convention: str) -> Network:
    """The network that ships, from a model's arrays."""
    floats = {name: array.astype(np.float32) for name, array in arrays.items() if array.dtype.kind == "f"}
    count = sum(name.startswith("layer") for name in floats) // len(PARTS)
    layers = [Layer(*(floats[f"layer{n}.{part}"] for part in PARTS)) for n in range(count)]
    head = (floats[f"{convention}.weights"], floats[f"{convention}.bias"])
    return Network(floats["chars"], floats["pairs"], layers, *head)


@dataclass(frozen=True)
class Scores:
    """F1 by label, strict, and how scores of spans turn into probabilities."""

    rows: list[tuple[str, float]]
    calibration: tuple[float, float]

    def line(self) -> str:
        """The scores in per cent, in one line."""
        return ", ".join(f"{label} {100 * value:.2f}" for label, value in self.rows)


def score(
    dev: Sequence[Example], convention: str, labels: Mapping[str, str], inputs: Inputs, network: Network
) -> Scores:
    """Spans that the network finds in the examples marked in full by a convention, against theirs."""
    from sklearn.linear_model import LogisticRegression

    order = list(labels)
    right: dict[str, int] = dict.fromkeys(order, 0)
    found: dict[str, int] = dict.fromkeys(order, 0)
    wanted: dict[str, int] = dict.fromkeys(order, 0)
    golds: list[set[tuple[int, int, str]]] = []
    sentences: list[tuple[int, int, str]] = []
    """The number of its example, where it begins, and its text."""
    for example in dev:
        marks = next((m for m in example.marks if m.convention == convention and set(m.labels) == set(order)), None)
        if marks is None:
            continue
        text = simplified(example.text)
        sentences += [(len(golds), start, text[start:end]) for start, end in split(text) if start < end]
        golds.append({(span.start, span.end, span.label) for span in marks.spans})
        for span in marks.spans:
            wanted[span.label] += 1
    odds: list[float] = []
    correct: list[bool] = []
    for first in range(0, len(sentences), _TOGETHER):
        part = sentences[first : first + _TOGETHER]
        logs = network(inputs([text for _, _, text in part]))
        lengths = np.array([len(text) for _, _, text in part])
        path = tags.best(logs, lengths)
        starts, ends, kinds = tags.spans(path)
        odds += least(logs[np.arange(len(path)), path], starts, ends).tolist()
        places = np.cumsum(lengths) - lengths
        numbers = np.searchsorted(places, starts, "right") - 1
        for number, start, end, kind in zip(*(a.tolist() for a in (numbers, starts, ends, kinds)), strict=True):
            of, begins, _ = part[number]
            offset = begins - int(places[number])
            there = (start + offset, end + offset, order[kind])
            found[order[kind]] += 1
            right[order[kind]] += there in golds[of]
            correct.append(there in golds[of])
    rows = [(label, 2 * right[label] / (wanted[label] + found[label])) for label in order if wanted[label]]
    if len(set(correct)) < 2:
        return Scores(rows, (1.0, 0.0))
    fitted = LogisticRegression().fit(np.array(odds)[:, None], correct)
    return Scores(rows, (round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)))
