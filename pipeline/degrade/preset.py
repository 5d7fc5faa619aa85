"""Presets: how pages are damaged, as data, and the style that a page draws from one.

A preset is a config with one section, ``[degrade]``, that gives every key of
``Style``. A value is a number, a range ``[low, high]`` that is drawn from
evenly, or for a choice the weights ``{"indent": 0.5, "none": 0.5}``.
"""

from __future__ import annotations

import configparser
import typing
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from confection import Config, ConfigValidationError

from .. import resources
from ..errors import ConfigError

Range = tuple[float, float]
Weights = dict[str, float]
CHOICES = {
    "layout": ("print", "web", "flat", "hard"),
    "paragraphs": ("indent", "blank", "none", "stripped"),
    "interleave": ("whole", "headline", "alternate"),
}
"""What may be chosen, for the keys that are choices."""
_PREFIX = "degrade-"


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """What a page has drawn from a preset. A ``float`` is a share from 0 to 1, a ``Range`` drawn for each article."""

    layout: str  # print: set in columns; web: a paragraph a line; flat: all on a line; hard: one wide column
    articles: int  # a printed page has
    web_articles: int  # a page of another layout has
    width: Range  # of a column, in full-width characters
    hard_width: Range  # the same where the layout is hard
    width_change: float  # articles whose column changes its width somewhere
    paragraphs: str  # indent: two full-width blanks; blank: a blank line between; none; stripped: an indent lost
    blank_between_paragraphs: float  # paragraphs with a blank line before them, where indents are stripped
    indent_lost: float  # paragraphs that lose their indent
    carry: float  # lines before a closing mark that carry a character over; the others squeeze the mark in
    ragged: float  # lines one wider or narrower than their column
    hang: float  # lines before a closing mark that leave it to the next line, against the rules
    blank_in_sentence: float  # line breaks inside a sentence followed by a blank line
    blank_after_sentence: float  # line breaks inside a paragraph, after a sentence's end, followed by one
    double_spaced: float  # pages with a blank line after every line
    blank_between_blocks: float  # boundaries of blocks (article, headline) with a blank line
    letter_spaced: float  # lines of articles set with a blank between characters
    names_wide: float  # two-character names set with a blank inside
    names_full_blank: float  # pages where that blank is a full-width one
    no_headline: float  # articles whose headline is lost
    excerpt: float  # articles, read from no record, of which there are but a few sentences, without headline
    shortened: float  # articles, read from no record, of which the first paragraph or two are left
    trailing: float  # articles whose headline stands after the body
    apart: float  # articles whose headline stands somewhere else on the page
    runs: float  # articles whose headline stands in a run with that of the next article
    headline_stretch: Range  # how wide a headline line may be, in columns
    blank_between_headlines: float  # boundaries of headline lines with a blank line
    interleaved: float  # articles cut by another one
    interleave: Weights  # what stands in the cut: the whole other article, its headline only, or both alternate
    furniture: float  # pages with date line, folio, editors on top
    banners: float  # banners between articles, per article
    captions: float  # articles with a caption at their end
    captions_last: float  # such captions that stand behind a headline that trails, not before it
    loose_captions: float  # captions of no article, per article
    bylines: float  # articles with a byline as its own line
    signatures: float  # articles without one whose last paragraph ends with names in brackets
    datelines: float  # articles with a dateline put before them, of those that have none
    subheads: float  # articles with subheads in the body
    half_marks: float  # pages with half-width marks
    traditional: float  # pages in traditional script, of articles read from no record
    spaced_digits: float  # pages with blanks around digits
    wide_digits: float  # pages with full-width digits
    crlf: float  # pages with \r\n line ends
    form_feed: float  # pages with a form feed between two blocks
    invisible: float  # characters followed by a zero-width one
    ocr: float  # characters that have a look-alike read as it


_TYPES: dict[str, Any] = typing.get_type_hints(Style)
_LEAST = {"articles": 1, "web_articles": 1, "width": 4, "hard_width": 4, "headline_stretch": 0.5}
_MOST = 1000


class Preset:
    """Values to draw styles from, checked; ``name`` is for messages and file names."""

    def __init__(self, name: str, values: Mapping[str, Any]):
        """Raises ``ConfigError`` that names the key, what was found and what is available."""
        self.name = name
        for key in values:
            if key not in _TYPES:
                raise ConfigError(f"{name}: unknown key {key!r} in [degrade]; available: {', '.join(_TYPES)}")
        missing = [key for key in _TYPES if key not in values]
        if missing:
            raise ConfigError(f"{name}: [degrade] lacks {', '.join(missing)}; copy them from a shipped preset")
        self.values = {key: _value(f"{name}: [degrade] {key}", key, values[key]) for key in _TYPES}

    def style(self, rng: Random) -> Style:
        """A style for one page.

        >>> load("standard").style(Random(1)).blank_in_sentence
        0.06
        """
        return Style(**{key: _draw(_TYPES[key], value, rng) for key, value in self.values.items()})


def load(name: str | Path, overrides: Mapping[str, Any] | None = None) -> Preset:
    """A shipped preset by its name, or one by its path; ``overrides`` by key, ``{"ocr": 0.02}``.

    Raises ``ConfigError`` that names the file, the key, and what is available.

    >>> load("standard", {"ocr": [0, 0.1]}).values["ocr"]
    (0.0, 0.1)
    """
    path = _find(name)
    try:
        section = Config().from_disk(path).get("degrade")
    except (ConfigValidationError, configparser.Error, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {' '.join(str(error).split())}") from error
    if section is None:
        raise ConfigError(f"{path}: has no section [degrade], so it is no preset; presets: {', '.join(names())}")
    return Preset(path.stem.removeprefix(_PREFIX), {**section, **(overrides or {})})


def names() -> list[str]:
    """The presets that ship.

    >>> names()
    ['standard', 'training']
    """
    return sorted(p.stem.removeprefix(_PREFIX) for p in resources.shipped("configs").glob(f"{_PREFIX}*.cfg"))


def _find(name: str | Path) -> Path:
    for path in (resources.shipped("configs") / f"{_PREFIX}{name}.cfg", Path(name).expanduser()):
        if path.is_file():
            return path
    raise ConfigError(f"preset {str(name)!r}: no such file; give a path, or one of: {', '.join(names())}")


def _value(where: str, key: str, value: Any) -> Any:
    """A value in its checked form: a pair of numbers, or weights."""
    choices = CHOICES.get(key)
    if isinstance(value, str) and choices:
        value = {value: 1}
    if isinstance(value, dict):
        return _weights(where, key, value)
    pair = value if isinstance(value, list | tuple) else [value, value]
    if choices or len(pair) != 2 or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in pair):
        wanted = f"weights over {', '.join(choices)}" if choices else "a number or [low, high]"
        raise ConfigError(f"{where} = {value!r}; expected {wanted}")
    low, high = pair
    least = _LEAST.get(key, 0)
    most = _MOST if least or key in ("banners", "loose_captions") else 1
    if not least <= low <= high <= most:
        raise ConfigError(f"{where} = {value!r}; expected {least} to {most}, the lower number first")
    return (int(low), int(high)) if _TYPES[key] is int else (float(low), float(high))


def _weights(where: str, key: str, value: dict[str, Any]) -> Weights:
    choices = CHOICES.get(key)
    if not choices and _TYPES[key] is not int:
        raise ConfigError(f"{where} = {value!r}; expected a number or [low, high]")
    for choice, weight in value.items():
        if not (choice in choices if choices else choice.isdecimal() and int(choice)):
            raise ConfigError(f"{where} names {choice!r}; available: {', '.join(choices or ('numbers from 1',))}")
        if not isinstance(weight, int | float) or weight < 0:
            raise ConfigError(f"{where}: the weight of {choice!r} is {weight!r}; expected a number from 0")
    if not sum(value.values()) > 0:
        raise ConfigError(f"{where} = {value!r}; the weights must not all be 0")
    return dict(value)


def _draw(kind: Any, value: Any, rng: Random) -> Any:
    if kind in (Range, Weights):
        return value
    if isinstance(value, dict):
        return kind(rng.choices(list(value), list(value.values()))[0])
    return rng.randint(*value) if kind is int else value[0] if value[0] == value[1] else rng.uniform(*value)
