"""Scorers: each judges one answered sample, or says why it cannot.

They only turn records into the plain values that ``evals.metrics`` measures. What an abstention is
worth is decided here: it is a wrong answer where the articles answer the question, and the right
one where they do not.
"""

from __future__ import annotations

from functools import partial

from evals.metrics import answers, citations, ranking
from evals.records import Sample, Score
from evals.scorers import answering, citing, retrieval, support
from evals.scorers.gold import ArticleText, Scorer
from qa.types import Answer

__all__ = ["SCORERS", "ArticleText", "Scorer", "score"]

SCORERS: dict[str, Scorer] = {
    "hit@1": retrieval.ranked(partial(ranking.hit, k=1)),
    "hit@5": retrieval.ranked(partial(ranking.hit, k=5)),
    "hit@10": retrieval.ranked(partial(ranking.hit, k=10)),
    "recall@5": retrieval.ranked(partial(ranking.recall, k=5)),
    "recall@10": retrieval.ranked(partial(ranking.recall, k=10)),
    "mrr": retrieval.ranked(ranking.reciprocal_rank),
    "ndcg@10": retrieval.ranked(partial(ranking.ndcg, k=10)),
    "gold_in_evidence": retrieval.gold_in_evidence,
    "exact_match": answering.answer_metric(answers.exact_match),
    "token_f1": answering.token_f1,
    "contains_gold": answering.answer_metric(answers.contains),
    "all_gold": answering.all_gold,
    "no_wrong": answering.no_wrong,
    "answered_right": answering.answered_right,
    "citation_exactness": citing.exactness,
    "citation_precision": citing.citation_metric(citations.precision, when_abstained=None),
    "citation_recall": citing.citation_metric(citations.recall, when_abstained=0.0),
    "citation_f1": citing.citation_metric(citations.f1, when_abstained=0.0),
    "citation_word_f1": citing.word_f1,
    "share_cited": citing.share_cited,
    "groundedness": support.groundedness,
    "false_support": support.false_support,
}
"""Every scorer by the name of its metric."""


def score(sample: Sample, answer: Answer, text_of: ArticleText) -> dict[str, Score]:
    """Return the score of every scorer, by the name of its metric."""
    return {name: scorer(sample, answer, text_of) for name, scorer in SCORERS.items()}
