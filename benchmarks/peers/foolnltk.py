"""foolnltk 0.1.7: its BiLSTM-CRF over characters, in numpy; the TensorFlow that it wants runs on no Python of today."""

from __future__ import annotations

import json
from importlib.metadata import files
from pathlib import Path
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from . import Spans, Tag
from .decode import active, batches, of_tags, viterbi
from .frozen import constants

PACKAGE = "foolnltk"
LABELS = {"person": "PER", "org": "ORG", "company": "ORG", "location": "LOC", "job": "TITLE", "time": "DATE"}
SEEN: tuple[str, ...] = ()
BATCH = 32

Array = NDArray[np.float32]


def load() -> Tag:
    """The tagger; its weights are data files of the installed package."""
    places = {Path(file).name: Path(str(file.locate())) for file in files(PACKAGE) or ()}
    with ZipFile(places["map.zip"]) as archive:
        maps = json.loads(archive.read("all_map.json").splitlines()[0])
    ids, tags = maps["char_map"], {int(key): tag for key, tag in maps["ner_map"].items()}
    model = _Model(constants(places["ner.pb"].read_bytes()))

    def tag(texts: list[str]) -> list[Spans]:
        found: list[Spans] = [[] for _ in texts]
        for batch in batches(texts, BATCH):
            numbers = [np.array([ids.get(char, ids["<OOV>"]) for char in texts[i]]) for i in batch]
            for i, path in zip(batch, model(numbers), strict=True):
                found[i] = of_tags([tags[number] for number in path])
        return found

    return tag


class _Model:
    """Embedding, an LSTM in each direction, a layer of tanh, and a CRF with a tag of its own for the start."""

    def __init__(self, weights: dict[str, Array]):
        # The graph puts the row of the padding before the others.
        padding = np.zeros((1, weights["char_embeding"].shape[1]), dtype=np.float32)
        self._embedding = np.concatenate([padding, weights["char_embeding"]])
        path = "char_bilstm/bidirectional_rnn/{}/basic_lstm_cell/{}"
        self._cells = [(weights[path.format(way, "kernel")], weights[path.format(way, "bias")]) for way in ("fw", "bw")]
        self._hidden = weights["project/hidden/w_tanh"], weights["project/hidden/b_tanh"]
        self._output = weights["project/output/w_out"], weights["project/output/b_out"]
        self._transitions = weights["crf_loss/transitions"]

    def __call__(self, texts: list[NDArray[np.intp]]) -> list[list[int]]:
        """Tags of texts, the longest first."""
        lengths = np.array([len(text) for text in texts])
        ahead = np.zeros((len(texts), lengths[0]), dtype=np.intp)
        back = np.zeros_like(ahead)
        for row, text in enumerate(texts):
            ahead[row, : len(text)] = text
            back[row, : len(text)] = text[::-1]
        left, right = (
            _lstm(self._embedding[ids], *cell, lengths) for ids, cell in zip((ahead, back), self._cells, strict=True)
        )
        right = np.stack([_turned(row, length) for row, length in zip(right, lengths, strict=True)])
        inner = np.tanh(np.concatenate([left, right], 2) @ self._hidden[0] + self._hidden[1])
        logits = inner @ self._output[0] + self._output[1]
        tags = logits.shape[2]
        transitions = self._transitions
        return viterbi(logits, lengths, transitions[:tags, :tags], transitions[tags, :tags], np.zeros(tags, np.float32))


def _turned(outputs: Array, length: int) -> Array:
    """The outputs of the text's characters in the order of the text, the padding behind them."""
    return np.concatenate([outputs[:length][::-1], outputs[length:]])


def _lstm(inputs: Array, kernel: Array, bias: Array, lengths: NDArray[np.intp]) -> Array:
    """Outputs ``(texts, characters, units)`` of a cell whose gates are input, new, forget, output."""
    texts, longest, width = inputs.shape
    units = len(bias) // 4
    given = inputs @ kernel[:width] + bias
    inner = kernel[width:]
    hidden = np.zeros((texts, units), dtype=np.float32)
    state = np.zeros_like(hidden)
    out = np.zeros((texts, longest, units), dtype=np.float32)
    for at in range(longest):
        rows = active(lengths, at)
        gates = given[:rows, at] + hidden[:rows] @ inner
        enter, new, keep, leave = np.split(gates, 4, 1)
        state[:rows] = state[:rows] * _sigmoid(keep + 1) + _sigmoid(enter) * np.tanh(new)
        hidden[:rows] = np.tanh(state[:rows]) * _sigmoid(leave)
        out[:rows, at] = hidden[:rows]
    return out


def _sigmoid(x: Array) -> Array:
    return 0.5 * (np.tanh(0.5 * x) + 1)
