"""What is known of a page's issue before it is read: options, a sidecar table, the file name."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..errors import ConfigError, RenzhiError
from ..record import Issue
from .inputs import Input

FIELDS = ("paper", "date", "region")
PATTERN = r"(?<!\d)(?P<date>(?:18|19|20)\d\d[-_./年]?(?:0[1-9]|1[0-2])[-_./月]?(?:0[1-9]|[12]\d|3[01]))(?!\d)"
"""Dates in paths: 2024-03-06, 20240306, 2024/0306, 2024年03月06日."""


def iso_date(text: str) -> str | None:
    """A date written with or without separators, in ISO form; None where it is none.

    >>> iso_date("20240306"), iso_date("2024年3月6日"), iso_date("2024-02-30")
    ('2024-03-06', '2024-03-06', None)
    """
    found = re.fullmatch(r"(\d{4})(?:(\d\d)(\d\d)|\D?(\d{1,2})\D?(\d{1,2})日?)", text.strip())
    if not found:
        return None
    year, *rest = [int(part) for part in found.groups() if part]
    try:
        return date(year, *rest).isoformat()
    except ValueError:
        return None


def given_issue(paper: str | None = None, date: str | None = None, region: str | None = None, *, where: str) -> Issue:
    """An issue as the user gives it, empty strings taken as nothing; raises ``RenzhiError`` on a bad date."""
    if date and not iso_date(date):
        raise RenzhiError(f"{where}: {date!r} is no date; write it as 2024-03-06")
    return Issue(paper or None, iso_date(date) if date else None, region or None)


@dataclass(frozen=True)
class Hints:
    """Answers for an input, the first that says something: options, then the sidecar table, then the file name."""

    options: Issue = field(default_factory=Issue)
    table: dict[str, Issue] = field(default_factory=dict)

    def issue(self, item: Input, pattern: re.Pattern[str]) -> Issue:
        """The issue of an input; ``pattern`` reads its name."""
        row = self.table.get(item.name) or self.table.get(item.id) or Issue()
        sources = (self.options, row, named_issue(item.name, pattern))
        return Issue(*(next(filter(None, (getattr(s, key) for s in sources)), None) for key in FIELDS))


def named_issue(name: str, pattern: re.Pattern[str]) -> Issue:
    """What a file name says; a date that is none says nothing.

    >>> named_issue("2024/0306-p2.txt", re.compile(PATTERN)).date
    '2024-03-06'
    """
    found = pattern.search(name)
    if not found:
        return Issue()
    groups = found.groupdict()
    return Issue(groups.get("paper"), iso_date(groups.get("date") or ""), groups.get("region"))


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The config's pattern; raises ``ConfigError`` where it is none or names other groups than ours."""
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise ConfigError(f"[read] pattern = {pattern!r}: not a regular expression: {error}") from error
    extra = set(compiled.groupindex) - set(FIELDS)
    if extra:
        raise ConfigError(f"[read] pattern: unknown group {', '.join(sorted(extra))}; available: {', '.join(FIELDS)}")
    return compiled


def read_sidecar(path: Path, inputs: Collection[Input] = ()) -> dict[str, Issue]:
    """A CSV with the columns path, paper, date, region (all but path optional) → issues by path.

    A path is written as the records have it in ``source.path``, with or without
    suffix. Raises ``RenzhiError`` where the file is no such table, or where none
    of its paths is one of the ``inputs``.
    """
    table = _table(path)
    names = [item.name for item in inputs]
    known = {*names, *(item.id for item in inputs)}
    if table and names and not known & set(table):
        row = next(iter(table))
        raise RenzhiError(f"{path}: none of its paths is an input; it has {row!r}, an input is {names[0]!r}")
    return table


def _table(path: Path) -> dict[str, Issue]:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            columns = rows.fieldnames or []
            if "path" not in columns or set(columns) - {"path", *FIELDS}:
                raise RenzhiError(f"{path}: columns {', '.join(columns) or 'none'}; expected path, {', '.join(FIELDS)}")
            return {
                row["path"]: given_issue(*(row.get(key) for key in FIELDS), where=f"{path}:{rows.line_num}")
                for row in rows
            }
    except OSError as error:
        raise RenzhiError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise RenzhiError(f"{path}: not a CSV file in UTF-8: {error}") from error
