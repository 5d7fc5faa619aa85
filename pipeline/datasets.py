"""Records as data sets of the library ``datasets``; needs the extra ``data``.

``load("out")`` is a run, ``load("corpora")`` a corpus in its splits. The
features are fixed by the record, so that runs can be put together, and are
those that ``datasets.load_dataset("json", …, features=features())`` takes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from .collection import Collection, find
from .errors import RenzhiError
from .record import Article, GoldArticle
from .write.manifest import file_hash

if TYPE_CHECKING:
    from datasets import DatasetDict, Features, IterableDatasetDict

DATE = "date"
"""The field of issues and of relations whose strings are ISO 8601 days."""
EXTRA = "pipeline.datasets needs {}; install it with: pip install 'renzhi[data]'"


def features(gold: bool = False) -> Features:
    """The features of a record, of gold with the key ``optional`` in relations.

    Labels and types are ``ClassLabel``, spans lists of numbers, dates are days:
    the library takes them for times where it reads JSON.

    >>> features()["entities"].feature["label"].names
    ['PER', 'ORG', 'LOC', 'TITLE', 'DATE']
    """
    try:
        import datasets
    except ImportError as error:
        raise RenzhiError(EXTRA.format(error.name)) from error
    return datasets.Features(feature(GoldArticle if gold else Article))


def feature(hint: Any, name: str = "") -> Any:
    """The feature of a type of the record, in the field ``name``."""
    from datasets import ClassLabel, List, Value

    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        hints = get_type_hints(hint)
        return {name: feature(hints[name], name) for name in hint.__struct_fields__}
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return feature(next(part for part in inner if part is not type(None)), name)
    if origin in (list, tuple):
        return List(feature(inner[0], name))
    if origin is Literal:
        return ClassLabel(names=list(inner)) if len(inner) > 1 else Value("string")
    if name == DATE:
        return Value("date32")
    return Value({str: "string", int: "int64", float: "float64", bool: "bool"}[hint])


def load(path: str | Path, streaming: bool = False) -> DatasetDict | IterableDatasetDict:
    """A run, a file of records or a corpus as a ``DatasetDict``; with ``streaming`` nothing is read beforehand.

    Raises ``RenzhiError`` where there are no records, or the library is missing.
    """
    source = find(Path(path))
    wanted = features(source.kind is GoldArticle)
    from datasets import Dataset, DatasetDict, IterableDataset, IterableDatasetDict

    if streaming:
        parts = {
            split: IterableDataset.from_generator(
                _rows, features=wanted, gen_kwargs={"source": source, "split": split}, split=split
            )
            for split in source.splits
        }
        return IterableDatasetDict(parts)
    # The library keeps what it has read by what it is given: of other bytes there must be another key.
    known = hashlib.sha256("".join(map(file_hash, source.files)).encode()).hexdigest()
    made = {
        split: Dataset.from_generator(
            _rows,
            features=wanted,
            gen_kwargs={"source": source, "split": split, "sha256": known},
            split=split,
        )
        for split in source.splits
    }
    return DatasetDict(made)


def _rows(source: Collection, split: str, sha256: str = "") -> Iterator[dict[str, Any]]:
    for article in source.read(split):
        row = article.to_dict()
        for part in (row["issue"], *row["relations"]):
            part[DATE] = _days(part[DATE])
        yield row


def _days(value: str | tuple[str, str] | None) -> Any:
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value and [date.fromisoformat(day) for day in value]
