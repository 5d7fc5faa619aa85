"""A page of text alone taken apart: lines labelled, pieces chained to articles, headlines given to them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..alignment import codes
from ..page import Lines
from . import headlines, links
from . import labels as L
from .cues import ANSWERS, Cues
from .features import WIDEST, Reading, closes_first, features, read
from .headlines import Text
from .marks import signed
from .model import Model
from .parting import hand_over, part, reunite
from .pieces import DOUBT, Parts, take_apart
from .plan import Group, Outline, Plan


def outline(lines: Lines, cues: Cues, model: Model, titles: Sequence[int] = (), joining: bool = True) -> Plan:
    """The plan of a page.

    ``titles`` are lines known to be headlines; ``joining`` false never takes the
    end of a line for a wrap.
    """
    return plan(label(lines, cues, model, titles, joining), model) if len(lines) else Plan()


def label(lines: Lines, cues: Cues, model: Model, titles: Sequence[int] = (), joining: bool = True) -> Parts:
    """The parts of a page that has lines, by what its lines are to it; ``titles`` and ``joining`` as above."""
    reading = read(lines, model.topics)
    answers = cues.ask(lines)
    said = dict(zip(ANSWERS, answers.T, strict=True))
    scores = model.labels(features(reading, answers, model.kinds, model.joints))
    scores[1:][closes_first(reading)[1:]] += _GOES_ON
    scores[_pauses(reading)] += _CLAUSES
    scores[1:][_breaks_a_name(reading)[1:]] += _BROKEN
    scores[said["opens"]] += _OPENS
    if _unset(lines):
        scores[1:, [L.HEAD, L.ARTICLE, L.BYLINE_ARTICLE]] -= _ONE * ~said["opens"][1:, None]
    else:
        scores[_imprints(lines, cues, said["furniture"])] += _IMPRINT
    scores[said["byline"]] += _WRITES
    scores[cues.names_alone(lines)] += _NAMED
    signs = _signatures(reading, said["byline"])
    scores[1:][signs[:-1]] += _BEGINS
    scores[signs & said["byline"] & _bracketed(reading)] += _SIGNS
    scores[1:, L.WRAPS] -= _SHORT * _falls_short(reading)[:-1]
    for at in titles:
        scores[at] = L.NEVER
        scores[at, L.HEAD] = 0
    if not joining:
        scores[:, [*L.WRAPPED, L.RESUMES]] = L.NEVER
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))  # probabilities again
    labels = L.decode(scores, model.transitions).tolist()
    return take_apart(reading, labels, scores, said["furniture"], said["opens"])


_BARE = 0.5
"""How sure it is that lines of which nothing is an article's text are one."""
_UNSET = 0.25
"""From this share of lines on that no column holds, a page was not set in print: a site's, or flattened."""
_ONE = 2.5
"""What speaks against a second article there (in log-odds): pages of sites have one, but a fifth of those that
the model learned from had more."""
_SHORT = 2.0
"""What speaks against a wrap there (in log-odds), besides what the model learned from print that is less ragged."""
_WRITES = np.zeros(len(L.LABELS), np.float32)
_WRITES[list(L.HEADS)] = -6.0
"""For a line that is a byline from end to end (本报驻某国记者林远): it is no headline, wherever it stands."""
_NAMED = _WRITES / 2
"""For a line of names and nothing else: it mostly is a byline, too, but headlines end in such lines as well."""
_BEGINS = np.zeros(len(L.LABELS), np.float32)
_BEGINS[[L.WRAPS, L.PARAGRAPH]] = -3.0
"""For a line behind an article's signature: that article does not go on."""
_SIGNS = np.zeros(len(L.LABELS), np.float32)
_SIGNS[[L.WRAPS, L.BYLINE_ARTICLE]] = -1.5, -3.0
"""For a byline in brackets below a full stop: it signs what stands above. It seldom is the wrapped end of a paragraph,
since it would have to be the whole of a line, nor the beginning of the next article."""
_IMPRINT = np.full(len(L.LABELS), -8.0, np.float32)
_IMPRINT[L.FURNITURE] = 0
"""For a line that tells who made the page or how to reach them: no article has it. Pages of the training have such
lines at their top alone, papers at their bottom too, where notices teach that text with a telephone number is."""
_SAID_AGAIN = 0.6
"""The share of a headline's pairs of characters that its text has too, at the least, where nothing else tells."""
_GOES_ON = np.full(len(L.LABELS), L.NEVER / 2, np.float32)
_GOES_ON[[*L.WRAPPED, L.RESUMES]] = 0
"""For a line that begins with a mark that nothing begins with: it goes on with another."""
_OPENS = np.full(len(L.LABELS), -2.5, np.float32)
_OPENS[[L.ARTICLE, L.BYLINE_ARTICLE, L.BYLINE, L.FURNITURE]] = 0
"""For a line with a dateline: an article begins there, more surely than pages without datelines teach."""


_CLAUSES = np.zeros(len(L.LABELS), np.float32)
_CLAUSES[list(L.HEADS)] = -1.0
"""For a line that has clauses: few headlines do."""
_BROKEN = np.full(len(L.LABELS), -3.0, np.float32)
_BROKEN[[*L.WRAPPED, L.RESUMES]] = 0
"""For a line that begins with one character and a 、: the end of a name that the line before begins."""

_OPENING, _CLOSING, _COMMAS, _PAUSE = codes("（("), codes("）)"), codes("，,"), ord("、")
_NUMERALS = codes("一二三四五六七八九十1234567890甲乙丙丁")


def _pauses(reading: Reading) -> NDArray[np.int64]:
    """The lines with a comma inside, by number."""
    inside = np.isin(reading.chars, _COMMAS)
    inside[reading.lines.starts[1:] - 1] = False
    return np.flatnonzero(np.add.reduceat(inside, reading.lines.starts[:-1]))


def _breaks_a_name(reading: Reading) -> NDArray[np.bool_]:
    """Whether each line begins with one character and a 、, but for numbers (一、二)."""
    first = reading.lines.starts[:-1]
    second = np.minimum(first + 1, reading.lines.starts[1:] - 1)
    return (reading.chars[second] == _PAUSE) & ~np.isin(reading.chars[first], _NUMERALS)


def _unset(lines: Lines) -> bool:
    """Whether a page was not set in print."""
    return bool(np.mean(lines.width > WIDEST) > _UNSET)


def _falls_short(reading: Reading) -> NDArray[np.bool_]:
    """Whether each line ends a sentence and leaves room for another character in the columns on both its sides."""
    return reading.ends & (np.minimum(reading.before, reading.after) - reading.right >= 1)


def _imprints(lines: Lines, cues: Cues, furniture: NDArray[np.bool_]) -> list[int]:
    """Lines of furniture, set apart from what stands above, that tell who made the page or how to reach them."""
    apart = furniture & (lines.blank_before > 0)
    return [at for at in np.flatnonzero(apart).tolist() if cues.is_imprint(lines.line(at).text)]


def _bracketed(reading: Reading) -> NDArray[np.bool_]:
    """Whether each line is in brackets, from its first character to its last."""
    chars, starts = reading.chars, reading.lines.starts
    return np.isin(chars[starts[:-1]], _OPENING) & np.isin(chars[starts[1:] - 1], _CLOSING)


def _signatures(reading: Reading, bylines: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each line signs an article: with a name in brackets at its end, or as a byline under a full stop."""
    lines, chars = reading.lines, reading.chars
    closes = np.append(False, reading.ends[:-1])  # what stands before each line ends a sentence
    first, last = lines.starts[:-1], lines.starts[1:] - 1
    bracketed = np.isin(chars[last], _CLOSING) & (closes | ~np.isin(chars[first], _OPENING))
    signs = closes & bylines
    for at in np.flatnonzero(bracketed & ~signs).tolist():
        signs[at] = signed(lines.text.text[first[at] : last[at] + 1])
    return np.asarray(signs, bool)


def plan(parts: Parts, model: Model) -> Plan:
    """The page's parts put together."""
    before, linked = links.solve(parts, model)
    texts = _texts(before)
    chosen, headed = headlines.solve(parts, texts, model)
    # A second headline on a page that was not set in print is rather a subhead.
    if not _unset(parts.lines) and (parted := part(parts, texts, chosen, linked)):
        parts, texts, linked = parted
        chosen, headed = headlines.solve(parts, texts, model)
    texts, chosen = reunite(parts, texts, hand_over(parts, texts, chosen))
    captions, loose = _captions(parts, texts)
    labelled = _sure(parts)
    made = []
    own: dict[int, list[int]] = {}
    for head, of in enumerate(chosen):
        if of < 0 and texts and parts.scores[parts.heads[head][0][0], L.HEAD] == 0:  # told by a label: no banner
            of = _nearest(parts, texts, parts.heads[head][0][0])
        own.setdefault(of, []).append(head)
    for number, text in enumerate(texts):
        heads = own.get(number, [])
        sure = math.prod([linked[piece] for piece in text.pieces] + [headed[head] for head in heads])
        sure *= math.exp(sum(labelled[at] for at in parts.lines_of(text.pieces)))
        groups = [group for head in heads for group in parts.heads[head]]
        paragraphs = _paragraphs(parts, text)
        if not groups:
            groups, paragraphs = _restated(parts, paragraphs)
        made.append(Outline(groups, paragraphs + captions[number], sure))
    banners = [parts.heads[head] for head in own.get(-1, [])]
    alone = sorted([*loose, *([at] for at in parts.furniture), *(group for head in banners for group in head)])
    if not made:  # a text without anything that tells, a bare sentence too, is one article
        titles = [group for group in alone if parts.scores[group[0], L.HEAD] == 0]  # told by a label
        said = [group for group in alone if group not in titles and not parts.printed[group[0]]]
        if said:
            made = [Outline(titles, said, _BARE)]
            alone = [group for group in alone if group not in titles and group not in said]
    return Plan(made, _neighbours(alone))


def _nearest(parts: Parts, texts: list[Text], at: int) -> int:
    """The article that a line stands in or behind, else the first."""
    before = [number for number, text in enumerate(texts) if parts.pieces[text.pieces[0]].lines[0] < at]
    return before[-1] if before else 0


def _texts(before: list[int]) -> list[Text]:
    """Pieces gathered to articles."""
    texts: list[Text] = []
    owner: list[int] = []
    for piece, source in enumerate(before):
        if source < 0:
            owner.append(len(texts))
            texts.append(Text([piece]))
        else:
            owner.append(owner[source])
            texts[owner[-1]].pieces.append(piece)
    return texts


def _paragraphs(parts: Parts, text: Text) -> list[Group]:
    """The lines of an article by paragraph."""
    groups: list[Group] = []
    for piece in text.pieces:
        for place, at in enumerate(parts.pieces[piece].lines):
            if groups and _goes_on(parts, at, place == 0, groups[-1][-1]):
                groups[-1].append(at)
            else:
                groups.append([at])
    return groups


def _restated(parts: Parts, paragraphs: list[Group]) -> tuple[list[Group], list[Group]]:
    """The headline of an article that has none yet, and the paragraphs without it.

    It may stand behind its text, above a caption: a line set apart, no sentence,
    that says again what the text says.
    """
    lines = parts.lines
    for place, group in enumerate(paragraphs):
        at = group[0]
        apart = lines.blank_before[at] > 0 and (at + 1 == len(lines) or lines.blank_before[at + 1] > 0)
        if place and apart and not parts.reading.ends[at] and parts.scores[at, L.HEAD] > DOUBT:
            rest = [line for other in paragraphs for line in other if line != at]
            own, said = parts.bags([[at]], [rest])
            if (own * said).sum() >= _SAID_AGAIN * own.sum():
                return [[at]], [*paragraphs[:place], *([group[1:]] if group[1:] else []), *paragraphs[place + 1 :]]
    return [], paragraphs


def _goes_on(parts: Parts, at: int, new: bool, before: int) -> bool:
    """Whether a line goes on with the paragraph of the line before it in its article; ``new`` if it begins a piece."""
    label = parts.labels[at]
    if not new:
        return label in (L.WRAPS, L.BYLINE_WRAPS)
    if label in L.BYLINES:
        return label == L.BYLINE_WRAPS
    if parts.reading.ends[before] and not parts.reading.full[before]:  # a paragraph's last line
        return False
    of = parts.scores[at]
    wraps, apart = max(of[L.WRAPS], of[L.RESUMES]), max(of[L.PARAGRAPH], of[L.RESUMES_PARAGRAPH])
    return not parts.reading.ends[before] if abs(wraps - apart) < 1 else bool(wraps > apart)


def _captions(parts: Parts, texts: list[Text]) -> tuple[list[list[Group]], list[Group]]:
    """Captions by the article that they stand in or behind, and those of none."""
    owner = {piece: number for number, text in enumerate(texts) for piece in text.pieces}
    own: list[list[Group]] = [[] for _ in texts]
    loose: list[Group] = []
    starts = [piece.lines[0] for piece in parts.pieces]
    for group in parts.captions:
        if starts:
            own[owner[max(bisect_left(starts, group[0]) - 1, 0)]].append(group)
        else:
            loose.append(group)
    return own, loose


def _sure(parts: Parts) -> list[float]:
    """How likely each line's label is, as logarithms, none of them hopeless."""
    chosen = parts.scores[np.arange(len(parts.labels)), parts.labels]
    return np.clip(chosen, -5, 0).tolist()


def _neighbours(groups: list[Group]) -> list[list[Group]]:
    """Groups of lines that stand together."""
    found: list[list[Group]] = []
    for group in groups:
        if found and found[-1][-1][-1] == group[0] - 1:
            found[-1].append(group)
        else:
            found.append([group])
    return found
