"""Where a HanLP model lies: looked for before anything is imported, and nothing is downloaded.

HanLP itself would try the net first, for tens of seconds.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..errors import ConfigError

TAGGER = "renzhi.hanlp.v1"
CONFIG = "config.json"
INSTALL = "install it with: pip install 'renzhi[hanlp]'"
RECOGNISERS = "hanlp.components.ner."
"""How the class path of a recogniser begins; a model's config may name any class, which HanLP would import."""
_CONSTANT = re.compile(r"^(\w+) = HANLP_URL \+ '([\w/.-]+)\.zip'", re.MULTILINE)
_URL = "https://file.hankcs.com/hanlp/"


def look(config: Mapping[str, Any]) -> None:
    """Raises ``ConfigError`` where a config wants a recogniser that is not there.

    It needs none of the packages that take seconds to import, spaCy among them where torch is installed.
    """
    tagger = config.get("entities", {}).get("tagger", {})
    wanted = "entities" in config.get("run", {}).get("stages", ())
    if wanted and isinstance(tagger, Mapping) and tagger.get("@misc") == TAGGER:
        find(str(tagger.get("model") or ""))


def find(model: str) -> Path:
    """The folder of a recogniser, by its path or by its name in ``hanlp.pretrained``.

    Raises ``ConfigError`` that says how to place it where it is not on this
    machine, where it is no recogniser, or where HanLP is not installed.
    """
    installed()
    if not model:
        raise ConfigError(
            f"{TAGGER}: no model; set entities.tagger.model to a folder with a {CONFIG} that HanLP's save() wrote, or "
            f"to a name, when you have placed its files under {home()}; one of: {', '.join(_named())}"
        )
    folder = Path(model).expanduser()
    if not (folder / CONFIG).is_file():
        if model not in _named():
            known = ", ".join(_named())
            raise ConfigError(f"{TAGGER}: {model!r}: no folder with a {CONFIG}; give one, or one of: {known}")
        folder = home() / _named()[model]
        if not (folder / CONFIG).is_file():
            raise ConfigError(
                f"{TAGGER}: {model} is not on this machine, and nothing is downloaded; unpack "
                f"{_URL}{_named()[model]}.zip so that there is {folder / CONFIG}, or give the folder that it is in"
            )
    _recogniser(folder)
    return folder


def installed() -> None:
    """Raises ``ConfigError`` where HanLP is not."""
    if find_spec("hanlp") is None:
        raise ConfigError(f"HanLP is not installed; {INSTALL}")


def home() -> Path:
    """Where HanLP keeps its models."""
    return Path(os.environ.get("HANLP_HOME") or Path.home() / ".hanlp")


@cache
def _named() -> dict[str, str]:
    """HanLP's names and where under ``home`` their models are, read from its files: importing them takes seconds."""
    spec = find_spec("hanlp")
    folders = (spec.submodule_search_locations or ()) if spec else ()
    files = (Path(folder) / "pretrained" / "ner.py" for folder in folders)
    return dict(pair for file in files for pair in _CONSTANT.findall(file.read_text("utf-8")))


def _recogniser(folder: Path) -> None:
    try:
        said = json.loads((folder / CONFIG).read_text("utf-8"))
        path = said.get("classpath") or said.get("class_path") or ""
    except (OSError, ValueError, AttributeError) as error:
        raise ConfigError(
            f"{folder / CONFIG}: cannot be read ({error}); give the folder that HanLP's save() wrote"
        ) from error
    if not str(path).startswith(RECOGNISERS):
        raise ConfigError(f"{folder / CONFIG}: {path!r} is no recogniser; expected a class of {RECOGNISERS}*")
