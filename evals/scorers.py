"""Scorers: each judges one answered sample, or says why it cannot.

They only turn records into the plain values that ``evals.metrics`` measures. What an abstention is
worth is decided here: it is a wrong answer where the articles answer the question, and the right
one where they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from evals.metrics import answers, citations, groundedness, ranking
from evals.records import GoldQuote, Sample, Score
from index.sentences import sentence_spans
from index.types import Passage
from qa.types import Answer, AnswerSentence

__all__ = ["SCORERS", "ArticleText", "Scorer", "answer_text", "cites_gold", "score"]

ArticleText = Callable[[str], str]
"""From an article's id to its text, as it is stored."""
Scorer = Callable[[Sample, Answer, ArticleText], Score]
_NO_EVIDENCE = Score(None, "the sample names no evidence")
_NOT_ANSWERABLE = Score(None, "the articles do not answer it")
_NO_ANSWER = Score(None, "the sample has no gold answer")
_LONG = Score(None, "the gold answer is too long to be looked for")
_ABSTAINED = Score(None, "it abstained")


def score(sample: Sample, answer: Answer, text_of: ArticleText) -> dict[str, Score]:
    """Return the score of every scorer, by the name of its metric."""
    return {name: scorer(sample, answer, text_of) for name, scorer in SCORERS.items()}


def answer_text(answer: Answer) -> str:
    """Return what an answer says, without its markers; nothing of a refusal."""
    return " ".join(each.text for each in answer.sentences)


# retrieval and evidence


def _ranked(metric: Callable[[Sequence[str], dict[str, int]], float | None]) -> Scorer:
    def scorer(sample: Sample, answer: Answer, _: ArticleText) -> Score:
        if not sample.evidence:
            return _NO_EVIDENCE
        ranked, relevant = _ranking(sample, [each.passage for each in answer.results])
        return Score(metric(ranked, relevant))

    return scorer


def _ranking(sample: Sample, passages: Iterable[Passage]) -> tuple[list[str], dict[str, int]]:
    """Return the ids of passages in their order, and which of them are relevant.

    A gold quote is one relevant thing, whichever passage holds it; quotes that one passage holds
    together are one. A passage that holds nothing new is not relevant.
    """
    missing = list(enumerate(sample.evidence))
    ranked, relevant = [], {}
    for passage in passages:
        held = [number for number, gold in missing if _holds(passage, gold)]
        name = f"gold {held[0]}" if held else passage.id
        ranked.append(name)
        if held:
            relevant[name] = 1
            missing = [pair for pair in missing if pair[0] not in held]
    return ranked, relevant | {f"gold {number}": 1 for number, _ in missing}


def _holds(passage: Passage, gold: GoldQuote) -> bool:
    """Return whether a passage meets a gold quote, in its article or in a copy of it."""
    same = passage.article_id == gold.article_id
    meets = same and passage.start < gold.end and gold.start < passage.end
    return meets or gold.quote in passage.text


def _gold_in_evidence(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    unscored = _without_gold(sample)
    if unscored:
        return unscored
    shown = " \n".join(each.text for each in answer.evidence)
    return Score(_held(sample, shown))


# answers


def _answer_metric(metric: Callable[[str, Sequence[str]], float | None]) -> Scorer:
    def scorer(sample: Sample, answer: Answer, _: ArticleText) -> Score:
        unscored = _without_gold(sample)
        if unscored:
            return unscored
        if not sample.answers:
            return Score(None, "several answers are wanted")
        return Score(0.0 if answer.abstained else metric(answer_text(answer), sample.answers))

    return scorer


def _token_f1(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    if not sample.answerable:
        return _NOT_ANSWERABLE
    if not sample.answers:
        return _NO_ANSWER
    return Score(0.0 if answer.abstained else answers.token_f1(answer_text(answer), sample.answers))


def _all_gold(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    if not sample.all_answers:
        return Score(None, "one answer is wanted")
    if answer.abstained:
        return Score(0.0)
    return Score(answers.all_gold(answer_text(answer), sample.all_answers))


def _no_wrong(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    if not sample.wrong_answers:
        return Score(None, "the sample names no wrong answers")
    return Score(answers.no_wrong(answer_text(answer), sample.wrong_answers))


def _answered_right(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    """Right: what is asked for is said and nothing known to be wrong; or it abstained rightly."""
    if sample.answerable is None:
        return Score(None, "neither an answer nor a refusal is right")
    if not sample.answerable:
        return Score(float(answer.abstained))
    unscored = _without_gold(sample)
    if unscored:
        return unscored
    if answer.abstained:
        return Score(0.0)
    said = answer_text(answer)
    clean = answers.no_wrong(said, sample.wrong_answers)
    return Score(min(_held(sample, said), 1.0 if clean is None else clean))


def _without_gold(sample: Sample) -> Score | None:
    """Return why a sample has nothing to be looked for, if so: gold may be long, or a mere mark."""
    if not sample.answerable:
        return _NOT_ANSWERABLE
    if answers.contains("", sample.answers) is None and not sample.all_answers:
        return _NO_ANSWER
    return _LONG if sample.form == "long" else None


def _held(sample: Sample, text: str) -> float:
    """Return 1 where a text holds what is asked for, else 0."""
    looked_for = (
        answers.contains(text, sample.answers),
        answers.all_gold(text, sample.all_answers),
    )
    return min(each for each in looked_for if each is not None)


# citations


def _exactness(_: Sample, answer: Answer, text_of: ArticleText) -> Score:
    shown = [(each.article_id, each.start, each.end, each.quote) for each in answer.citations]
    shown += [(each.article_id, each.start, each.end, each.text) for each in answer.evidence]
    value = citations.exactness(
        [(text_of(article)[start:end], quote) for article, start, end, quote in shown]
    )
    return Score(value, "" if shown else "nothing was quoted")


def _citation_metric(
    metric: Callable[..., float | None], *, when_abstained: float | None
) -> Scorer:
    def scorer(sample: Sample, answer: Answer, text_of: ArticleText) -> Score:
        if not sample.evidence:
            return _NO_EVIDENCE
        if answer.abstained:
            return Score(when_abstained, "" if when_abstained is not None else _ABSTAINED.reason)
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


def _word_f1(sample: Sample, answer: Answer, _: ArticleText) -> Score:
    if not sample.evidence:
        return _NO_EVIDENCE
    if answer.abstained:
        return Score(0.0)
    value = citations.word_f1(
        [each.quote for each in answer.citations], [each.quote for each in sample.evidence]
    )
    return Score(value, "" if value is not None else "nothing was cited")


def _share_cited(_: Sample, answer: Answer, __: ArticleText) -> Score:
    if answer.abstained:
        return _ABSTAINED
    return Score(citations.share_cited([len(each.citations) for each in answer.sentences]))


# what stands behind the sentences


def _groundedness(_: Sample, answer: Answer, __: ArticleText) -> Score:
    if answer.abstained:
        return _ABSTAINED
    shares = [_grounded(each, answer) for each in answer.sentences]
    known = [share for share in shares if share is not None]
    if not known:
        return Score(None, "no sentence holds a name, number or date")
    return Score(sum(known) / len(known))


def _grounded(sentence: AnswerSentence, answer: Answer) -> float | None:
    cited = [each for each in answer.citations if each.number in sentence.citations]
    about = [(each.title, each.source, str(each.published or "")) for each in cited]
    known = [answer.standalone_question, *(part for each in about for part in each)]
    return groundedness.grounded(sentence.text, [each.quote for each in cited], "\n".join(known))


def _false_support(sample: Sample, answer: Answer, text_of: ArticleText) -> Score:
    """Share of the sentences shown as supported that gold says are not (lower is better).

    To a question without an answer every one is false; to another each is that stands in a wrong
    answer and cites no gold sentence.
    """
    if sample.answerable is None:
        return Score(None, "neither an answer nor a refusal is right")
    shown = [each for each in answer.sentences if each.verdict == "supported"]
    if not shown or answer.abstained:
        return Score(None, "no sentence is shown as supported")
    if not sample.answerable:
        return Score(1.0)
    if not sample.evidence:
        return _NO_EVIDENCE
    if _answered_right(sample, answer, text_of).value == 1.0:
        return Score(0.0)
    return Score(sum(not cites_gold(each, sample, answer, text_of) for each in shown) / len(shown))


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


SCORERS: dict[str, Scorer] = {
    "hit@1": _ranked(partial(ranking.hit, k=1)),
    "hit@5": _ranked(partial(ranking.hit, k=5)),
    "hit@10": _ranked(partial(ranking.hit, k=10)),
    "recall@5": _ranked(partial(ranking.recall, k=5)),
    "recall@10": _ranked(partial(ranking.recall, k=10)),
    "mrr": _ranked(ranking.reciprocal_rank),
    "ndcg@10": _ranked(partial(ranking.ndcg, k=10)),
    "gold_in_evidence": _gold_in_evidence,
    "exact_match": _answer_metric(answers.exact_match),
    "token_f1": _token_f1,
    "contains_gold": _answer_metric(answers.contains),
    "all_gold": _all_gold,
    "no_wrong": _no_wrong,
    "answered_right": _answered_right,
    "citation_exactness": _exactness,
    "citation_precision": _citation_metric(citations.precision, when_abstained=None),
    "citation_recall": _citation_metric(citations.recall, when_abstained=0.0),
    "citation_f1": _citation_metric(citations.f1, when_abstained=0.0),
    "citation_word_f1": _word_f1,
    "share_cited": _share_cited,
    "groundedness": _groundedness,
    "false_support": _false_support,
}
"""Every scorer by the name of its metric."""
