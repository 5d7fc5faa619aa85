"""The clean stage: a page as read to its lines, mended by small steps that a config names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .. import lexicon
from ..alignment import Mapped
from ..errors import ConfigError
from ..page import Lines, Page
from ..registry import registry
from . import blanks, fold, glyphs, invisible
from .lines import measure

STEPS = (
    "line-ends",
    "invisible",
    "private-use",
    "ideographs",
    "widths",
    "indents",
    "wide-titles",
    "letter-spacing",
    "wide-names",
    "mark-spacing",
    "word-spacing",
)
"""All steps, in the order that suits most pages."""


@registry.stages("renzhi.steps.v1")
def make(steps: Sequence[str] = STEPS, lexicons: Sequence[str] = ()) -> Callable[[Page], Lines]:
    """A page to its printed lines, mended by ``steps`` in the order given; leave one out to turn it off.

    ``line-ends``: ``\\r``, form feeds and the like end lines.
    ``invisible``: control and zero-width characters and soft hyphens go.
    ``private-use``: glyphs of fonts and old encodings are read by ``glyphs.tsv``.
    ``ideographs``: compatibility ideographs and radicals become ordinary characters.
    ``widths``: digits and Latin letters half-width, Chinese marks full-width.
    ``indents``: a paragraph's indent inside a line ends the line.
    ``wide-titles``, ``letter-spacing``, ``wide-names``, ``mark-spacing``, ``word-spacing``: blanks inside lines.

    ``lexicons`` are folders of files that extend the shipped ones.
    """
    with lexicon.extended(lexicons):
        surnames, bylines = lexicon.words("surnames.txt"), lexicon.words("layout-bylines.txt")
        titles = [head for head, kind, *_ in lexicon.rows("titles.tsv", 2, 1) if kind == "post" and len(head) > 1]
        divisions = [row[0] for row in lexicon.rows("divisions.tsv", 2, 1)]
        known: dict[str, Callable[[Mapped], Mapped]] = {
            "line-ends": invisible.line_ends,
            "invisible": invisible.invisible,
            "private-use": glyphs.private_use(),
            "ideographs": glyphs.ideographs,
            "widths": fold.fold,
            "indents": blanks.indents,
            "letter-spacing": blanks.letter_spacing,
            "wide-titles": blanks.wide_titles(titles, surnames, [*lexicon.words("title-ends.txt"), *divisions]),
            "wide-names": blanks.wide_names,
            "mark-spacing": blanks.mark_spacing,
            "word-spacing": blanks.word_spacing(surnames, bylines, titles, lexicon.words("before-names.txt")),
        }
    unknown = [name for name in steps if name not in known]
    if unknown:
        raise ConfigError(f"[clean] steps: unknown step {unknown[0]!r}; available: {', '.join(STEPS)}")
    chosen = [known[name] for name in steps]

    def clean(page: Page) -> Lines:
        """The page's lines that are not blank; only white space and invisible characters are gone."""
        text = Mapped.of(page.text)
        for step in chosen:
            text = step(text)
        return measure(page, text)

    return clean
