"""Label Studio: a project exported as JSON, a list of tasks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...errors import RenzhiError
from ...export import labelstudio
from .items import Item, drawn

WANTED = "a task with data.text and annotations, as Label Studio exports it"


def items(lines: Sequence[str], path: Path) -> list[Item]:
    """The tasks of the file ``path``, of several annotations of one the last that was not skipped.

    Raises ``RenzhiError`` where the file is no JSON.

    >>> value = {"start": 0, "end": 2, "text": "程岚", "labels": ["PER"]}
    >>> result = [{"type": "labels", "id": "a", "value": value}]
    >>> task = {"id": 3, "data": {"text": "程岚来了"}, "annotations": [{"result": result}]}
    >>> items([json.dumps([task])], Path("a"))[0].example.marks[0].spans
    (Marked(start=0, end=2, label='PER'),)
    """
    try:
        tasks = json.loads("\n".join(lines))
    except ValueError as error:
        raise RenzhiError(f"{path}: not read as JSON: {error}; export the project as JSON") from error
    return [_item(task, f": task {number}") for number, task in enumerate(tasks, 1)]


def _item(task: Any, place: str) -> Item:
    try:
        if "data" not in task:
            return Item(place, None, problem=f"no data; expected {WANTED} (JSON, not JSON-MIN)")
        found = labelstudio.annotated(task, place)
        return Item(place, None) if found is None else drawn(place, found, str(task.get("id", "")))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        return Item(place, None, problem=f"{type(error).__name__}: {error}; expected {WANTED}")
    except RenzhiError as error:
        return Item(place, None, problem=str(error).removeprefix(f"{place}, "))
