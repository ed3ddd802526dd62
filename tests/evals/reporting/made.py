"""Made-up results for the tests of reports: each argument says only what matters to a test."""

from __future__ import annotations

from datetime import date

from evals.records import GoldQuote, Metric, Report, Result, Sample, Score
from index.types import ArticleHeader, Passage, SearchResult
from qa.trace import Candidate, Provenance, Trace
from qa.types import Answer, AnswerSentence, Citation, Evidence, Timings, Usage

GOLD = GoldQuote("owls", 0, 40, "Wardens counted 43 barn owl chicks there")
PROVENANCE = Provenance(
    corpus="c0ffee",
    embedding_model="all-MiniLM-L6-v2",
    embedding_sha256="53aa5117",
    model="qwen2.5-coder-1.5b",
    model_sha256="cc324af0",
    prompts="9d8c7b",
    code="a1b2c3",
    settings={"top_k": "10", "evidence_tokens": "140"},
)


def sample(name="s1", *, answerable=True, kind="exact-number", cluster="owls", **fields):
    """Return a sample about an article (``cluster``), with gold evidence if answerable."""
    known = {
        "answers": ("43", "forty-three") if answerable else (),
        "evidence": (GoldQuote(cluster, 0, 40, GOLD.quote),) if answerable else (),
        "question": f"How many chicks were counted ({name})?",
    }
    return Sample(id=name, kind=kind, answerable=answerable, **known | fields)


def citation(number=1, article="owls", start=0, quote=GOLD.quote, title="Barn owls breed"):
    return Citation(
        number, article, title, "Fenland Observer", None, date(2024, 9, 20), quote, start,
        start + len(quote),
    )  # fmt: skip


def answer(text="Wardens counted 43 chicks.", *, abstained=False, **fields):
    known = {
        "question": "How many chicks?",
        "standalone_question": "How many chicks were counted at Hollins Fen?",
        "sentences": ()
        if abstained
        else (AnswerSentence(text, (1,), "supported", "its names, numbers are in the quote"),),
        "citations": () if abstained else (citation(),),
        "evidence": (Evidence(1, "owls", 0, 40, GOLD.quote, 0.8),),
        "results": (found(),),
        "confidence": 0.3 if abstained else 0.9,
        "model": "qwen2.5-coder-1.5b",
        "usage": Usage(120, 410, 24),
        "timings": Timings(30.0, 48.0, 3900.0, 4600.0),
        "trace_id": "f00",
    }
    return Answer(text=text, abstained=abstained, **known | fields)


def found(article="owls", title="Barn owls breed", start=0, text=GOLD.quote):
    passage = Passage(f"{article}-{start}", article, text, start, start + len(text), 0)
    header = ArticleHeader(article, title, source="Fenland Observer", published=date(2024, 9, 20))
    return SearchResult(passage, header, 0.71, 1, {"dense": 1, "lexical": 2})


def trace(given):
    return Trace(
        question=given.question,
        history=(),
        filters=None,
        mode="generated",
        queries=(given.question, given.standalone_question),
        candidates=(Candidate("owls-0", "owls", 0, 40, 0.71, 0.62, {"dense": 1}),),
        prompt=(("system", "Answer from the evidence."), ("user", "[1] Wardens counted 43")),
        draft="Wardens counted 43 chicks [1].",
        sentences=(
            *given.sentences,
            AnswerSentence("Owls hunt at dusk.", (), "unsupported", "no evidence sentence"),
        ),
        answer=given,
        provenance=PROVENANCE,
    )


def result(of=None, given=None, *, error=None, traced=False, reasons=None, **scores):
    """Return a result; scores by name, with ``hit_5`` for ``hit@5``; ``reasons`` for unscored."""
    given = None if error else given or answer()
    named = {name.replace("hit_", "hit@"): Score(value) for name, value in scores.items()}
    named |= {name: Score(None, reason) for name, reason in (reasons or {}).items()}
    return Result(
        of or sample(), given, named, trace(given) if traced and given else None, error, 1843.5
    )


def metric(name="hit@5", value=0.9, low=0.8, high=0.96, count=60, *, unit="share", **unscored):
    reasons = {reason.replace("_", " "): number for reason, number in unscored.items()}
    return Metric(name, value, low, high, count, reasons, unit)


def report(*results, metrics=(), by_kind=None, **fields):
    known = {
        "dataset": "seeds",
        "created": "2025-06-11T09:30:00+00:00",
        "mode": "generated",
        "provenance": PROVENANCE,
    }
    return Report(
        metrics=tuple(metrics), by_kind=by_kind or {}, results=tuple(results), **known | fields
    )
