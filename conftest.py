"""Modules whose doctests need an extra that is not installed are not collected; data sets look at no hub."""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec

MODULES = {
    "torch": ["pipeline/train/foretell.py", "pipeline/train/recurrent.py", "pipeline/train/tagger.py"],
    "pyarrow": ["pipeline/export/columns.py"],
    "datasets": ["pipeline/datasets.py"],
}
collect_ignore = [path for package, paths in MODULES.items() if not find_spec(package) for path in paths]

_kept = tempfile.TemporaryDirectory(prefix="renzhi-tests-")
os.environ |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_CACHE": _kept.name}  # read when the library is imported
