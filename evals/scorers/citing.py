"""Scorers of what an answer cites, against the gold sentences of its sample."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from evals.metrics import citations
from evals.records import Sample, Score
from evals.scorers.gold import ABSTAINED, NO_EVIDENCE, ArticleText, Scorer
from index.sentences import sentence_spans
from qa.types import Answer, AnswerSentence

__all__ = ["citation_metric", "cites_gold", "exactness", "share_cited", "word_f1"]


def exactness(_: Sample, answer: Answer, text_of: ArticleText) -> Score:
    """Score the share of quotes and evidence that stand in their article as shown."""
    shown = [(each.article_id, each.start, each.end, each.quote) for each in answer.citations]
    shown += [(each.article_id, each.start, each.end, each.text) for each in answer.evidence]
    value = citations.exactness(
        [(text_of(article)[start:end], quote) for article, start, end, quote in shown]
    )
    return Score(value, "" if shown else "nothing was quoted")


def citation_metric(metric: Callable[..., float | None], *, when_abstained: float | None) -> Scorer:
    """Return the scorer of a metric of the cited sentences against the gold ones."""

    def scorer(sample: Sample, answer: Answer, text_of: ArticleText) -> Score:
        if not sample.evidence:
            return NO_EVIDENCE
        if answer.abstained:
            return Score(when_abstained, "" if when_abstained is not None else ABSTAINED.reason)
        cited = [(each.article_id, each.start, each.end) for each in answer.citations]
        value = metric(cited, list(_gold_sentences(sample)), same=partial(_same, text_of))
        return Score(value, "" if value is not None else "nothing was cited")

    return scorer


def _gold_sentences(sample: Sample) -> Iterable[citations.Span]:
    for gold in sample.evidence:
        for start, end in sentence_spans(gold.quote):
            yield gold.article_id, gold.start + start, gold.start + end


def _same(text_of: ArticleText, one: citations.Span, other: citations.Span) -> bool:
    """Return whether two spans are of the same sentence, in one article or in its copy."""
    if one[0] == other[0]:
        return citations.overlaps(one, other)
    texts = [" ".join(text_of(article)[start:end].split()) for article, start, end in (one, other)]
    return texts[0] == texts[1]


def word_f1(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    """Score the words that the quotes share with the gold quotes."""
    if not sample.evidence:
        return NO_EVIDENCE
    if answer.abstained:
        return Score(0.0)
    value = citations.word_f1(
        [each.quote for each in answer.citations], [each.quote for each in sample.evidence]
    )
    return Score(value, "" if value is not None else "nothing was cited")


def share_cited(_: Sample, answer: Answer, __: ArticleText) -> Score:
    """Score the share of sentences with a citation."""
    if answer.abstained:
        return ABSTAINED
    return Score(citations.share_cited([len(each.citations) for each in answer.sentences]))


def cites_gold(
    sentence: AnswerSentence, sample: Sample, answer: Answer, text_of: ArticleText
) -> bool:
    """Return whether a sentence cites one of the gold sentences."""
    gold = list(_gold_sentences(sample))
    return any(
        _same(text_of, (each.article_id, each.start, each.end), span)
        for each in answer.citations
        if each.number in sentence.citations
        for span in gold
    )
