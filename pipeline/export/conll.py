r"""conll: a character, a tab and its IOB2 tag a line, as CoNLL 2003 and the corpora of Chinese names have them.

White space is no token; ``# text`` before each sentence has it. ``# newdoc``
begins each record.
"""

from __future__ import annotations

from typing import IO

from ..collection import Collection
from .formats import Notes
from .sentences import characters, sentences, tags


def write(file: IO[bytes], source: Collection, notes: Notes) -> None:
    """Write the records, a blank line behind each sentence."""
    for article in source.read():
        text = article.text
        lines = [f"# newdoc id = {article.id}"]
        for sentence in sentences(article, notes):
            words = characters(text, sentence)
            lines.append(f"# text = {' '.join(text[sentence.start : sentence.end].split())}")
            tagged = zip(words, tags(words, sentence.entities), strict=True)
            lines += [f"{text[start:end]}\t{tag}" for (start, end), tag in tagged]
            lines.append("")
        file.write("\n".join([*lines, ""]).encode() if len(lines) > 1 else b"")
