"""What a scripted assistant says for itself: an evaluation of a hundred questions, made up."""

from __future__ import annotations

from datetime import UTC, date, datetime

from qa.confidence import FittedOn
from qa.trace import Provenance
from qa.trust import Evaluation, Figure, ModelCard, Trust

PROVENANCE = Provenance(
    "corpus", "fake-embedder", "0" * 64, "fake-model", "1" * 64, "0000", "code", {"top_k": "10"}
)
EVALUATION = Evaluation(
    name="mine",
    when=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    samples=200,
    errors=2,
    model="fake-model",
    provenance=PROVENANCE,
    figures=(
        Figure("refusal_recall", 0.75, 0.66, 0.83, 100),
        Figure("citation_exactness", 1.0, 1.0, 1.0, 198),
        Figure("time_total_p50", 4600.0, 4100.0, 5200.0, 198, "ms"),
    ),
    coverage=((0.1, 0.0), (0.3, 0.1), (0.6, 0.25)),
    notes=("The samples are about 18 articles: so few that the intervals are too narrow.",),
)
TRUST = Trust(
    model=ModelCard("fake-model", "Fake Model, Q4", "Apache-2.0"),
    embedding_model=ModelCard("fake-embedder", "fake-embedder"),
    articles=18,
    passages=120,
    data_dir="/home/reader/data",
    models_dir="/home/reader/models",
    evaluation=EVALUATION,
    changed=(),
    calibration=FittedOn(240, ("squad", "clapnq"), date(2026, 2, 1)),
    calibrated_here=False,
    private=True,
    leaves=("Adding a web address fetches it.",),
)
