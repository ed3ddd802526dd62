"""What weights rank the sentences of evidence best, and what learning them is worth.

    python -m bench.ranking            # fitted without each set in turn and measured on it
    python -m bench.ranking --write    # then fitted on every set, into qa/ranking.toml

A weight for each feature of ``qa.ranking`` is learned as in ListNet (Cao et al. 2007): a softmax
over the sentences of one question, of which the gold ones together are to be likely. Prints how
often the evidence then holds the gold answer (the gold sentence where answers are long), against
weights set by hand; differences are paired, with 95 % bootstrap intervals. No model is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax

import qa.ranking
from bench.figures import interval
from bench.question_sets import DATA, ROOT, open_filled, parser_of
from evals.metrics import answers
from evals.records import Sample
from evals.runner import chosen
from evals.scorers.gold import held, without_gold
from evals.sets import read_set
from evals.statistics import paired_difference
from index.types import Filters
from qa.dates import asked_period
from qa.engine import Engine
from qa.evidence import select_evidence
from qa.ranking import FEATURES, CandidateSentence, candidate_sentences, features
from qa.retrieval import Found
from qa.standalone import standalone
from qa.types import Evidence

SETS = (
    "realtimeqa_2025",
    "squad2_500",
    "qed_nq",
    "xquad_en",
    "clapnq_dev",
    "hotpotqa_100",
    "ramdocs_500",
)
BUDGETS = (140, 200)
"""Tokens of the first portion of evidence, and of the second behind it."""
MOST = 150
"""Questions of one set that weights are fitted on, so that no large set decides alone."""
BY_HAND = {"cosine": 1.0, "words": 0.5, "title": 0.25, "passage": 0.5}
SHARED, PENALTY = 0.3, 1e-3
FILE = ROOT / "qa" / "ranking.toml"
HEADER = """\
# Weights of the features of a sentence (qa/ranking.py). Made by `python -m bench.ranking --write`.
"""

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Asked:
    """An answerable question, its standalone wording, and what was found for it."""

    sample: Sample
    wording: str
    found: Found

    @cached_property
    def sentences(self) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """The features of the sentences that were found, and which of them are gold."""
        candidates = candidate_sentences(self.found.passages)
        rows = features(self.wording, self.found.vectors, candidates)
        shared = rows[:, FEATURES.index("words")] >= SHARED
        stating = np.array([states(self.sample, each.text) for each in candidates], dtype=bool)
        quoted = np.array([meets_gold(self.sample, each) for each in candidates], dtype=bool)
        return rows, quoted | (stating & shared)


def main() -> None:
    """Compare weights by hand and learned on each set, then fit them on all."""
    parser = parser_of(__doc__)
    parser.add_argument("--count", type=int, default=0, help="questions of each set; 0: all")
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    options = parser.parse_args()
    sets = {}
    for name in SETS:
        sets[name], count_tokens = asked_of(name, options.count)
        print(f"{name}: {len(sets[name])} questions", flush=True)
    compare(sets, count_tokens)
    weights = fit([each for asked in sets.values() for each in asked[:MOST]])
    text = to_toml(weights)
    print(f"\nfitted on all of them:\n\n{text}")
    if options.write:
        FILE.write_text(text, encoding="utf-8")


def asked_of(name: str, count: int) -> tuple[list[Asked], Callable[[str], int]]:
    """Return a set's answerable questions with what was found, and what counts tokens.

    The questions are in an order of chance that is the same each time.
    """
    dataset = read_set(DATA / name)
    samples = [each for each in dataset.samples if each.answerable and each.evidence]
    samples = list(chosen(samples, count))
    with open_filled(name, list(dataset.articles)) as assistant:
        engine = assistant._engine  # noqa: SLF001 - what is found is no part of an answer
        asked = [searched(engine, each) for each in samples]
    order = np.random.default_rng(0).permutation(len(asked))
    return [asked[at] for at in order], engine.embedder.count_tokens


def searched(engine: Engine, sample: Sample) -> Asked:
    """Return a question with the passages that an answer would be made from."""
    today = sample.asked_on or date.today()  # noqa: DTZ011 - the reader's day
    asked = standalone(sample.question, sample.history)
    period = asked_period(asked.question, today) or asked_period(asked.standalone, today)
    filters = None if sample.context is None else Filters(article_ids=sample.context)
    retriever, settings = engine._retriever, engine._settings  # noqa: SLF001 - as above
    found = retriever.search(asked.queries, settings.top_k, filters, period)
    return Asked(sample, asked.standalone, found)


def compare(sets: Mapping[str, Sequence[Asked]], count_tokens: Callable[[str], int]) -> None:
    """Print a table: each set with weights that were fitted without it."""
    print(
        "\n| set | n | tokens | by hand | learned | difference (95 %) |\n|---|---|---|---|---|---|"
    )
    for name, asked in sets.items():
        others = [each for other in sets if other != name for each in sets[other][:MOST]]
        learned = fit(others)
        before = holding(asked, by_hand(learned), count_tokens)
        after = holding(asked, learned, count_tokens)
        clusters = [each.sample.cluster for each in asked]
        for portions, (one, other) in enumerate(zip(before.T, after.T, strict=True), 1):
            rng = np.random.default_rng(0)
            gap = paired_difference(one.tolist(), other.tolist(), clusters, rng)
            print(
                f"| {name} | {len(asked)} | {' + '.join(map(str, BUDGETS[:portions]))} "
                f"| {one.mean():.3f} | {other.mean():.3f} | {interval(gap)} |",
                flush=True,
            )


def fit(asked: Sequence[Asked]) -> dict[str, float]:
    """Return the weights under which gold sentences are likeliest, with a penalty on their squares.

    Questions of whose gold sentences none was found teach nothing and are left out.
    """
    lists = [(rows, gold) for rows, gold in (each.sentences for each in asked) if gold.any()]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for rows, gold in lists:
            scores = rows @ weights
            value += float(logsumexp(scores) - logsumexp(scores[gold])) / len(lists)
            slope += (softmax(scores) @ rows - softmax(scores[gold]) @ rows[gold]) / len(lists)
        return value, slope

    done = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B")
    return dict(zip(FEATURES, map(float, done.x), strict=True))


def by_hand(learned: Weights) -> dict[str, float]:
    """Return the weights that were set by hand, as long a vector as the learned ones.

    The length changes no order, but costs of repetition and the calibration are in log-odds.
    """
    scale = np.linalg.norm(list(learned.values())) / np.linalg.norm(list(BY_HAND.values()))
    return {name: BY_HAND.get(name, 0.0) * float(scale) for name in FEATURES}


def holding(
    asked: Sequence[Asked], weights: Weights, count_tokens: Callable[[str], int]
) -> NDArray[np.float64]:
    """Return whether each question's evidence holds its gold, shape (questions, portions)."""
    rows = []
    with weighing(weights):
        for each in asked:
            portions = select_evidence(each.wording, each.found, BUDGETS, count_tokens).portions
            shown = [[x for p in portions[:upto] for x in p] for upto in (1, 2)]
            rows.append([holds(each.sample, evidence) for evidence in shown])
    return np.array(rows, dtype=np.float64)


def holds(sample: Sample, evidence: Sequence[Evidence]) -> bool:
    """Return whether the gold answer stands in the evidence; of a long one, a gold sentence."""
    if without_gold(sample):
        return any(meets_gold(sample, each) for each in evidence)
    return held(sample, " \n".join(each.text for each in evidence)) == 1.0


def states(sample: Sample, text: str) -> bool:
    """Return whether a text holds a gold answer; long ones are not looked for."""
    if without_gold(sample):
        return False
    wordings = [*sample.answers, *(each for group in sample.all_answers for each in group)]
    return answers.contains(text, wordings) == 1.0


def meets_gold(sample: Sample, sentence: CandidateSentence | Evidence) -> bool:
    """Return whether a sentence overlaps a gold quote."""
    return any(
        gold.article_id == sentence.article_id
        and gold.start < sentence.end
        and sentence.start < gold.end
        for gold in sample.evidence
    )


def to_toml(weights: Weights) -> str:
    """Return the file that ``qa.ranking.load_weights`` reads."""
    lines = (f"{name} = {weights[name]:.2f}\n" for name in FEATURES)
    return f"{HEADER}\n[weights]\n{''.join(lines)}"


@contextmanager
def replaced(owner: Any, name: str, value: Any) -> Iterator[None]:
    """Put ``value`` in the place of ``owner.name`` for a while; the product has no switch."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def weighing(weights: Weights) -> Any:
    """Return a context in which sentences are ranked by these weights."""
    return replaced(qa.ranking, "load_weights", lambda: dict(weights))


if __name__ == "__main__":
    main()
