"""Fixtures that many tests share: small articles, a small embedder, a scripted model."""

from __future__ import annotations

import pytest
from hypothesis import settings as hypothesis_settings

from index.types import Article
from qa.assistant import Assistant
from qa.settings import Settings
from tests.fakes.embedder import WordEmbedder
from tests.fakes.model import ScriptedModel

# A deadline would assert a time on a machine that others use as well.
hypothesis_settings.register_profile("any machine", hypothesis_settings.default, deadline=None)
hypothesis_settings.load_profile("any machine")

TREATY = Article(
    id="treaty",
    title="Border treaty signed in Baghdad",
    text=(
        "Ali Shamkhani signed the border treaty for Iran on Sunday. Qasem al-Araji signed it for "
        "Iraq.\n\nThe ministers promised to share what their border guards learn. Trade between "
        "the two countries reached 1,204 million dollars last year."
    ),
    source="The Harbour Gazette",
    author="Ann Lee",
    published="2023-03-20",
    language="en",
    url="https://example.org/treaty",
)
OWLS = Article(
    id="owls",
    title="Barn owls breed in record numbers",
    text=(
        "Wardens counted 43 barn owl chicks at Hollins Fen this summer. That is the most since "
        "counting began in 1987, the warden Mia Holt said. Voles were plentiful after a mild "
        "winter."
    ),
    source="Fenland Observer",
    author="Joe Marsh",
    published="2024-09-20",
    language="en",
)
BRIDGE = Article(
    id="bridge",
    title="Council backs a lifting bridge",
    text=(
        "Port Selwyn council approved a lifting bridge over the Arle. The bridge will cost 23.4 "
        "million pounds and open in April 2026. Not everyone agrees: the ferry company called the "
        "plan a mistake."
    ),
    source="The Harbour Gazette",
    published="2024-05-14",
    language="de",
)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch, tmp_path):
    """Keep settings of the machine out of the tests."""
    import os

    for name in list(os.environ):
        if name.startswith("QA_") and name != "QA_MODELS_DIR":
            monkeypatch.delenv(name)


@pytest.fixture
def embedder():
    return WordEmbedder()


@pytest.fixture
def model():
    return ScriptedModel()


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path / "data", _env_file=None)


@pytest.fixture
def assistant(settings, embedder, model):
    with Assistant(settings, embedder=embedder, model=model) as assistant:
        assistant.add_articles([TREATY, OWLS, BRIDGE])
        yield assistant
