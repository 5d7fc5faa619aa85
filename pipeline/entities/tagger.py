"""The project's own tagger: sentences to persons, organisations, places, titles and dates, each with a score.

A sentence's entities depend on the sentence alone. One longer than ``WINDOW``
characters goes through the network in windows that overlap, and each character
takes its tags from the window in whose middle it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .. import models
from ..errors import ConfigError
from ..mention import Mention
from ..record import LABELS, Label, Span
from ..script import simplified
from . import tags as _tags
from .guideline import Guideline
from .inputs import Inputs
from .matches import Matches
from .network import Floats, Network

VERSION = 3
"""Raised whenever what the weights stand for changes."""
WINDOW, MARGIN = 256, 32
"""Characters of the longest row, and how many at a cut edge of it are another window's to say."""
GROUP = 24_576
"""Characters that go through the network together, to bound memory."""
_MARK = re.compile(r"[，。、；：？！…“”‘’《》〈〉「」『』（）【】〔〕()\[\]{}<>,;:?!\"/|＋+=*%％~～&]")
"""What stands in no person's name; a blank may."""
OWN = "renzhi"
"""The convention of the project's guideline."""

Parts = tuple[Inputs, Network, list[Label | None], tuple[float, float]]


class CharacterTagger:
    """Tags texts by a model's folder.

    >>> tag = CharacterTagger("tagger")
    >>> text = "明湖市委书记林远主持会议。"
    >>> [(m.text(text), m.label) for m in tag.many([(text, [(0, len(text))])])[0]]
    [('明湖市委', 'ORG'), ('书记', 'TITLE'), ('林远', 'PER')]
    """

    def __init__(self, model: str, convention: str = OWN):
        """``convention`` is whose idea of persons, titles and so on counts.

        Raises ``ConfigError`` where there is no such model or convention.
        """
        self.folder, self.convention = models.find(model), convention
        self.models = {f"{self.folder.name}/{name}": self.folder / name for name in (models.WEIGHTS, models.META)}
        self._inputs, self._network, self._labels, self._slope = load(model, convention)
        self._guideline = Guideline() if convention == OWN else None

    def many(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[list[Mention]]:
        """Mentions of each text with its sentences: sorted, disjoint, offsets into the text."""
        views = [simplified(text) for text, _ in texts]
        rows = [
            (number, start, end)
            for number, (_, spans) in enumerate(texts)
            for span in spans
            for start, end in _parts(views[number], *span)
        ]
        out: list[list[Mention]] = [[] for _ in texts]
        for group in _groups(rows):
            for (number, start, _), found in zip(group, self._tag([views[n][a:b] for n, a, b in group]), strict=True):
                out[number] += [Mention(start + a, start + b, label, "tagger", score) for a, b, label, score in found]
        if self._guideline:
            out = [self._guideline.mended(view, found) for view, found in zip(views, out, strict=True)]
        return out

    def _tag(self, sentences: Sequence[str]) -> list[list[tuple[int, int, Label, float]]]:
        cuts = [windows(len(sentence)) for sentence in sentences]
        rows = [sentence[a:b] for sentence, spans in zip(sentences, cuts, strict=True) for a, b, _, _ in spans]
        logs = self._network(self._inputs(rows))
        if len(rows) > len(sentences):
            ends = np.cumsum([len(row) for row in rows])
            kept = [span for spans in cuts for span in spans]
            logs = np.concatenate(
                [
                    logs[end - (b - a) + low - a : end - b + high]
                    for end, (a, b, low, high) in zip(ends, kept, strict=True)
                ]
            )
        lengths = np.array([len(sentence) for sentence in sentences])
        self._bar_marks("".join(sentences), logs)
        path = _tags.best(logs, lengths)
        starts, ends, labels = _tags.spans(path)
        odds = self._slope[0] * least(logs[np.arange(len(path)), path], starts, ends) + self._slope[1]
        scores = np.round(1 / (1 + np.exp(-odds)), 4)
        out: list[list[tuple[int, int, Label, float]]] = [[] for _ in sentences]
        bounds = np.cumsum(lengths)
        for number, start, end, label, score in zip(
            np.searchsorted(bounds, starts, "right").tolist(),
            starts.tolist(),
            ends.tolist(),
            labels.tolist(),
            scores.tolist(),
            strict=True,
        ):
            name = self._labels[label]
            offset = int(bounds[number] - lengths[number])
            word = sentences[number][start - offset : end - offset]
            if name and (bare := word.strip()):
                first = start - offset + len(word) - len(word.lstrip())
                out[number].append((first, first + len(bare), name, score))
        return out

    def _bar_marks(self, text: str, logs: Floats) -> None:
        """No person's name holds a mark."""
        marks = [match.start() for match in _MARK.finditer(text)]
        for number, label in enumerate(self._labels):
            if label == "PER":
                logs[marks, 4 * number + 1 : 4 * number + 5] = _tags.NEVER


def least(logs: Floats, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.float64]:
    """The log-odds of the least likely tag of each span, from the log-probabilities of a path's tags."""
    if not len(starts):
        return np.zeros(0)
    edges = np.stack([starts, ends], axis=1).ravel()
    found = np.minimum.reduceat(np.append(logs, 0.0), edges)[::2].astype(np.float64)
    return np.asarray(found - np.log(np.maximum(-np.expm1(found), 1e-9)))


def windows(length: int) -> list[tuple[int, int, int, int]]:
    """Rows of a sentence: start, end, and the part of it that the row speaks for; the parts cover the sentence.

    >>> windows(300)
    [(0, 256, 0, 224), (192, 300, 224, 300)]
    """
    if length <= WINDOW:
        return [(0, length, 0, length)]
    out = []
    start = low = 0
    while low < length:
        end = min(start + WINDOW, length)
        high = length if end == length else end - MARGIN
        out.append((start, end, low, high))
        start, low = high - MARGIN, high
    return out


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, or one longer than ``GROUP`` in parts, cut behind a mark where there is one."""
    while end - start > GROUP:
        marks = [match.end() for match in _MARK.finditer(text, start + GROUP - WINDOW, start + GROUP)]
        cut = marks[-1] if marks else start + GROUP
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _groups(rows: Sequence[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    group: list[tuple[int, int, int]] = []
    size = 0
    for row in rows:
        if group and size + row[2] - row[1] > GROUP:
            yield group
            group, size = [], 0
        group.append(row)
        size += row[2] - row[1]
    if group:
        yield group


def load(model: str, convention: str) -> Parts:
    """A model's parts for one convention: inputs, network, our label for each of its own, slope and offset of scores.

    They are kept, for as long as its files stay as they are. Raises ``ConfigError``
    where there is none, or where a file is broken or another version's.
    """
    folder = models.find(model)
    found = [path.stat() for name in (models.WEIGHTS, models.META) if (path := folder / name).is_file()]
    return _load(model, convention, tuple((each.st_mtime_ns, each.st_size, each.st_ino) for each in found))


@lru_cache(maxsize=8)
def _load(model: str, convention: str, _stamp: tuple[tuple[int, ...], ...]) -> Parts:
    said = models.meta(model)
    try:
        heads = said["conventions"]
        if convention not in heads:
            raise ConfigError(f"model {model!r} knows no convention {convention!r}; one of: {', '.join(heads)}")
        ours: dict[str, Label] = {label: label for label in LABELS}
        labels = [ours[label] if label else None for label in heads[convention]["labels"].values()]
        slope, offset = map(float, heads[convention]["calibration"])
        layers = int(said["layers"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        what = f"{type(error).__name__}: {error}"
        raise ConfigError(
            f"{models.find(model) / models.META}: does not fit this version ({what}); {models.AGAIN}"
        ) from error
    names = ["code_points", "code_pairs", "prints", "categories", *Network.names(layers, convention)]
    found = models.arrays(model, names, VERSION)
    inputs = Inputs(found["code_points"], found["code_pairs"], Matches(found["prints"], found["categories"]))
    network = Network.of(found, layers, convention)
    if network.bias.shape != (_tags.count(labels),):
        raise ConfigError(
            f"{models.find(model) / models.META}: {convention!r} has other labels than the weights; {models.AGAIN}"
        )
    return inputs, network, labels, (slope, offset)
