"""The model of the entities stage, from texts marked by one or several conventions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from time import process_time
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from .. import models
from ..entities import tags
from ..entities.inputs import UNKNOWN_HAN, Flat, Inputs
from ..entities.matches import Matches, build
from ..entities.network import Network
from ..entities.tagger import VERSION, least
from ..errors import ConfigError
from ..script import simplified
from ..sentences.split import split
from . import vectors, words
from .checkpoint import Checkpoint, continue_, drawn_from, part, under
from .examples import UNSURE, Example
from .folder import Report, Trained
from .foretell import Foretelling, sentences
from .prepared import Prepared
from .quantization import TABLES, quantized, restored
from .recurrent import Recurrent, log_paths, padded, padding, taken
from .rows import Row, batches, drawn, renamed, run_together, spoilt
from .sets import Rows, cut

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
_TOGETHER = 320
"""Sentences that are scored in one call."""

Conventions = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Plan:
    """How a tagger is trained; ``configs/train-tagger.cfg`` explains each."""

    pairs: int
    hidden: Sequence[int]
    foretell: int
    rounds: int
    patience: int
    rate: float
    batch: int
    rename: float
    run_together: float
    spoilt: float
    times: Mapping[str, float]
    seed: int
    base: Sequence[str]


def train(data: Prepared, listed: words.Words, plan: Plan, checkpoint: Checkpoint, report: Report) -> Trained:
    """The model's arrays and what it says of itself.

    ``data.texts`` teach vectors; ``data.dev`` measures each round, says when to
    stop, and in the end how likely a span is right by its score. Goes on from
    the state of ``checkpoint``, and keeps one after each round.
    """
    began = process_time()
    torch.manual_seed(plan.seed)
    labels = {name: tuple(of) for name, of in data.spoken.items()}
    inputs, net = gone_on(plan.base, labels) if plan.base else begun(data.texts, listed, plan, labels)
    report("inputs", f"{len(inputs.chars):,} characters, {len(inputs.pairs):,} pairs")
    rows = Rows(cut(data.examples, labels))
    weighed = [(numbers, plan.times.get(name, 1.0)) for name, numbers in rows.files.items()]
    names = words.Names(listed, Random(plan.seed), data.persons)
    rounds = Rounds(net, inputs, labels, plan, names, began)
    kept = rounds.run(rows, weighed, data.texts, data.dev, checkpoint, report)

    scores = {
        name: score(data.dev, name, of, inputs, Network.of(kept, len(net.layers), name))
        for name, of in data.spoken.items()
    }
    meta: dict[str, Any] = {
        "layers": len(net.layers),
        "conventions": {
            name: {"labels": of, "calibration": scores[name].calibration} for name, of in data.spoken.items()
        },
    }
    arrays = {
        "version": np.array(VERSION),
        "code_points": inputs.chars,
        "code_pairs": inputs.pairs,
        "prints": inputs.matches.prints,
        "categories": inputs.matches.categories,
        **kept,
    }
    facts = [
        ("torch", torch.__version__),
        ("seed", str(plan.seed)),
        ("sentences", ", ".join(f"{name} {len(found):,}" for name, found in rows.files.items())),
        *data.facts,
        ("layers", " and ".join(str(layer.size) for layer in net.layers)),
        ("rounds", rounds.told()),
        ("took", f"{process_time() - rounds.began:,.0f} s of the processor"),
        *((f"F1 on dev, {name}", found.line()) for name, found in scores.items() if found.rows),
    ]
    return Trained(arrays, facts, meta)


def begun(
    texts: Sequence[str], listed: words.Words, plan: Plan, labels: Mapping[str, Sequence[str]]
) -> tuple[Inputs, Recurrent]:
    """A new network: it knows what stands beside what in the texts, and no labels."""
    joined = "\n".join(map(simplified, texts))
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    letters = np.array(sorted(map(ord, listed.letters())), np.uint32)
    chars = np.union1d(codes[codes > ord(" ")], letters).astype(np.uint32)
    pairs = vectors.frequent_pairs(codes, plan.pairs)
    found = vectors.vectors(codes, chars, pairs, SIZES, plan.seed)
    return Inputs(chars, pairs, build(listed.bits)), Recurrent(found, listed.tells(chars), plan.hidden, labels)


def gone_on(bases: Sequence[str], labels: Mapping[str, Sequence[str]]) -> tuple[Inputs, Recurrent]:
    """The network of a model, with its characters, pairs and words, and new heads for conventions that it has not.

    Of several, which must have gone on from one model, it is the mean (Wortsman et al., "Model soups", 2022).

    Raises ``ConfigError`` where there is no such model, where a convention of it has other labels, or where
    several do not fit each other.
    """
    (first, layers), *others = (_base(base, labels) for base in bases)
    for base, (other, _) in zip(bases[1:], others, strict=True):
        if first.keys() != other.keys() or not all(_fits(array, other[name]) for name, array in first.items()):
            raise ConfigError(f"train.base: {base!r} did not go on from the same model as {bases[0]!r}")
    whole = [first, *(other for other, _ in others)]
    found = {name: _mean([each[name] for each in whole]) for name in first}
    inputs = Inputs(found["code_points"], found["code_pairs"], Matches(found["prints"], found["categories"]))
    width = found["chars"].shape[1] - words.PLACES
    blank = (
        np.zeros((len(inputs.chars), width), np.float32),
        np.zeros((len(inputs.pairs), found["pairs"].shape[1]), np.float32),
    )
    hidden = [found[f"layer{number}.state"].shape[1] for number in range(layers)]
    net = Recurrent(blank, np.zeros((len(inputs.chars), words.PLACES), np.float32), hidden, labels)
    net.take(found)
    return inputs, net


def _fits(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Whether two models' arrays can be averaged: weights of one shape, or tables that are the same."""
    return one.shape == other.shape and (one.dtype.kind == "f" or np.array_equal(one, other))


def _mean(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """The mean of weights; of tables, which are the same, the first."""
    mixed = arrays[0].dtype.kind == "f"
    return np.asarray(np.mean(arrays, axis=0, dtype=np.float64), np.float32) if mixed else arrays[0]


def _base(base: str, labels: Mapping[str, Sequence[str]]) -> tuple[dict[str, NDArray[Any]], int]:
    """A model's arrays, and how many layers it has."""
    said = models.meta(base)
    try:
        has = {name: tuple(head["labels"]) for name, head in said["conventions"].items()}
        layers = int(said["layers"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"train.base: {models.find(base) / models.META}: is no tagger's ({error!r})") from error
    other = [name for name, of in labels.items() if name in has and has[name] != tuple(of)]
    if other:
        told = f"{other[0]!r} has the labels {', '.join(has[other[0]])} there, {', '.join(labels[other[0]])} here"
        raise ConfigError(f"train.base: {base!r}: {told}; take a base with the same conventions.tsv")
    heads = [name for name in labels if name in has]
    plain = ["code_points", "code_pairs", "prints", "categories"]
    scales = [f"{table}.scale" for table in TABLES]
    arrays = models.arrays(base, [*plain, *scales, *Network.names(layers, *heads)], VERSION)
    return {**{name: arrays[name] for name in plain}, **restored(arrays, heads)}, layers


class Rounds:
    """The rounds over the data."""

    def __init__(
        self, net: Recurrent, inputs: Inputs, labels: Conventions, plan: Plan, names: words.Names, began: float
    ):
        """``began`` is the processor's time since which it is counted; a state adds what it took before."""
        self.net, self.inputs, self.labels, self.plan, self.names = net, inputs, labels, plan, names
        self.random = Random(plan.seed)
        self.tags = max(map(tags.count, labels.values()))
        self.adam = torch.optim.Adam(net.parameters(), lr=plan.rate, betas=_BETAS)
        self.mean = {name: weights.detach().clone() for name, weights in net.state_dict().items()}
        self.step = self.steps = self.round = self.best_round = 0
        self.best = -1.0
        self.began = began
        self.weights: dict[str, NDArray[Any]] = {}

    def run(
        self,
        rows: Rows,
        weighed: Sequence[tuple[Sequence[int], float]],
        texts: Sequence[str],
        dev: Sequence[Example],
        checkpoint: Checkpoint,
        report: Report,
    ) -> dict[str, NDArray[Any]]:
        """Train on ``rows``, so many times on those of some numbers.

        Gives the running mean of the weights, after the best round where there is patience, else the last.
        """
        state = checkpoint.load()
        if state:
            self._restore(state)
            report("goes on", f"behind round {self.round}, from {checkpoint.path}")
        elif self.plan.foretell and not self.plan.base:
            self._foretell(sentences(texts), report)
            checkpoint.save(self._state())
        while self.round < self.plan.rounds and not self._stops():
            number = self.round + 1
            made = list(batches(drawn(weighed, self.random), rows.lengths, self.plan.batch, self.random))
            self.steps = self.steps or len(made) * self.plan.rounds
            lost = 0.0
            for count, numbers in enumerate(made, 1):
                lost += self._learn([self._changed(row) for row in rows.many(numbers)], self.steps)
                if count % _SHOWN == 0:
                    report(f"round {number}", f"{count:,} of {len(made):,} batches, loss {lost / count:.4f}")
            found = self._finish(dev)
            checkpoint.save(self._state())
            measured = "; ".join(f"{name} {each.line()}" for name, each in found.items() if each.rows)
            report(f"round {number}", f"loss {lost / len(made):.4f}; {measured}")
        if self.round < self.plan.rounds:
            report("stopped", self.told())
        return self.weights

    def _foretell(self, rows: Sequence[Row], report: Report) -> None:
        """Rounds over text without labels."""
        learner = Foretelling(self.net)
        adam = torch.optim.Adam([*self.net.layers[0].parameters(), *learner.parameters()], self.plan.rate, _BETAS)
        lengths = [len(row.text) for row in rows]
        once = range(len(rows)), lengths, self.plan.batch, self.random
        made = [numbers for _ in range(self.plan.foretell) for numbers in batches(*once)]
        report("foretell", f"{len(rows):,} sentences, {sum(lengths):,} characters")
        lost = 0.0
        for step, numbers in enumerate(made, 1):
            lost += self._descend(learner(self._seen([rows[n] for n in numbers])), adam, step, len(made))
            if step % _SHOWN == 0:
                report("foretell", f"{step:,} of {len(made):,} batches, loss {lost / _SHOWN:.4f}")
                lost = 0.0
        self.mean = {name: weights.detach().clone() for name, weights in self.net.state_dict().items()}

    def told(self) -> str:
        """How many rounds there were, and which of them the weights are of."""
        return f"{self.round} of at most {self.plan.rounds}; weights of round {self.best_round}"

    def _stops(self) -> bool:
        """Whether patience is at its end; it has not begun before anything is found."""
        return 0 < self.plan.patience <= self.round - self.best_round and self.best > 0

    def _finish(self, dev: Sequence[Example]) -> dict[str, Scores]:
        """Measure the round, and keep its weights if they are the best, or the last that count."""
        self.round += 1
        weights = self._kept()
        layers = len(self.net.layers)
        found = {
            name: score(dev, name, dict.fromkeys(labels, ""), self.inputs, Network.of(weights, layers, name))
            for name, labels in self.labels.items()
        }
        rows = [value for each in found.values() for _, value in each.rows]
        mean = sum(rows) / len(rows) if rows else -1.0
        if not self.plan.patience or not rows or mean > self.best:
            self.best, self.best_round, self.weights = mean, self.round, weights
        return found

    def _state(self) -> dict[str, NDArray[Any]]:
        """All that the rounds to come depend on, and what they took."""
        numbers = [self.round, self.step, self.steps, self.best_round]
        found = {
            "numbers": np.array(numbers),
            "best": np.array(self.best),
            "took": np.array(process_time() - self.began),
            "torch": torch.get_rng_state().numpy(),
            "random": drawn_from(self.random),
            "names": drawn_from(self.names.random),
            **under("net", _numpy(self.net.state_dict())),
            **under("mean", _numpy(self.mean)),
            **under("weights", self.weights),
        }
        for name, table in (("chars", self.net.chars), ("pairs", self.net.pairs)):
            found |= under(f"table/{name}", table.state())
        for number, each in self.adam.state_dict()["state"].items():
            found |= under(f"adam/{number}", _numpy(each))
        return found

    def _restore(self, state: Mapping[str, NDArray[Any]]) -> None:
        self.round, self.step, self.steps, self.best_round = map(int, state["numbers"])
        self.best, self.weights = float(state["best"]), part("weights", state)
        self.began -= float(state["took"])
        torch.set_rng_state(torch.from_numpy(state["torch"]))
        continue_(self.random, state["random"])
        continue_(self.names.random, state["names"])
        self.net.load_state_dict(_torch(part("net", state)))
        self.mean = _torch(part("mean", state))
        for name, table in (("chars", self.net.chars), ("pairs", self.net.pairs)):
            table.restore(part(f"table/{name}", state))
        whole = self.adam.state_dict()
        whole["state"] = {n: _torch(part(f"adam/{n}", state)) for n in range(len(whole["param_groups"][0]["params"]))}
        self.adam.load_state_dict(whole)

    def _changed(self, row: Row) -> Row:
        """The row as it is seen this time: other names, lists run together, spoilt by print."""
        names = self.names
        row = renamed(row, self.labels, names, self.plan.rename)
        if names.random.random() < self.plan.run_together:
            row = run_together(row, self.labels)
        return spoilt(row, names.random) if names.random.random() < self.plan.spoilt else row

    def _learn(self, batch: Sequence[Row], steps: int) -> float:
        self.step += 1
        lost = self._descend(self._loss(batch), self.adam, self.step, steps)
        if self.step % _EVERY == 0:
            share = min(_MEAN, (1 + self.step) / (10 + self.step)) ** _EVERY
            with torch.no_grad():
                for name, weights in self.net.state_dict().items():
                    self.mean[name].mul_(share).add_(weights, alpha=1 - share)
        return lost

    def _descend(self, loss: torch.Tensor, adam: torch.optim.Adam, step: int, steps: int) -> float:
        """One step of ``steps`` against the gradient of a loss; gives the loss."""
        rate = self.plan.rate * min(1, step / _WARM) * max(_LAST, 1 - step / steps)
        for group in adam.param_groups:
            group["lr"] = rate
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([weights for group in adam.param_groups for weights in group["params"]], _CLIP)
        adam.step()
        for table in (self.net.chars, self.net.pairs):
            table.learn(rate, _BETAS)
        return float(loss.detach())

    def _seen(self, batch: Sequence[Row]) -> Flat:
        """The characters of a batch, some of them, of their pairs and of their words hidden."""
        flat = self.inputs([row.text for row in batch])
        for ids, share, hidden in (
            (flat.chars, _UNKNOWN, UNKNOWN_HAN), (flat.left, _NO_PAIR, 0), (flat.right, _NO_PAIR, 0),
        ):  # fmt: skip
            ids[torch.rand(len(ids)).numpy() < share] = hidden
        kept = (torch.rand(len(batch)) > _NO_WORDS).numpy()
        flat.words[~np.repeat(kept, flat.lengths)] = 0
        return flat

    def _loss(self, batch: Sequence[Row]) -> torch.Tensor:
        """How unlikely the allowed paths of tags are among the valid ones, a character, added up over conventions."""
        flat = self._seen(batch)
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

    def _kept(self) -> dict[str, NDArray[Any]]:
        """The running mean as a model's arrays; the weights in training stay as they are."""
        now = {name: weights.clone() for name, weights in self.net.state_dict().items()}
        self.net.load_state_dict(self.mean)
        arrays = quantized(self.net.arrays(), list(self.labels))
        self.net.load_state_dict(now)
        return arrays


def _numpy(state: Mapping[str, torch.Tensor]) -> dict[str, NDArray[Any]]:
    return {name: tensor.numpy() for name, tensor in state.items()}


def _torch(state: Mapping[str, NDArray[Any]]) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(array) for name, array in state.items()}


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
    """Spans that the network finds in the examples marked in full by a convention, against theirs.

    Where none is marked in full, the labels that they speak of are scored.
    """
    from sklearn.linear_model import LogisticRegression

    order = list(labels)
    right: dict[str, int] = dict.fromkeys(order, 0)
    found: dict[str, int] = dict.fromkeys(order, 0)
    wanted: dict[str, int] = dict.fromkeys(order, 0)
    golds: list[set[tuple[int, int, str]]] = []
    judged: list[Sequence[str]] = []
    sentences: list[tuple[int, int, str]] = []
    """The number of its example, where it begins, and its text."""
    by = [(example, marks) for example in dev for marks in example.marks if marks.convention == convention]
    by = [pair for pair in by if all(span.label != UNSURE for span in pair[1].spans)]
    full = [pair for pair in by if set(pair[1].labels) == set(order)]
    for example, marks in full or by:
        text = simplified(example.text)
        sentences += [(len(golds), start, text[start:end]) for start, end in split(text) if start < end]
        judged.append(marks.labels)
        golds.append({(span.start, span.end, span.label) for span in marks.spans})
        for span in marks.spans:
            wanted[span.label] += 1
    odds: list[float] = []
    correct: list[bool] = []
    for first in range(0, len(sentences), _TOGETHER):
        some = sentences[first : first + _TOGETHER]
        logs = network(inputs([text for _, _, text in some]))
        lengths = np.array([len(text) for _, _, text in some])
        path = tags.best(logs, lengths)
        starts, ends, kinds = tags.spans(path)
        chances = least(logs[np.arange(len(path)), path], starts, ends)
        places = np.cumsum(lengths) - lengths
        numbers = np.searchsorted(places, starts, "right") - 1
        spans = zip(*(array.tolist() for array in (numbers, starts, ends, kinds, chances)), strict=True)
        for number, start, end, kind, chance in spans:
            of, begins, _ = some[number]
            offset, label = begins - int(places[number]), order[kind]
            if label in judged[of]:
                there = (start + offset, end + offset, label) in golds[of]
                found[label] += 1
                right[label] += there
                odds.append(chance)
                correct.append(there)
    rows = [(label, 2 * right[label] / (wanted[label] + found[label])) for label in order if wanted[label]]
    if len(set(correct)) < 2:
        return Scores(rows, (1.0, 0.0))
    fitted = LogisticRegression().fit(np.array(odds)[:, None], correct)
    return Scores(rows, (round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)))
