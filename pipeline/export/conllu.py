"""conllu: words in the ten columns of CoNLL-U (https://universaldependencies.org/format.html).

There is no grammar in them: what is not known is ``_``. MISC has the entity,
``NE=B-PER``, as spaCy's converter reads it, and ``SpaceAfter=No``.
"""

from __future__ import annotations

from typing import IO

from .. import segment
from ..collection import Collection
from .formats import Notes
from .sentences import Sentence, cut, sentences, tags


def write(file: IO[bytes], source: Collection, notes: Notes, segmenter: str) -> None:
    """Write the records in words of a segmenter, cut where an entity begins or ends inside one."""
    words = segment.load(segmenter)
    for article in source.read():
        begun = False
        for number, sentence in enumerate(sentences(article, notes), 1):
            head = [] if begun else [f"# newdoc id = {article.id}"]
            begun = True
            text = article.text[sentence.start : sentence.end]
            plain = text.replace("\t", " ").replace("\r", " ")
            lines = [*head, f"# sent_id = {article.id}-{number}", f"# text = {plain}"]
            file.write("\n".join([*lines, *_rows(text, sentence, words, notes), "", ""]).encode())


def _rows(text: str, sentence: Sentence, words: segment.Segment, notes: Notes) -> list[str]:
    start = sentence.start
    found = list(cut(((a + start, b + start) for a, b in words(text)), sentence.entities, notes))
    rows = []
    for number, ((low, high), tag) in enumerate(zip(found, tags(found, sentence.entities), strict=True), 1):
        misc = ([f"NE={tag}"] if tag != "O" else []) + (
            [] if text[high - start : high - start + 1].isspace() else ["SpaceAfter=No"]
        )
        rows.append(f"{number}\t{text[low - start : high - start]}" + "\t_" * 7 + "\t" + ("|".join(misc) or "_"))
    return rows
