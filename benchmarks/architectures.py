"""Taggers of several kinds, trained on the same sentences with several seeds: strict F1, size, time and speed.

python benchmarks/architectures.py --data FOLDER [--sentences N] [--rounds N] [--seeds N …] [--only KIND …] [--readme]

``FOLDER`` is what labelled.py writes. All learn from the same N sentences of
``train/msra.jsonl`` and from this project's marked articles, and are measured by
``dev/msra.jsonl`` and by the development pages of corpora/, each in its convention.
A student learns from what the kind that ships makes, as the mean of all seeds, of as
many sentences again, whose labels nobody looks at. Speed is that of training's own
libraries on one thread; the shipped tagger runs in eight bits (ner.py). The random field
with features is python-crfsuite (requirements-peers.txt).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from time import perf_counter

import numpy as np
import strict
import torch
from numpy.typing import NDArray
from report import CORPORA, arguments, give, made_with, table
from torch import Tensor, nn

from pipeline.entities import tags
from pipeline.entities.inputs import Inputs
from pipeline.script import simplified
from pipeline.sentences.split import split
from pipeline.train import prepared, sets, words
from pipeline.train.examples import UNSURE, Example
from pipeline.train.prepared import Prepared
from pipeline.train.recurrent import Recurrent, padded, padding, taken
from pipeline.train.rows import Row, batches, drawn
from pipeline.train.tagger import Plan, Rounds, begun

SHIPPED = "recurrent"
STUDENT = "recurrent, small, taught"
KINDS = ("features", SHIPPED, "recurrent, transitions learned", "convolutions", "recurrent, small", STUDENT)
CONVENTIONS = ("msra", "renzhi")
UNITS, SMALL = 128, 40
WIDE = (1, 2, 4, 8)
"""How far apart the characters are that a convolution sees, layer by layer (Strubell et al., 2017)."""
TOGETHER = 320
Spans = set[tuple[int, int, str]]


class Tagger:
    """What is measured: texts to spans by a convention."""

    def __init__(self, spoken: Mapping[str, Sequence[str]]):
        self.spoken = spoken

    size = 0
    """Numbers that were learned."""

    def tagged(self, texts: Sequence[str], convention: str) -> NDArray[np.int64]:
        """The tags of the texts' characters, one text behind the other."""
        raise NotImplementedError

    def spans(self, texts: Sequence[str], convention: str) -> list[Spans]:
        """The spans of each text."""
        out: list[Spans] = [set() for _ in texts]
        for first in range(0, len(texts), TOGETHER):
            some = texts[first : first + TOGETHER]
            lengths = _lengths(some)
            places = np.cumsum(lengths) - lengths
            starts, ends, kinds = tags.spans(self.tagged(some, convention))
            for start, end, kind in zip(starts.tolist(), ends.tolist(), kinds.tolist(), strict=True):
                of = int(np.searchsorted(places, start, "right")) - 1
                at = int(places[of])
                out[first + of].add((start - at, end - at, self.spoken[convention][kind]))
        return out


class Features(Tagger):
    """A conditional random field over characters and pairs around a place and the words they are in (Lafferty 2001)."""

    def __init__(self, rows: Sequence[Row], inputs: Inputs, spoken: Mapping[str, Sequence[str]], rounds: int):
        import pycrfsuite

        super().__init__(spoken)
        self.inputs = inputs
        self.taggers = {}
        with tempfile.TemporaryDirectory() as folder:
            for name in spoken:
                trainer = pycrfsuite.Trainer(verbose=False)
                trainer.set_params({"c1": 0.05, "c2": 0.01, "max_iterations": rounds, "feature.minfreq": 2})
                known = [row for row in rows if name in row.allowed and _single(row.allowed[name])]
                for row in known:
                    right = np.log2(row.allowed[name]).astype(int)
                    trainer.append(self._seen([row.text])[0], [str(tag) for tag in right])
                path = str(Path(folder) / name)
                trainer.train(path)
                self.taggers[name] = pycrfsuite.Tagger()
                self.taggers[name].open(path)
                self.size += len(self.taggers[name].info().state_features)

    def _seen(self, texts: Sequence[str]) -> list[list[list[str]]]:
        """What stands at each place of each text, as words."""
        flat = self.inputs(texts)
        lexical = [[f"w{number}" for number in np.flatnonzero(row)] for row in flat.words]
        at, out = 0, []
        for text in texts:
            around = f"\0\0{text}\0\0"
            rows = []
            for i in range(len(text)):
                a, b, c, d, e = around[i : i + 5]
                rows.append([f"-2{a}", f"-1{b}", f"0{c}", f"1{d}", f"2{e}", f"-{b}{c}", f"+{c}{d}", f"_{b}{d}"])
                rows[-1] += lexical[at + i]
            at += len(text)
            out.append(rows)
        return out

    def tagged(self, texts: Sequence[str], convention: str) -> NDArray[np.int64]:
        of = [self.taggers[convention].tag(seen) for seen in self._seen(texts)]
        found = np.array([int(tag) for path in of for tag in path])
        chosen = found[:, None] == np.arange(tags.count(self.spoken[convention]))
        return tags.best(np.where(chosen, 0.0, -1.0), _lengths(texts))  # the nearest path that spans make


def _lengths(texts: Sequence[str]) -> NDArray[np.int64]:
    return np.array([len(text) for text in texts])


def _single(allowed: NDArray[np.int64]) -> bool:
    return not bool((allowed & (allowed - 1)).any())


class Neural(Tagger):
    """A trained network."""

    def __init__(self, inputs: Inputs, nets: Sequence[Recurrent], spoken: Mapping[str, Sequence[str]]):
        super().__init__(spoken)
        self.inputs, self.nets = inputs, nets
        self.size = sum(weights.numel() for net in nets for weights in net.state_dict().values())

    def tagged(self, texts: Sequence[str], convention: str) -> NDArray[np.int64]:
        """The best valid path by the mean of what the networks say."""
        flat = self.inputs(texts)
        with torch.no_grad():
            logs = sum(torch.log_softmax(net.heads[convention](net(flat)), -1) for net in self.nets)
        return tags.best(logs.double().numpy(), flat.lengths)


class Transitions(Neural):
    """One whose paths have weights of their own for what follows what."""

    def tagged(self, texts: Sequence[str], convention: str) -> NDArray[np.int64]:
        flat = self.inputs(texts)
        (net,) = self.nets
        with torch.no_grad():
            scores = padded(net.heads[convention](net(flat)), padding(flat.lengths), 0.0).numpy()
            moves, first, last = (part.numpy() for part in net.moves[convention]())
        return np.concatenate(
            [_viterbi(scores[:length, n], moves, first, last) for n, length in enumerate(flat.lengths.tolist())]
        )


def _viterbi(scores: NDArray, moves: NDArray, first: NDArray, last: NDArray) -> NDArray[np.int64]:
    best = scores[0] + first
    came = []
    for row in scores[1:]:
        through = best[:, None] + moves
        came.append(through.argmax(0))
        best = through.max(0) + row
    path = [int((best + last).argmax())]
    for before in reversed(came):
        path.append(int(before[path[-1]]))
    return np.array(path[::-1])


class Moves(nn.Module):
    """Weights for what follows what, with what is impossible shut out."""

    def __init__(self, count: int):
        super().__init__()
        place = np.where(np.arange(count) == 0, 0, (np.arange(count) - 1) % 4 + 1)
        label = np.where(np.arange(count) == 0, -1, (np.arange(count) - 1) // 4)
        opens = (place == tags.BEGINS) | (place == tags.GOES_ON)
        inside = (place == tags.GOES_ON) | (place == tags.ENDS)
        fits = np.where(opens[:, None], inside & (label[:, None] == label), ~inside)
        self.register_buffer("barred", torch.from_numpy(np.where(fits, 0.0, tags.NEVER).astype(np.float32)))
        self.register_buffer("begin", torch.from_numpy(np.where(inside, tags.NEVER, 0.0).astype(np.float32)))
        self.register_buffer("end", torch.from_numpy(np.where(opens, tags.NEVER, 0.0).astype(np.float32)))
        self.weights = nn.Parameter(torch.zeros(count, count))

    def forward(self) -> tuple[Tensor, Tensor, Tensor]:
        """Of one tag behind another, of the first and of the last."""
        return self.barred + self.weights, self.begin, self.end


class TransitionRounds(Rounds):
    """Training of one whose transitions are learned."""

    def _loss(self, batch: Sequence[Row]) -> Tensor:
        flat = self._seen(batch)
        outputs = self.net(flat)
        starts = np.cumsum(flat.lengths) - flat.lengths
        lost = torch.zeros(())
        for name in self.labels:
            chosen = [number for number, row in enumerate(batch) if name in row.allowed]
            if not chosen:
                continue
            at = np.concatenate([np.arange(starts[n], starts[n] + flat.lengths[n]) for n in chosen])
            lengths = np.array([int(flat.lengths[n]) for n in chosen])
            scores = self.net.heads[name](taken(outputs, at))
            allowed = torch.cat([torch.from_numpy(batch[n].allowed[name]) for n in chosen])
            right = (allowed[:, None] >> torch.arange(scores.shape[1])) & 1 == 1
            moves = self.net.moves[name]()
            for part, sign in ((scores, 1), (scores.masked_fill(~right, tags.NEVER), -1)):
                paths = _log_paths(padded(part, padding(lengths), 0.0), torch.from_numpy(lengths), *moves)
                lost = lost + sign * paths.sum()
        return lost / int(flat.lengths.sum())


def _log_paths(scores: Tensor, lengths: Tensor, moves: Tensor, first: Tensor, last: Tensor) -> Tensor:
    found = scores[0] + first
    for at, row in enumerate(scores[1:].unbind(), 1):
        onward = torch.logsumexp(found[:, :, None] + moves, 1) + row
        found = torch.where((at < lengths)[:, None], onward, found)
    return torch.logsumexp(found + last, -1)


class Convolutions(nn.Module):
    """In place of a recurrent layer: convolutions of three characters, further apart layer by layer."""

    def __init__(self, inputs: int, size: int):
        super().__init__()
        self.size = size
        self.enter = nn.Linear(inputs, 2 * size)
        self.layers = nn.ModuleList(nn.Conv1d(2 * size, 2 * size, 3, padding=far, dilation=far) for far in WIDE)
        self.norms = nn.ModuleList(nn.LayerNorm(2 * size) for _ in WIDE)

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """What is said of each place, shape (places, texts, outputs)."""
        real = (torch.arange(len(rows))[:, None] < lengths)[..., None]
        found = torch.relu(self.enter(rows)) * real
        for layer, norm in zip(self.layers, self.norms, strict=True):
            seen = layer(norm(found).mul(real).permute(1, 2, 0)).permute(2, 0, 1)
            found = (found + torch.relu(seen)) * real
        return found


@dataclass(frozen=True)
class Bench:
    """What all kinds learn from and are measured by."""

    data: Prepared
    rows: Sequence[Row]
    more: Sequence[str]
    """Sentences whose labels nobody looks at."""
    plan: Plan
    listed: words.Words

    @property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """Of each convention, in order."""
        return {name: tuple(self.data.spoken[name]) for name in CONVENTIONS}

    def trained(self, kind: str, seed: int, teachers: Sequence[Recurrent] = ()) -> Tagger:
        """A tagger of a kind."""
        plan = replace(self.plan, seed=seed, hidden=[SMALL if "small" in kind else UNITS])
        torch.manual_seed(seed)
        inputs, net = begun(self.data.texts, self.listed, plan, self.labels)
        if kind == "features":
            return Features(self.rows, inputs, self.labels, 20 * plan.rounds)
        rows = list(self.rows)
        if kind == STUDENT:
            rows += self._taught(Neural(inputs, teachers, self.labels))
        rounds_of: type[Rounds] = Rounds
        made: type[Neural] = Neural
        if kind == "convolutions":
            net.layers = nn.ModuleList([Convolutions(net.layers[0].ways[0].input_size, plan.hidden[0])])
        elif kind == "recurrent, transitions learned":
            net.moves = nn.ModuleDict({name: Moves(tags.count(of)) for name, of in self.labels.items()})
            rounds_of, made = TransitionRounds, Transitions
        names = words.Names(self.listed, Random(seed), self.data.persons)
        rounds = rounds_of(net, inputs, self.labels, plan, names, 0.0)
        for _ in range(plan.rounds):
            numbers = drawn([(range(len(rows)), 1)], rounds.random)
            each = list(batches(numbers, [len(row.text) for row in rows], plan.batch, rounds.random))
            for batch in each:
                rounds._learn([rounds._changed(rows[number]) for number in batch], len(each) * plan.rounds)
        net.load_state_dict(rounds.mean)
        net.eval()
        return made(inputs, [net], self.labels)

    def _taught(self, teacher: Neural) -> list[Row]:
        """Rows of the sentences without labels, as the teacher reads them."""
        out = []
        for first in range(0, len(self.more), TOGETHER):
            some = self.more[first : first + TOGETHER]
            lengths = _lengths(some)
            found = {name: np.left_shift(np.int64(1), teacher.tagged(some, name)) for name in CONVENTIONS}
            cuts = np.cumsum(lengths)[:-1]
            parts = {name: np.split(bits, cuts) for name, bits in found.items()}
            out += [Row(text, {name: part[n] for name, part in parts.items()}) for n, text in enumerate(some)]
        return out

    def scores(self, tagger: Tagger) -> list[float]:
        """Micro F1 of each convention, and characters a second."""
        found = []
        count, spent = 0, 0.0
        for name in CONVENTIONS:
            texts, gold = _sentences(self.data.dev, name, self.labels[name])
            start = perf_counter()
            given = tagger.spans(texts, name)
            spent += perf_counter() - start
            count += sum(map(len, texts))
            labels = self.labels[name]
            counts = strict.counts(gold, given, [labels] * len(texts), labels, [name] * len(texts))
            found.append(100 * float(strict.f1(counts.sum(axis=(0, 1)))))
        return [*found, count / spent]


def _sentences(dev: Iterable[Example], convention: str, labels: Sequence[str]) -> tuple[list[str], list[Spans]]:
    """Sentences that a convention marked in full, simplified, and their spans."""
    texts: list[str] = []
    gold: list[Spans] = []
    marked = [(example, marks) for example in dev for marks in example.marks if marks.convention == convention]
    for example, marks in marked:
        if set(marks.labels) != set(labels) or any(span.label == UNSURE for span in marks.spans):
            continue
        text = simplified(example.text)
        for start, end in split(text):
            if start < end:
                inside = [span for span in marks.spans if start <= span.start < end]
                texts.append(text[start:end])
                gold.append({(span.start - start, span.end - start, span.label) for span in inside})
    return texts, gold


def bench(folder: Path, sentences: int, rounds: int) -> Bench:
    """Read what is learned from."""
    files = [folder / "train" / "msra.jsonl", CORPORA, CORPORA / "articles" / "marked.jsonl"]
    data = prepared.prepare(files, [folder / "dev" / "msra.jsonl"], [], {}, {}, lambda what, how: None)
    rows = sets.Rows(sets.cut(data.examples, {name: tuple(of) for name, of in data.spoken.items()}))
    chosen = rows.many(Random(1).sample(rows.files["msra"], 2 * sentences))
    own = rows.many([number for name, of in rows.files.items() if name != "msra" for number in of])
    plan = Plan(30_000, [UNITS], 0, rounds, 0, 0.003, 1000, 0.2, 0.1, 0.15, {}, 1, "")
    return Bench(data, [*chosen[:sentences], *own], [row.text for row in chosen[sentences:]], plan, words.load([]))


def tables(given: Bench, kinds: Sequence[str], seeds: Sequence[int]) -> str:
    """The table, a row a kind: the mean over seeds, and what the seeds lie between."""
    rows = []
    teachers: list[Recurrent] = []
    for kind in kinds:
        found = []
        for seed in seeds:
            start = perf_counter()
            tagger = given.trained(kind, seed, teachers)
            spent = perf_counter() - start
            if kind == SHIPPED and isinstance(tagger, Neural):
                teachers += tagger.nets
            found.append([*given.scores(tagger), spent, tagger.size])
            print(kind, seed, *(f"{value:,.1f}" for value in found[-1]), flush=True)
        *scores, speed, spent, size = zip(*found, strict=True)
        cells = [f"{np.mean(of):.1f} ({min(of):.1f}–{max(of):.1f})" for of in scores]
        rows.append([kind, *cells, f"{max(speed):,.0f}", f"{np.mean(spent):,.0f}", f"{size[0] / 1e6:.1f}"])
    of_f1 = [f"{name}, micro F1" for name in CONVENTIONS]
    columns = ("kind", *of_f1, "characters a second", "training, s", "numbers, M")
    count = sum(len(row.text) for row in given.rows)
    about = f"{len(given.rows):,} sentences, {count:,} characters; {len(seeds)} seeds, their mean (lowest–highest):"
    return f"{table(about, columns, rows)}\n\n{made_with()}"


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that labelled.py wrote")
    parser.add_argument("--sentences", type=int, default=8000, metavar="N", help="of msra (default 8000)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], metavar="N")
    parser.add_argument("--only", nargs="+", default=KINDS, choices=KINDS, metavar="KIND")
    options = parser.parse_args()
    if STUDENT in options.only and SHIPPED not in options.only[: options.only.index(STUDENT)]:
        parser.error(f"--only: {STUDENT!r} is taught by {SHIPPED!r}; name that before it")
    torch.set_num_threads(1)
    made = tables(bench(options.data, options.sentences, options.rounds), options.only, options.seeds)
    give("architectures", made, options.readme)


if __name__ == "__main__":
    main()
