"""Labelled text as taggers are trained and scored on: one text, marked by one or several conventions.

Sources differ in what they call a person or a title, and none labels
everything. So the marks of a text name their convention and the labels that
it speaks of: where a label is not among them, its absence says nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import RenzhiError

LIMIT = 0.001
"""The share of wrong texts above which data is refused."""
SHOWN = 10
WANTED = '{"text": …, "doc": …, "marks": [{"convention": …, "labels": […], "spans": […]}]}'
UNSURE = "?"
"""The label of a span of which nothing is said."""


class Marked(NamedTuple):
    """A span of a text, end-exclusive, and its label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Marks:
    """The spans of a text by one convention, sorted and disjoint; ``labels`` are all that it would mark.

    A span labelled ``UNSURE`` says that nobody knows what stands there.
    """

    convention: str
    labels: tuple[str, ...]
    spans: tuple[Marked, ...]


@dataclass(frozen=True)
class Example:
    """A text with its marks; ``doc`` names the document that it is from, for splits that divide no document.

    >>> marks = Marks("msra", ("PER", "LOC", "ORG"), (Marked(0, 2, "PER"),))
    >>> example = Example("林远来了。", "a1", (marks,))
    >>> example.problem() is None, parse(example.line()) == example
    (True, True)
    """

    text: str
    doc: str
    marks: tuple[Marks, ...] = field(default=())

    def line(self) -> str:
        """The example as a line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def problem(self) -> str | None:
        """What is wrong with its spans, if anything is."""
        for marks in self.marks:
            at = 0
            for start, end, label in marks.spans:
                if not 0 <= start < end <= len(self.text):
                    return f"{marks.convention}: span {start}:{end} is none of a text of {len(self.text)} characters"
                if start < at:
                    return f"{marks.convention}: span {start}:{end} overlaps the one before it"
                if label not in (*marks.labels, UNSURE):
                    return f"{marks.convention}: {label!r} is none of its labels {', '.join(marks.labels)}"
                at = end
        return None


def parse(line: str) -> Example:
    """An example from a line of JSON; raises ``ValueError`` where it is none."""
    try:
        item: dict[str, Any] = json.loads(line)
        marks = tuple(
            Marks(
                str(m["convention"]),
                tuple(m["labels"]),
                tuple(Marked(int(a), int(b), str(c)) for a, b, c in m["spans"]),
            )
            for m in item["marks"]
        )
        return Example(str(item["text"]), str(item.get("doc", "")), marks)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"no example ({type(error).__name__}: {error})") from error


def checked(found: Iterable[tuple[str, Example | str]]) -> tuple[list[Example], list[str]]:
    """Those whose spans fit, and what is wrong with the others; each comes with where it stands, or is that alone.

    Raises ``RenzhiError`` with the first of them where more than ``LIMIT`` are wrong.
    """
    good: list[Example] = []
    wrong: list[str] = []
    times: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    """Where each problem is met first."""
    for where, example in found:
        problem = example if isinstance(example, str) else example.problem()
        if isinstance(example, Example) and problem is None:
            good.append(example)
        else:
            wrong.append(f"{where}: {problem}")
            times[str(problem)] += 1
            kinds.setdefault(str(problem), wrong[-1])
    if len(wrong) > LIMIT * (len(good) + len(wrong)):
        first = [f"{line} ({times[what]:,} times)" if times[what] > 1 else line for what, line in kinds.items()]
        listed = "\n".join([*first[:SHOWN], *([f"… and {len(first) - SHOWN:,} more"] if len(first) > SHOWN else [])])
        counted = f"{len(wrong):,} of {len(good) + len(wrong):,} texts are wrong"
        raise RenzhiError(f"{counted}, more than {LIMIT:.1%}; mend them:\n{listed}")
    return good, wrong


def write(path: Path, examples: Sequence[Example]) -> None:
    """Write examples as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(example.line() + "\n" for example in examples)


def texts(path: Path) -> Iterator[str]:
    """The texts of JSON lines with a key ``text``; raises ``RenzhiError`` that names file and line."""
    for number, line in _lines(path):
        try:
            yield str(json.loads(line)["text"])
        except (KeyError, TypeError, ValueError) as error:
            raise RenzhiError(f"{path}:{number}: no line of JSON with a key 'text'") from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers; raises ``RenzhiError`` where it cannot be read, or not as UTF-8."""
    try:
        with path.open(encoding="utf-8") as lines:
            yield from enumerate(lines, 1)
    except OSError as error:
        raise RenzhiError(f"{path}: {error.strerror}; give a file of JSON lines") from error
    except UnicodeDecodeError as error:
        raise RenzhiError(f"{path}: not UTF-8 ({error.reason}); save it as UTF-8") from error
