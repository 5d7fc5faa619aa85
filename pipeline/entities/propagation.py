"""A name that is sure in one place of a page is found in the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import ahocorasick

from ..mention import Mention
from .names import Names

SURE = 0.9


def propagate(texts: Sequence[str], tagged: Sequence[list[Mention]], names: Names) -> list[list[Mention]]:
    """Mentions of each text with the page's sure persons added wherever else they stand.

    A person is sure where the tagger is, or where two mentions agree. An
    occurrence inside an organisation, a place or a longer name is left alone.
    A name with the beginning of the next word is cut to the one that the page has elsewhere.

    >>> text = "县委书记项红主持会议。项红要求抓好落实。"
    >>> found = [Mention(4, 6, "PER", "name-after-title", 0.95)]
    >>> [(m.start, m.by) for m in propagate([text], [found], Names())[0]]
    [(4, 'name-after-title'), (11, 'page-name')]
    """
    said: dict[str, tuple[int, float]] = {}
    """How often a name stands there, and how sure the surest is."""
    for text, own in zip(texts, tagged, strict=True):
        for m in own:
            if m.label == "PER":
                count, score = said.get(m.text(text), (0, 0.0))
                said[m.text(text)] = count + 1, max(score, m.score)
    tailed = (word for word in said if len(word) > 2 and word[-1] in names.tails)
    long = {word for word in tailed if said.get(word[:-1], (0, 0.0)) >= said[word]}
    sure: dict[str, float] = {}
    seen: dict[str, int] = {}
    for text, mentions in zip(texts, tagged, strict=True):
        for number, m in enumerate(mentions):
            if m.label == "PER":
                word = m.text(text)
                if word in long:
                    word = word[:-1]
                    mentions[number] = m = replace(m, end=m.end - 1, by="page-name")
                seen[word] = seen.get(word, 0) + 1
                if m.score >= SURE or m.by in ("name-after-title", "name-in-list") or seen[word] > 1:
                    sure[word] = max(sure.get(word, 0.0), m.score)
    # A common word (高度) or a single surname is no evidence elsewhere.
    known = {w: s for w, s in sure.items() if len(w) >= 3 or (names.formed(w) and w not in names.common)}
    known |= {w: s for w, s in sure.items() if seen[w] > 1 and len(w) == 2}
    if not known:
        return [list(m) for m in tagged]
    automaton = ahocorasick.Automaton()
    for word in known:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return [_extended(text, mentions, automaton, known) for text, mentions in zip(texts, tagged, strict=True)]


def _extended(
    text: str, mentions: list[Mention], automaton: ahocorasick.Automaton, known: dict[str, float]
) -> list[Mention]:
    taken: list[Mention | None] = [None] * len(text)
    for m in mentions:
        taken[m.start : m.end] = [m] * (m.end - m.start)
    kept = {id(m): m for m in mentions}
    added: list[Mention] = []
    matches = [(last + 1 - len(word), last + 1, word) for last, word in automaton.iter(text)]
    reach = 0
    for start, end, word in sorted(matches, key=lambda match: (match[0], -match[1])):
        there = {id(m): m for m in taken[start:end] if m is not None}
        # A longer name that is sure elsewhere takes the place of its own beginning (刘彦 in 刘彦随).
        shorter = all(m.label == "PER" and start <= m.start and m.end < end for m in there.values())
        if start >= reach and (not there or shorter):
            for key in there:
                kept.pop(key, None)
            added.append(Mention(start, end, "PER", "page-name", round(known[word] * 0.95, 4)))
            reach = end
    return sorted([*kept.values(), *added], key=lambda m: m.start)
