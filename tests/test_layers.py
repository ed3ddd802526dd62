"""Who may import whom: the table of the design, enforced on every module."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EDGES = {"qa.cli", "qa.http", "qa.ui", "qa.server", "qa.remote", "qa.__main__"}
EDGE_MAY = {
    "qa.assistant", "qa.settings", "qa.types", "qa.trace", "qa.errors", "qa.models", "qa.wire",
    "qa.conversations", "qa.trust",
    "index.types", "index.errors", "index.listing", "index.additions", "qa", "index",
}  # fmt: skip
ALONE = {
    "chromadb": {"index.vectors"},
    "sqlite3": {"index.database"},
    "sentence_transformers": {"index.embedding"},
    "torch": {"index.embedding"},
    "llama_index": {"index.splitting", "qa.llama_index"},
    "datasketch": {"index.copies"},
    "trafilatura": {"index.sources.html"},
    "pypdf": {"index.sources.pdf"},
    "docx": {"index.sources.docx"},
    "feedparser": {"index.sources.feeds"},
    "xllamacpp": {"qa.models.serve_child"},
    "openai": {"qa.models"},
    "typer": {"qa.cli", "evals.commands"},
    "gradio": {"qa.ui"},
    "fastapi": {"qa.http", "qa.ui", "qa.server"},
    "uvicorn": {"qa.http", "qa.server"},
    "matplotlib": {"evals.reporting.plots", "evals.reporting.svg"},
    "jinja2": {"evals.reporting.page"},
    "psutil": {"evals.memory"},
    "yaml": {"index.sources", "evals.loading", "evals.candidates.files"},
}


def modules():
    for folder in ("qa", "index", "evals"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts).removesuffix(".__init__"), path


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def within(module, places):
    return any(module == place or module.startswith(f"{place}.") for place in places)


def edge_of(module):
    return next((edge for edge in EDGES if within(module, {edge})), None)


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=lambda value: str(value)[-40:])
def test_imports_follow_the_layers(module, path):
    for imported in imports(path):
        top = imported.split(".")[0]
        mine = {"evals"} if module.startswith("evals") else set()
        assert top not in {"evals", "bench", "tests"} - mine, f"{module} imports {imported}"
        if module.startswith("index"):
            assert top != "qa", f"{module} imports {imported}"
        if edge_of(module) and top in {"qa", "index"}:
            allowed = EDGE_MAY | EDGES
            assert within(imported, allowed - {"qa", "index"}) or imported in {"qa", "index"}, (
                f"{module} imports {imported}"
            )
        elif module.startswith("qa") and top == "qa":
            assert not edge_of(imported), f"{module} imports the edge {imported}"


def test_each_heavy_library_has_one_home():
    homes = defaultdict(set)
    for module, path in modules():
        for imported in imports(path):
            homes[imported.split(".")[0]].add(module)
    for library, places in ALONE.items():
        strangers = {module for module in homes[library] if not within(module, places)}
        assert not strangers, f"{library} is imported by {strangers}"


def test_templates_and_seeds_hold_no_python():
    assert not [*ROOT.glob("prompts/**/*.py"), *ROOT.glob("seeds/**/*.py")]


@pytest.mark.parametrize(
    "statement", ["import qa", "import index", "import qa.cli", "import evals.commands"]
)
def test_importing_loads_nothing_heavy(statement):
    code = (
        f"import sys; {statement}; heavy = {{'torch', 'gradio', 'chromadb', 'transformers', "
        "'llama_index', 'sentence_transformers', 'openai', 'numpy', 'fastapi'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_exactly_what_is_importable():
    import index
    import qa

    for package in (qa, index):
        for name in package.__all__:
            assert getattr(package, name) is not None
    with pytest.raises(AttributeError):
        qa.nothing  # noqa: B018
    assert set(qa._HOMES) == set(qa.__all__)
