"""prodigy: lines of JSON for Prodigy's ``rel.manual``, a token a character as ``spacy.blank("zh")`` has them.

A relation also carries ``post``, the post in full, which Prodigy keeps as it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from .marked import Arc, Mark, Marked, Source, post, read_lines


def write(file: IO[bytes], source: Source, notes: Counter[str]) -> None:
    """Write a task a record."""
    import spacy

    tokenizer = spacy.blank("zh").make_doc
    for article in source.read():
        marked = Marked.of(article)
        doc = tokenizer(marked.text)
        tokens = [
            {"text": t.text, "start": t.idx, "end": t.idx + len(t), "id": t.i, "ws": bool(t.whitespace_)} for t in doc
        ]
        file.write(json.dumps(task(marked, tokens), ensure_ascii=False).encode() + b"\n")


def task(marked: Marked, tokens: list[dict[str, Any]]) -> dict[str, Any]:
    """A record as a task; ends of tokens are inclusive."""
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    spans = {
        mark.id: {
            "start": mark.start,
            "end": mark.end,
            "token_start": first[mark.start],
            "token_end": last[mark.end],
            "label": mark.label,
        }
        for mark in marked.marks
    }
    posts = {mark.id: mark.post for mark in marked.marks}
    relations = [
        {
            "head": spans[arc.person]["token_end"],
            "child": spans[arc.role]["token_end"],
            "head_span": spans[arc.person],
            "child_span": spans[arc.role],
            "label": arc.type,
            "post": str(posts[arc.role]),
        }
        for arc in marked.arcs
    ]
    meta = {"record": marked.record}
    return {"text": marked.text, "tokens": tokens, "spans": list(spans.values()), "relations": relations, "meta": meta}


def read(path: Path, notes: Counter[str]) -> Iterator[Marked]:
    """The accepted answers of ``prodigy db-out``."""

    def accepted(item: dict[str, Any], where: str) -> Marked | None:
        if item.get("answer", "accept") == "accept":
            return _marked(item, where)
        notes["tasks that were not accepted, left out"] += 1
        return None

    return read_lines(path, accepted, "not as Prodigy writes it: {}; give what db-out gives")


def _marked(item: dict[str, Any], where: str) -> Marked:
    found = Marked(item["meta"]["record"], item["text"], where=where)
    marks: dict[tuple[Any, ...], Mark] = {}

    def mark(span: dict[str, Any], said: str | None = None) -> str:
        full = post(said, where) if said else None
        key: tuple[Any, ...] = (span["label"], span["start"], span["end"])
        if key in marks and said and marks[key].post not in (None, full):
            key = (*key, said)  # the same role again, which means another post
        known = marks.get(key) or Mark(f"s{len(marks) + 1}", *key[:3])
        marks[key] = known._replace(post=known.post or full)
        return known.id

    for span in item.get("spans", []):
        mark(span)
    for relation in item.get("relations", []):
        person, role = mark(relation["head_span"]), mark(relation["child_span"], relation.get("post"))
        found.arcs.append(Arc(relation["label"], person, role))
    found.marks = list(marks.values())
    return found
