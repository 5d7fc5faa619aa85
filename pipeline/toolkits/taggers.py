"""The taggers of other toolkits as configs name them, under ``[entities.tagger]``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ..entities.taggers import Maker, Tagger
from ..errors import ConfigError
from .beside import Beside, Knowing


def spacy_pipeline(model: str, labels: Mapping[str, str] | None = None, beside: Maker | None = None) -> Maker:
    """The entities of a trained spaCy pipeline: its folder, or an installed package's name.

    ``labels`` says which of our labels its own are, before ``toolkit-labels.tsv``;
    ``beside`` is a tagger that finds what the pipeline does not look for.
    """
    return partial(_spacy, model, labels or {}, beside)


def hanlp(model: str, labels: Mapping[str, str] | None = None, beside: Maker | None = None) -> Maker:
    """The entities of a HanLP model, by its folder or its name; needs the extra ``hanlp``.

    A name is that of a constant in ``hanlp.pretrained`` whose model lies under
    ``HANLP_HOME``; nothing is downloaded. ``labels`` says which of our labels its
    own are, before ``toolkit-labels.tsv``; ``beside`` is a tagger that finds what
    the model does not look for.
    """
    return partial(_hanlp, model, labels or {}, beside)


def _spacy(model: str, labels: Mapping[str, str], beside: Maker | None) -> Tagger:
    from .labels import Labels
    from .spacy_tagger import SpacyTagger

    return _with(SpacyTagger(model, Labels(labels)), beside)


def _hanlp(model: str, labels: Mapping[str, str], beside: Maker | None) -> Tagger:
    from . import hanlp_models
    from .hanlp_tagger import HanlpTagger
    from .labels import Labels

    folder = hanlp_models.find(model)
    known = Labels(labels)
    try:
        return _with(HanlpTagger(folder, known), beside)
    except ImportError as error:
        raise ConfigError(f"renzhi.hanlp.v1: {error}; {hanlp_models.INSTALL}") from error


def _with(first: Knowing, beside: Maker | None) -> Tagger:
    return Beside(first, beside()) if beside else first
