"""Examples as data sets of the library ``datasets``, and the rows that are cut from them.

Both lie on the disk, in the library's cache (``HF_DATASETS_CACHE`` says where),
and come from there as they are needed. What was cut once is not cut again as
long as texts, marks and what cuts them are the same: they are kept by a
fingerprint of all that they depend on.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from datasets import Dataset, DatasetDict, Features, List, Value, concatenate_datasets, config
from datasets.exceptions import DatasetGenerationError
from datasets.utils.logging import disable_progress_bar, enable_progress_bar, is_progress_bar_enabled
from pyarrow import ArrowInvalid

from .. import script
from ..entities import tags
from ..errors import RenzhiError
from ..sentences import split as sentences
from . import rows
from .examples import Example, Marked, Marks
from .rows import Row

Conventions = Mapping[str, Sequence[str]]
_SPAN = {"start": Value("int32"), "end": Value("int32"), "label": Value("string")}
EXAMPLE = Features(
    {
        "text": Value("string"),
        "doc": Value("string"),
        "marks": List({"convention": Value("string"), "labels": List(Value("string")), "spans": List(_SPAN)}),
    }
)


class Rows:
    """The rows of all files, one file behind the other."""

    def __init__(self, parts: DatasetDict):
        """``parts`` are the rows of each file, see ``cut``."""
        ends = list(accumulate(map(len, parts.values())))
        self.files = {name: range(end - len(part), end) for (name, part), end in zip(parts.items(), ends, strict=True)}
        """The numbers of each file's rows."""
        self._table = concatenate_datasets(list(parts.values()))
        self.lengths: list[int] = self._table.with_format("numpy")["length"][:].tolist()

    def many(self, numbers: Sequence[int]) -> list[Row]:
        """The rows of these numbers."""
        found = self._table[list(numbers)]
        return [
            Row(text, {name: np.array(bits, np.int64) for name, bits in allowed.items() if bits is not None})
            for text, allowed in zip(found["text"], found["allowed"], strict=True)
        ]


def cut(parts: Mapping[str, Sequence[Example]], conventions: Conventions) -> DatasetDict:
    """The rows of each file's examples: text, length, and for each convention the tags allowed, null where none marked.

    A file without examples is left out. Raises ``RenzhiError`` where the cache cannot be written or read.
    """
    shown = is_progress_bar_enabled()
    disable_progress_bar()
    settings = {"conventions": {name: list(labels) for name, labels in conventions.items()}}
    features = Features(
        {
            "text": Value("string"),
            "length": Value("int32"),
            "allowed": {name: List(Value("int64")) for name in conventions},
        }
    )
    depends = [repr(settings), *_cutters()]
    made = DatasetDict()
    try:
        for name, part in parts.items():
            if part:
                table = examples(part)
                made[name] = table.map(
                    _rows_of,
                    batched=True,
                    fn_kwargs=settings,
                    remove_columns=table.column_names,
                    features=features,
                    new_fingerprint=_fingerprint([table._fingerprint, *depends]),
                )
    except (OSError, ArrowInvalid, DatasetGenerationError) as error:
        raise RenzhiError(
            f"{config.HF_DATASETS_CACHE}: the cache of the library datasets cannot be written or read"
            f" ({error.__cause__ or error}); remove it, or say where it may be with the environment's HF_DATASETS_CACHE"
        ) from error
    finally:
        if shown:
            enable_progress_bar()
    return made


def examples(part: Sequence[Example]) -> Dataset:
    """Examples as a data set with the features ``EXAMPLE``."""

    def generated() -> Iterator[dict[str, Any]]:
        for example in part:
            marks = [{**asdict(each), "spans": [span._asdict() for span in each.spans]} for each in example.marks]
            yield {"text": example.text, "doc": example.doc, "marks": marks}

    lines = (example.line() for example in part)
    return Dataset.from_generator(generated, features=EXAMPLE, fingerprint=_fingerprint(lines))


def _rows_of(batch: Mapping[str, Sequence[Any]], conventions: Conventions) -> dict[str, list[Any]]:
    """The rows of a batch of examples, as columns."""
    found = [
        row
        for text, doc, marks in zip(batch["text"], batch["doc"], batch["marks"], strict=True)
        for row in rows.rows(_example(text, doc, marks), conventions)
    ]
    return {
        "text": [row.text for row in found],
        "length": [len(row.text) for row in found],
        "allowed": [{name: row.allowed.get(name) for name in conventions} for row in found],
    }


def _example(text: str, doc: str, marks: Iterable[Mapping[str, Any]]) -> Example:
    known = (
        Marks(each["convention"], tuple(each["labels"]), tuple(Marked(**span) for span in each["spans"]))
        for each in marks
    )
    return Example(text, doc, tuple(known))


def _cutters() -> Iterator[str]:
    """What rows depend on beside their examples: what cuts them, verbs of saying, what makes text simplified."""
    for module in (rows, sentences, tags, script, sys.modules[__name__]):
        yield hashlib.sha256(Path(str(module.__file__)).read_bytes()).hexdigest()
    yield from sorted(sentences.speech())
    yield version("opencc")


def _fingerprint(parts: Iterable[str]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return found.hexdigest()[:32]
