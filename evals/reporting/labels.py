"""How metrics are shown: name, group, direction, what each says. The only place that knows.

A name that is not here is shown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.records import Metric

__all__ = ["GROUPS", "HEADLINES", "MAIN", "TABLE", "Direction", "Label", "grouped", "label"]

Direction = Literal["higher", "lower", "neither"]
"""Which way is better; ``neither`` where that cannot be said."""

GROUPS = (
    "Retrieval",
    "Evidence",
    "Answers",
    "Citations",
    "Groundedness",
    "Refusals",
    "Time and tokens",
    "Other",
)
HEADLINES = (
    "hit@5",
    "gold_in_evidence",
    "answered_right",
    "citation_exactness",
    "balanced_accuracy",
    "time_total_p50",
)
"""The figures to read first."""
TABLE = (
    "hit@5",
    "gold_in_evidence",
    "answered_right",
    "citation_exactness",
    "citation_f1",
    "groundedness",
    "false_support",
    "refusal_precision",
    "refusal_recall",
    "balanced_accuracy",
    "time_evidence_p50",
    "time_first_token_p50",
    "time_total_p50",
)
"""The figures of a table in a document."""
MAIN = (
    "hit@5",
    "gold_in_evidence",
    "answered_right",
    "citation_f1",
    "groundedness",
    "refusal_recall",
    "time_total_p50",
)
"""The figures that are shown for each kind of question."""


@dataclass(frozen=True, slots=True)
class Label:
    """How a metric is shown: its name in words, and in one sentence what it says."""

    name: str
    text: str
    group: str = "Other"
    direction: Direction = "higher"
    explanation: str = ""


_AT_K = (
    Label(
        "hit", "Hit@{k}", "Retrieval", "higher",
        "a passage with gold evidence at rank {k} or better",
    ),
    Label(
        "recall", "Recall@{k}", "Retrieval", "higher",
        "share of the gold evidence in passages at rank {k} or better",
    ),
    Label(
        "ndcg", "nDCG@{k}", "Retrieval", "higher",
        "how high gold evidence ranks, down to rank {k}",
    ),
)  # fmt: skip
_LABELS = (
    Label("mrr", "MRR", "Retrieval", "higher", "1 / rank of the first passage with gold evidence"),
    Label(
        "gold_in_evidence", "Gold in evidence", "Evidence", "higher",
        "the gold answer stands in the sentences that were put before the model",
    ),
    Label(
        "evidence_tokens", "Evidence tokens", "Evidence", "lower",
        "length of the evidence that was put before the model, mean",
    ),
    Label(
        "answered_right", "Answered right", "Answers", "higher",
        "the answer holds what it must and nothing that it must not",
    ),
    Label("exact_match", "Exact match", "Answers", "higher", "the answer is a gold answer"),
    Label("token_f1", "Token F1", "Answers", "higher", "words shared with the nearest gold answer"),
    Label("contains_gold", "Contains gold", "Answers", "higher", "a gold answer is in the answer"),
    Label("all_gold", "All gold", "Answers", "higher", "of several gold answers, each is given"),
    Label("no_wrong", "No wrong", "Answers", "higher", "no answer that is known to be wrong"),
    Label("judge", "Judge", "Answers", "higher", "a model finds the answer right"),
    Label(
        "citation_exactness", "Citation exactness", "Citations", "higher",
        "quotes that stand in their article to the character; anything below 1 is a fault",
    ),
    Label(
        "citation_precision", "Citation precision", "Citations", "higher",
        "cited sentences that are gold evidence",
    ),
    Label(
        "citation_recall", "Citation recall", "Citations", "higher",
        "sentences of gold evidence that are cited",
    ),
    Label(
        "citation_f1", "Citation F1", "Citations", "higher",
        "precision and recall in one, by sentence",
    ),
    Label(
        "citation_word_f1", "Citation word F1", "Citations", "higher",
        "words shared by the quotes and the gold evidence",
    ),
    Label("share_cited", "Share cited", "Citations", "higher", "sentences that cite a quote"),
    Label(
        "groundedness", "Groundedness", "Groundedness", "higher",
        "names, numbers and dates of a sentence that stand in the quotes it cites",
    ),
    Label(
        "false_support", "False support", "Groundedness", "lower",
        "sentences shown as supported that are not",
    ),
    Label(
        "refusal_precision", "Refusal precision", "Refusals", "higher",
        "refused questions that were unanswerable",
    ),
    Label(
        "refusal_recall", "Refusal recall", "Refusals", "higher",
        "unanswerable questions that were refused",
    ),
    Label(
        "balanced_accuracy", "Balanced accuracy", "Refusals", "higher",
        "mean of answerable answered and unanswerable refused; 0.5 is chance",
    ),
    Label(
        "refusal_auroc", "AUROC of confidence", "Refusals", "higher",
        "how well confidence tells answerable from unanswerable; 0.5 is chance",
    ),
    Label(
        "aurc", "Area under risk–coverage", "Refusals", "lower",
        "mean share of wrong answers when the least sure are held back",
    ),
    *(
        Label(
            f"time_{stage}_p{share}", f"{text}, p{share}", "Time and tokens", "lower",
            f"{many} of the questions wait no longer than this for {what}",
        )
        for stage, text, what in (
            ("evidence", "Time to evidence", "the evidence"),
            ("first_token", "Time to first token", "the first word"),
            ("total", "Time to whole answer", "the whole answer"),
        )
        for share, many in (("50", "half"), ("95", "95 in 100"))
    ),
    Label(
        "prompt_tokens", "Prompt tokens", "Time and tokens", "lower",
        "what the model reads for a question, mean",
    ),
    Label(
        "completion_tokens", "Completion tokens", "Time and tokens", "neither",
        "what the model writes for a question, mean",
    ),
    Label(
        "peak_memory", "Peak memory", "Time and tokens", "lower",
        "the most that the assistant and the model server held together",
    ),
)  # fmt: skip
_BY_NAME = {each.name: each for each in _LABELS}
_BY_STEM = {each.name: each for each in _AT_K}
_ORDER = {name: place for place, name in enumerate([*_BY_STEM, *_BY_NAME])}


def label(name: str) -> Label:
    """Return how a metric is shown; of an unknown one the name alone, without a direction."""
    stem, _, k = name.partition("@")
    if k and stem in _BY_STEM:
        found = _BY_STEM[stem]
        text, explanation = found.text.format(k=k), found.explanation.format(k=k)
        return Label(name, text, found.group, found.direction, explanation)
    return _BY_NAME.get(name, Label(name, name, direction="neither"))


def grouped(metrics: Iterable[Metric]) -> dict[str, Sequence[Metric]]:
    """Return metrics by group, groups and metrics in the order in which they are read."""
    known = list(metrics)
    by_group = {
        group: sorted((each for each in known if label(each.name).group == group), key=_place)
        for group in GROUPS
    }
    return {group: found for group, found in by_group.items() if found}


def _place(metric: Metric) -> tuple[int, int, str]:
    stem, _, k = metric.name.partition("@")
    return _ORDER.get(stem, len(_ORDER)), int(k) if k.isdigit() else 0, metric.name
