"""labelstudio: tasks of Label Studio with the run as predictions, and the labelling interface for them.

``tasks.json`` and ``config.xml``. Regions overlap where a role covers its body and
title, which Label Studio allows; a post stands in a text field of its region.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import RenzhiError
from .marked import ARC_LABELS, ROLE, SPAN_LABELS, Arc, Mark, Marked, Post, Source, post, units

FILES = ("tasks.json", "config.xml")
_COLOURS = dict(zip(SPAN_LABELS, ("#d9480f", "#1971c2", "#2f9e44", "#9c36b5", "#868e96", "#f59f00"), strict=True))


def config() -> str:
    """The labelling interface."""
    labels = "\n".join(f'    <Label value="{label}" background="{_COLOURS[label]}"/>' for label in SPAN_LABELS)
    relations = "\n".join(f'    <Relation value="{label}"/>' for label in ARC_LABELS)
    return f"""<View>
  <Relations>
{relations}
  </Relations>
  <Labels name="label" toName="text">
{labels}
  </Labels>
  <Text name="text" value="$text" granularity="symbol"/>
  <TextArea name="post" toName="text" perRegion="true" whenTagName="label" whenLabelValue="{ROLE}"
    placeholder="ORG / TITLE @ DATE" maxSubmissions="1" editable="true"/>
</View>
"""


def write(folder: Path, source: Source, notes: Counter[str]) -> None:
    """Write the tasks, one a record, and the interface."""
    (folder / FILES[1]).write_text(config(), "utf-8")
    with open(folder / FILES[0], "w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for number, article in enumerate(source.read()):
            file.write(",\n" if number else "\n")
            file.write(json.dumps(task(Marked.of(article)), ensure_ascii=False))
        file.write("\n]\n")


def task(marked: Marked) -> dict[str, Any]:
    """A record as a task."""
    result: list[dict[str, Any]] = []
    for mark in marked.marks:
        place = {"start": mark.start, "end": mark.end}
        common = {"id": mark.id, "to_name": "text", "origin": "prediction"}
        value = {**place, "text": marked.text[mark.start : mark.end], "labels": [mark.label]}
        result.append({**common, "from_name": "label", "type": "labels", "value": value})
        if mark.post is not None:
            value = {**place, "text": [str(mark.post)]}
            result.append({**common, "from_name": "post", "type": "textarea", "value": value})
    result += [
        {"type": "relation", "from_id": arc.person, "to_id": arc.role, "direction": "right", "labels": [arc.type]}
        for arc in marked.arcs
    ]
    data = {"text": marked.text, "record": marked.record}
    return {"data": data, "predictions": [{"model_version": "renzhi", "result": result}]}


def read(path: Path, notes: Counter[str]) -> Iterator[Marked]:
    """The annotated tasks of an export as JSON; of several annotations the last that was not skipped."""
    try:
        tasks = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise RenzhiError(f"{path}: not read as JSON: {error}; export the project as JSON") from error
    if not isinstance(tasks, list):
        raise RenzhiError(f"{path}: a {type(tasks).__name__}, not a list of tasks; export the project as JSON")
    for number, item in enumerate(tasks, 1):
        where = f"{path}: task {number}"
        try:
            found = annotated(item, where)
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise RenzhiError(
                f"{where}: not as Label Studio writes it: {error!r}; export the project as JSON"
            ) from error
        if found is None:
            notes["tasks without an annotation, left out"] += 1
        else:
            yield found


def annotated(task: dict[str, Any], where: str) -> Marked | None:
    """A task of an export as it was annotated, nothing where nobody did; its record is empty where it has none.

    Raises ``KeyError``, ``TypeError``, ``AttributeError`` or ``IndexError`` where it is no task.
    """
    done = [a for a in task.get("annotations", []) if not a.get("was_cancelled")]
    return _marked(task["data"], done[-1]["result"], where) if done else None


def _marked(data: dict[str, Any], result: list[dict[str, Any]], where: str) -> Marked:
    found = Marked(data.get("record", ""), data["text"], where=where)
    posts: dict[str, Post] = {}
    for item in result:
        kind = item["type"]
        if kind == "labels":
            start, end = _place(found.text, item["value"], f"{where}, region {item['id']}")
            found.marks.append(Mark(item["id"], item["value"]["labels"][0], start, end))
        elif kind == "textarea" and item["from_name"] == "post" and item["value"]["text"]:
            text = item["value"]["text"]
            posts[item["id"]] = post(text if isinstance(text, str) else text[-1], f"{where}, region {item['id']}")
        elif kind == "relation":
            labels = item.get("labels") or ["(none)"]
            ends = (item["from_id"], item["to_id"])
            found.arcs.append(Arc(labels[0], *(ends if item.get("direction") != "left" else ends[::-1])))
    found.marks = [mark._replace(post=posts.get(mark.id)) for mark in found.marks]
    return found


def _place(text: str, value: dict[str, Any], where: str) -> tuple[int, int]:
    """Offsets in characters; older versions count UTF-16 units, which the region's own text tells.

    Raises ``RenzhiError`` that names ``where`` if its text stands in neither place.
    """
    start, end = value["start"], value["end"]
    said = value.get("text")
    if said is None or text[start:end] == said:
        return start, end
    at = {unit: place for place, unit in enumerate(units(text))}
    first, last = at.get(start, start), at.get(end, end)
    if text[first:last] != said:
        raise RenzhiError(f"{where}: {text[start:end]!r} stands at {start}:{end}, not {said!r} as it says")
    return first, last
