"""What is imported is named in ``pyproject.toml``, never only drawn in by something else."""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PRODUCT = PROJECT["dependencies"]
TESTS = PROJECT["optional-dependencies"]["dev"]
OURS = {path.stem for path in (*ROOT.iterdir(), *(ROOT / "build").iterdir())}


def imported(folders):
    """Return the distributions that may stand for each foreign module, by its name."""
    provided = packages_distributions()
    return {
        name: {canonicalize_name(each) for each in provided.get(name, [name])}
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        for name in roots(ast.parse(path.read_text(encoding="utf-8")))
        if name not in sys.stdlib_module_names | OURS
    }


def roots(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def names(requirements):
    return {canonicalize_name(Requirement(each).name) for each in requirements}


@pytest.mark.parametrize(
    ("folders", "requirements"),
    [
        (("qa", "index", "evals"), PRODUCT),
        (("tests", "bench", "docs", "build"), [*PRODUCT, *TESTS]),
    ],
    ids=["product", "tests"],
)
def test_every_foreign_import_is_named(folders, requirements):
    found = imported(folders)
    assert len(found) > 20
    assert {name for name, stand in found.items() if not stand & names(requirements)} == set()


def test_each_is_named_once_and_locked_within_its_bounds():
    named = [canonicalize_name(Requirement(each).name) for each in (*PRODUCT, *TESTS)]
    assert len(named) == len(set(named))
    lines = (ROOT / "requirements.lock").read_text() + (ROOT / "requirements-dev.lock").read_text()
    locked = dict(line.split("==") for line in lines.splitlines() if "==" in line)
    for each in map(Requirement, (*PRODUCT, *TESTS)):
        name = canonicalize_name(each.name)
        if name != "torch":  # installed first and by itself
            assert locked[name] in each.specifier, each
