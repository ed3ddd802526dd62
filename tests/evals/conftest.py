"""A small dataset over the articles that all tests share, and a workspace that answers it."""

from __future__ import annotations

import pytest

from evals.cache import AnswerCache
from evals.loading import SampleIn, resolve_samples
from evals.records import Dataset
from evals.workspace import Workspace
from tests.conftest import BRIDGE, OWLS, TREATY

SAMPLES = (
    SampleIn(
        id="signer",
        question="Who signed the border treaty for Iran?",
        kind="single",
        answers=("Ali Shamkhani",),
        evidence=(
            {
                "article": TREATY.title,
                "quote": "Ali Shamkhani signed the border treaty for Iran on Sunday.",
            },
        ),
    ),
    SampleIn(
        id="chicks",
        question="How many barn owl chicks did wardens count at Hollins Fen?",
        kind="exact-number",
        answers=("43", "forty-three"),
        wrong_answers=("44",),
        evidence=(
            {
                "article": OWLS.title,
                "quote": "Wardens counted 43 barn owl chicks at Hollins Fen this summer.",
            },
        ),
    ),
    SampleIn(
        id="cost-and-opening",
        question="What will the lifting bridge over the Arle cost, and when will it open?",
        kind="several",
        all_answers=(("23.4 million",), ("April 2026",)),
        evidence=(
            {
                "article": BRIDGE.title,
                "quote": "The bridge will cost 23.4 million pounds and open in April 2026.",
            },
        ),
    ),
    SampleIn(
        id="toll",
        question="Which toll will lorries pay on the bridge?",
        kind="near-miss",
        answerable=False,
    ),
)
REPLIES = {
    "signer": "Ali Shamkhani signed the border treaty for Iran [1].",
    "chicks": "Wardens counted 43 barn owl chicks at Hollins Fen [1].",
    "cost-and-opening": "The bridge will cost 23.4 million pounds and open in April 2026 [1].",
    "toll": "",
}


@pytest.fixture
def samples():
    return resolve_samples(SAMPLES, [TREATY, OWLS, BRIDGE])


@pytest.fixture
def by_id(samples):
    return {each.id: each for each in samples}


@pytest.fixture
def workspace(assistant, samples, tmp_path):
    provenance = assistant.status().provenance
    cache = AnswerCache(tmp_path / "answers", provenance)
    return Workspace(Dataset("small", samples), assistant, provenance, cache, tmp_path)
