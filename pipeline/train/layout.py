"""The model of the articles stage, trained on pages that ``degrade`` made of clean articles.

Three shares of the articles, so that what learns from another's answers sees
honest ones: the first fills the hashed tables of characters, the second trains
the network over lines, the third the weights of links and headlines.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..alignment import codes
from ..articles import cues as _cues
from ..articles import headlines, links
from ..articles import labels as L
from ..articles.features import Rows, features, read, windows
from ..articles.headlines import Text
from ..articles.lexical import JOINT_BITS, JOINTS, KIND_BITS, KINDS, NGRAMS, joint_ids, line_ids
from ..articles.model import TABLES, VERSION, Model, odds
from ..articles.outline import label
from ..articles.pieces import Parts
from ..clean.factory import make as make_clean
from ..degrade import Clean, DegradedPage, Preset, TruthLine, pages, renamed
from ..errors import RenzhiError
from ..page import Lines, Page
from ..record import Source
from . import truth as _truth
from .checkpoint import Checkpoint, part, under
from .folder import Report, Trained
from .quantization import MOST, rounded

_STEPS = 31
"""So many whole numbers on a side have the tables in a file: six bits. What is made of them errs as with eight."""
_TOPICS = 40
_UNITS = 24
_SMALL = 3.0
"""How strongly weights are kept small."""
_HIDDEN = 192
_MEMBERS = 5
"""Networks, trained apart, that speak with one voice: the mean of what they say errs less than each."""
_ROUNDS = ((3, 1e-3), (3, 1e-3), (3, 1e-3), (3, 3e-4), (3, 1e-4))
"""Rounds over pages that are printed anew each time, and their learning rate."""
_MORE_ROUNDS = ((3, 3e-4), (2, 1e-4))
"""The same where training goes on from a model."""
_LEAST = 50
_AGAIN = 1_009
"""Between the seeds of the times that a group is printed."""
_ANEW = 1_000_003
"""Between the seeds of the times that all pages are printed."""
_SHARES = (0.38, 0.44, 0.18)
_KIND_OF = {kind: number for number, kind in enumerate(KINDS)}
_JOINT_OF = {L.WRAPS: 0, L.HEAD_WRAPS: 0, L.PARAGRAPH: 1, L.ARTICLE: 2}


@dataclass(frozen=True)
class Group:
    """Articles that are printed together, so many times by each preset; half of them, other ones each time, for 0.5."""

    articles: Sequence[Clean]
    times: float = 1


@dataclass
class Example:
    """A degraded page, cleaned, with what is right for its lines."""

    lines: Lines
    truth: list[TruthLine]
    labels: list[int]
    page: DegradedPage


def examples(groups: Sequence[Group], presets: Sequence[Preset], seed: int) -> Iterator[Example]:
    """Pages of the articles as the clean stage gives them: of all articles by each preset in turn.

    A group that is printed several times is each time a paper of its own, with other names of persons and places.
    """
    clean = make_clean()
    for turn, preset in enumerate(presets):
        for number, page in enumerate(_printed(groups, preset, seed + turn)):
            source = Source(f"{turn}-{number}.txt", "", "utf-8")
            lines = clean(Page(f"{turn}-{number}", page.text, source))
            if len(lines):
                found = _truth.matched(lines, page)
                yield Example(lines, found, _truth.labels(found), page)


def _printed(groups: Sequence[Group], preset: Preset, seed: int) -> Iterator[DegradedPage]:
    for group in groups:
        for again in range(math.ceil(group.times) if group.articles else 0):
            own = seed + _AGAIN * again
            rng = Random(own)
            articles = renamed(group.articles, rng) if group.times > 1 else group.articles
            if group.times - again < 1:
                articles = rng.sample(articles, max(round((group.times - again) * len(articles)), 1))
            yield from pages(articles, preset, own)


def enough(groups: Sequence[Group]) -> None:
    """Raises ``RenzhiError`` where there are too few articles."""
    count = sum(len(group.articles) for group in groups)
    if count < _LEAST:
        few = f"{count} articles are too few to learn from"
        raise RenzhiError(f"{few}; give some thousand, {_LEAST} at the least")


def train(
    groups: Sequence[Group],
    presets: Sequence[Preset],
    seed: int,
    report: Report,
    base: Model | None = None,
    checkpoint: Checkpoint | None = None,
) -> Trained:
    """The model's arrays, as ``articles.model.load`` reads them; ``report`` is told how it goes.

    With a ``base`` training goes on from its weights, and takes its topics as they are; what is kept is the mean of
    the base and of what that comes to.
    With a ``checkpoint`` it goes on behind the last step that was done: tables, network, weights.
    """
    count = sum(len(group.articles) for group in groups)
    named = ", ".join(preset.name for preset in presets)
    facts: list[tuple[str, str]] = [("articles", f"{count:,}"), ("presets", named), ("seed", str(seed))]

    def tell(what: str, how: str) -> None:
        facts.append((what, how))
        report(what, how)

    first, second, third = _shares(groups, seed)

    def tables(_: Model | None) -> Model:
        alone = [article for group in first for article in group.articles]
        topics = _topics(alone, seed, tell) if base is None else base.topics
        return _tables(examples(first, presets, seed), topics, seed, tell, base)

    def network(model: Model) -> Model:
        return _networks(model, lambda time: examples(second, presets, seed + 100 + _ANEW * time), seed, tell, base)

    def weights(model: Model) -> Model:
        return _weights(model, examples(third, presets, seed + 200), seed, tell, base)

    state = checkpoint.load() if checkpoint else {}
    done = int(state.get("done", 0))
    model: Any = Model(**part("model", state)) if done else None
    facts[len(facts) :] = [(str(what), str(how)) for what, how in state.get("facts", ())][len(facts) :]
    if done:
        report("goes on", f"behind step {done}")
    for number, step in enumerate((tables, network, weights), 1):
        if number > done:
            model = step(model)
            if checkpoint:
                told = {"done": np.array(number), "facts": np.array(facts)}
                checkpoint.save({**told, **under("model", asdict(model))})
    return Trained(written(model if base is None else halfway(base, model)), facts)


def written(model: Model) -> dict[str, NDArray[Any]]:
    """A model's arrays as its file has them."""
    arrays = {"version": np.array(VERSION), **asdict(model)}
    for table in TABLES:
        arrays[table], arrays[f"{table}.scale"] = _whole(table, arrays[table])
    arrays["out"] = arrays["out"].astype(np.float16)
    return arrays


def _whole(table: str, values: NDArray[np.floating]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A table in whole numbers with their scale, as its file has it."""
    return rounded(values, MOST if table == "hidden" else _STEPS)


def _as_shipped(table: str, values: NDArray[np.floating]) -> Rows:
    """A table as it is read from its file: what is trained upon it should know it so."""
    whole, scale = _whole(table, values)
    return whole * scale


def halfway(one: Model, other: Model) -> Model:
    """The mean of two models: one that was gone on from a base has forgotten some of what the base knew."""
    ours, theirs = asdict(one), asdict(other)
    return Model(**{name: (ours[name] + theirs[name]) / 2 for name in ours})


def _shares(groups: Sequence[Group], seed: int) -> list[list[Group]]:
    """Each share has its share of every group."""
    shares: list[list[Group]] = [[] for _ in _SHARES]
    for group in groups:
        count = len(group.articles)
        order = np.random.default_rng(seed).permutation(count)
        cuts = np.cumsum([round(share * count) for share in _SHARES[:-1]])
        for share, chosen in zip(shares, np.split(order, cuts), strict=True):
            share.append(Group([group.articles[at] for at in chosen], group.times))
    return shares


def _topics(articles: Sequence[Clean], seed: int, report: Report) -> NDArray[np.float32]:
    """What pairs of characters are about, by the articles that they stand in.

    Latent semantic analysis (Deerwester et al. 1990) over weights of rarity; the
    first dimension, which is how common a pair is, is left out.
    """
    from scipy.sparse import csr_matrix
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfTransformer

    rows = []
    for article in articles:
        text = codes("".join((*article.headline, *article.paragraphs)))
        rows.append(line_ids(text, np.array([0, len(text)])))
    bounds = np.r_[0, np.cumsum([len(row) for row in rows])]
    ids = np.concatenate(rows)
    counts = csr_matrix((np.ones(len(ids), np.float32), ids, bounds), shape=(len(rows), 1 << KIND_BITS))
    counts.sum_duplicates()
    rarity = TfidfTransformer(sublinear_tf=True)
    weights = rarity.fit_transform(counts)
    found = TruncatedSVD(_TOPICS + 1, random_state=seed).fit(weights)
    scale = rarity.idf_[:, None] / np.sqrt(found.singular_values_[1:])
    report("topics", f"{_TOPICS} of {len(articles):,} articles")
    return np.asarray(found.components_[1:].T * scale, np.float32)


def _tables(
    pages_: Iterable[Example], topics: NDArray[np.float32], seed: int, report: Report, base: Model | None
) -> Model:
    """Hashed weights of pairs of characters by kind of line, and of n-grams around joints; the rest still empty."""
    kind_rows, kind_sizes, kind_of = [], [], []
    joint_rows, joint_of = [], []
    for example in pages_:
        chars, starts = codes(example.lines.text.text), example.lines.starts
        kind_rows.append(line_ids(chars, starts))
        kind_sizes.append(np.diff(starts))
        kind_of += [_KIND_OF[line.kind] for line in example.truth]
        wanted = [at for at, label in enumerate(example.labels) if label in _JOINT_OF and at]
        joint_rows.append(joint_ids(chars, starts, np.array(wanted, int) - 1, np.array(wanted, int)))
        joint_of += [_JOINT_OF[example.labels[at]] for at in wanted]
    sizes = np.concatenate(kind_sizes)
    shares = np.repeat(1 / np.sqrt(sizes), sizes)
    begun = None if base is None else base.kinds
    kinds = _linear(np.concatenate(kind_rows), sizes, shares, kind_of, (1 << KIND_BITS, len(KINDS)), seed, begun)
    joint_ids_ = np.concatenate(joint_rows)
    sizes = np.full(len(joint_ids_), NGRAMS)
    ones = np.ones(joint_ids_.size)
    begun = None if base is None else base.joints
    joints = _linear(joint_ids_.ravel(), sizes, ones, joint_of, (1 << JOINT_BITS, len(JOINTS)), seed, begun)
    report("tables", f"{len(kind_of):,} lines, {len(joint_of):,} joints")
    none = np.zeros((0,), np.float32)
    tables = (_as_shipped("kinds", kinds), _as_shipped("joints", joints), _as_shipped("topics", topics))
    return Model(*tables, none, none, none, none, none, none, none)


def _linear(
    ids: NDArray[np.int64],
    sizes: NDArray[np.int64],
    values: NDArray[np.float64],
    of: Sequence[int],
    shape: tuple[int, int],
    seed: int,
    begun: Rows | None,
) -> NDArray[np.float32]:
    """Weights of one-against-all logistic models over hashed features, a row each, a column a class."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import SGDClassifier

    matrix = csr_matrix((values.astype(np.float32), ids, np.r_[0, np.cumsum(sizes)]), shape=(len(sizes), shape[0]))
    model = SGDClassifier(
        loss="log_loss", alpha=1e-6, fit_intercept=False, max_iter=6, tol=None, random_state=seed, average=True
    )
    wanted = np.array(of)
    start = None if begun is None else begun[:, np.unique(wanted)].T.astype(np.float64)
    model.fit(matrix, wanted, coef_init=start)
    found = np.zeros(shape, np.float32)
    found[:, model.classes_] = model.coef_.T
    return found


def _networks(
    model: Model, printed: Callable[[int], Iterable[Example]], seed: int, report: Report, base: Model | None
) -> Model:
    """The networks from features of lines to labels, side by side as one, and how labels follow one another.

    ``printed`` gives pages, each time others. An ensemble (Hansen and Salamon 1990):
    the labels' odds are the mean of what the members say in logarithms.
    """
    phases = _ROUNDS if base is None else _MORE_ROUNDS
    count = _MEMBERS if base is None else base.hidden.shape[1] // _HIDDEN
    networks = []
    labels: list[list[int]] = []
    for member in range(count):
        network = _Network(seed + member, None if base is None else _member(base, member, count))
        for phase, (rounds, rate) in enumerate(phases):
            table, by_page = _lines(model, printed(member * len(phases) + phase))
            network.learn(table, np.concatenate(by_page), rounds, rate)
            named = f"{member + 1} of {count}, {rounds} rounds at rate {rate}"
            report("network", f"{named} over {len(table):,} lines of {len(by_page):,} pages, loss {network.loss:.4f}")
            labels = labels or by_page
        networks.append(network.arrays())
    hidden, hidden_bias, out, out_bias = zip(*networks, strict=True)
    return replace(
        model,
        hidden=_as_shipped("hidden", np.concatenate(hidden, axis=1)),
        hidden_bias=np.concatenate(hidden_bias),
        out=(np.concatenate(out) / count).astype(np.float16).astype(np.float32),
        out_bias=np.mean(out_bias, axis=0).astype(np.float32),
        transitions=_transitions(labels),
    )


def _member(base: Model, member: int, count: int) -> tuple[Rows, ...]:
    """One of the networks of a model: weights and bias of its units, then of the labels."""
    own = slice(member * _HIDDEN, (member + 1) * _HIDDEN)
    return base.hidden[:, own], base.hidden_bias[own], base.out[own] * np.float32(count), base.out_bias


class _Network:
    """A network from features of lines to labels."""

    def __init__(self, seed: int, begun: tuple[Rows, ...] | None):
        from sklearn.neural_network import MLPClassifier

        self._net = MLPClassifier(
            hidden_layer_sizes=(_HIDDEN,), batch_size=512, alpha=1e-5, tol=0, warm_start=True, random_state=seed
        )
        self._begun = begun
        self._classes = np.zeros(0, np.int64)
        self._one_each = np.zeros((0, 0), np.float32)

    @property
    def loss(self) -> float:
        """That of the last round."""
        return float(self._net.loss_)

    def learn(self, table: Rows, wanted: NDArray[np.int64], rounds: int, rate: float) -> None:
        """Rounds over lines, a row each, and their labels; labels that the first lines had not are passed over."""
        from sklearn.exceptions import ConvergenceWarning

        there, at = np.unique(wanted, return_index=True)
        if not len(self._classes):
            self._classes, self._one_each = there, table[at]
            if self._begun is not None:
                self._net.partial_fit(self._one_each, there, classes=there)  # makes the arrays that the base's go into
                hidden, hidden_bias, out, out_bias = self._begun
                arrays = (*self._net.coefs_, *self._net.intercepts_)
                for array, values in zip(arrays, (hidden, out[:, there], hidden_bias, out_bias[there]), strict=True):
                    array[:] = values
        elif not np.array_equal(there, self._classes):
            known = np.isin(wanted, self._classes)
            table = np.concatenate([table[known], self._one_each])
            wanted = np.concatenate([wanted[known], self._classes])
        self._net.set_params(max_iter=rounds, learning_rate_init=rate, n_iter_no_change=rounds)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # the number of rounds is chosen, not found
            self._net.fit(table, wanted)

    def arrays(self) -> tuple[Rows, ...]:
        """Weights and bias of the units, then of the labels; a label never seen is never said."""
        hidden, said = (weights.astype(np.float32) for weights in self._net.coefs_)
        hidden_bias, said_bias = (bias.astype(np.float32) for bias in self._net.intercepts_)
        out = np.zeros((len(said), len(L.LABELS)), np.float32)
        bias = np.full(len(L.LABELS), L.NEVER, np.float32)
        out[:, self._classes], bias[self._classes] = said, said_bias
        return hidden, hidden_bias, out, bias


def _lines(model: Model, pages_: Iterable[Example]) -> tuple[Rows, list[list[int]]]:
    """What a network sees of the lines of pages, a row each, and their labels by page."""
    cues = _cues.load()
    rows, labels = [], []
    for example in pages_:
        reading = read(example.lines, model.topics)
        rows.append(windows(features(reading, cues.ask(example.lines), model.kinds, model.joints)))
        labels.append(example.labels)
    return np.concatenate(rows), labels


def _transitions(pages_: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    """What may follow what: a little for what is usual, since the network sees neighbours itself."""
    counts = np.ones((len(L.LABELS), len(L.LABELS)))
    for labels in pages_:
        np.add.at(counts, (labels[:-1], labels[1:]), 1)
    usual = np.log(counts / counts.sum(axis=0))  # by the label that follows: its prior is in the network's answer
    return np.maximum(0.2 * usual + L.allowed(), L.NEVER).astype(np.float32)


def _weights(model: Model, pages_: Iterable[Example], seed: int, report: Report, base: Model | None) -> Model:
    """Weights of links between pieces and of headlines, from pages that the network did not see."""
    cues = _cues.load()
    choices: list[Choice] = []
    headed: list[Choice] = []
    for example in pages_:
        parts = label(example.lines, cues, model)
        if not parts.pieces:
            continue
        choices += _choices(parts, model, _truth.links(parts, example.truth))
        texts, articles = _texts(parts, example)
        headed += _headings(parts, texts, articles, _truth.owners(parts, example.truth))
    chosen = _chosen(choices, seed, report, "links", None if base is None else base.links)
    of_heads = _chosen(headed, seed, report, "headlines", None if base is None else base.heads)
    return replace(model, links=chosen, heads=of_heads)


Choice = tuple[NDArray[np.float64], int]
"""What a piece of text may do, a row each, to begin first; and which of it is right."""


def _choices(parts: Parts, model: Model, before: Sequence[int]) -> list[Choice]:
    """The choices of a page, each among what the right ones before it leave open."""
    pairs = links.pairs(parts)
    table = links.choices(links.pair_features(parts, model.joints, pairs), links.begin_features(parts))
    row = {pair: number for number, pair in enumerate(pairs)}
    taken: set[int] = set()
    found: list[Choice] = []
    for piece, source in enumerate(before):
        open_ = [i for i in range(max(piece - links.OPEN, 0), piece) if i not in taken]
        if open_ and (source < 0 or source in open_):
            rows = [len(pairs) + piece, *(row[i, piece] for i in open_)]
            found.append((table[rows], 0 if source < 0 else 1 + open_.index(source)))
        taken.add(source)
    return found


def _headings(parts: Parts, texts: Sequence[Text], articles: Sequence[int], owners: Sequence[int]) -> list[Choice]:
    """The choices of headlines: no article first, then each one nearby."""
    found = headlines.candidates(parts, texts)
    rows = headlines.features(parts, texts, found)
    choices: list[Choice] = []
    for head, owner in enumerate(owners):
        own = [number for number, (of, _) in enumerate(found) if of == head]
        right = [place for place, number in enumerate(own, 1) if articles[found[number][1]] == owner]
        if own:
            choices.append((headlines.choices(rows[own]), right[0] if right else 0))
    return choices


def _texts(parts: Parts, example: Example) -> tuple[list[Text], list[int]]:
    """The right articles of the pieces, and their numbers in the truth."""
    owner: dict[int, list[int]] = {}
    for number, piece in enumerate(parts.pieces):
        of = example.truth[piece.lines[0]].article
        stray = -2 - number  # a piece of no article is a text of its own, which no headline is of
        owner.setdefault(stray if of == _truth.NONE else of, []).append(number)
    return [Text(pieces) for pieces in owner.values()], list(owner)


def _chosen(choices: Sequence[Choice], seed: int, report: Report, name: str, begun: Rows | None) -> NDArray[np.float32]:
    """Weights, as ``model.odds`` takes them, that make the right choices likely.

    A conditional logit (McFadden 1974) with a small network beside its linear part.
    """
    from scipy.optimize import minimize

    if not choices:
        raise RenzhiError(f"{name}: too few pages with several articles to learn from; give more articles")
    rows = np.concatenate([table for table, _ in choices])
    starts = np.cumsum([0, *(len(table) for table, _ in choices[:-1])])
    right = starts + np.array([place for _, place in choices])
    owner = np.repeat(np.arange(len(choices)), [len(table) for table, _ in choices])
    shape = (rows.shape[1] + 1, _UNITS + 1)
    chosen = np.zeros(len(rows))
    chosen[right] = 1

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(shape)
        inside = rows @ weights[:-1]
        units = np.tanh(inside[:, :-1])
        scores = units @ weights[-1, :-1] + inside[:, -1] * weights[-1, -1]
        scores -= np.maximum.reduceat(scores, starts)[owner]
        odds = np.exp(scores)
        share = odds / np.add.reduceat(odds, starts)[owner]
        off = share - chosen
        back = np.c_[(1 - units**2) * weights[-1, :-1], np.full(len(rows), weights[-1, -1])] * off[:, None]
        slope = np.r_[rows.T @ back, [np.r_[units.T @ off, 0]]]  # the linear part counts once
        keep = weights.copy()
        keep[-1, -1] = 0
        value = -np.log(np.maximum(share[right], 1e-12)).sum() + 0.5 * _SMALL * (keep**2).sum()
        return float(value), (slope + _SMALL * keep).ravel()

    start = 0.1 * np.random.default_rng(seed).standard_normal(shape)
    start[-1, -1] = 1
    if begun is not None:
        start[:] = begun
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x.reshape(shape)
    scores = odds(rows, found)
    good = np.mean(scores[right] >= np.maximum.reduceat(scores, starts))
    report(name, f"{len(choices):,} choices, {good:.4f} right")
    return found.astype(np.float32)
