"""How often the right passage is found, and how often the evidence holds the answer.

    python -m bench.retrieval xquad_en

Prints, over the answerable questions of a set pooled into one index: the share whose gold paragraph
(or gold quote) is met by one of the first k passages, the share whose gold answer stands in the
evidence, the tokens of that evidence, and the time until it is there. No model is called.
"""

from __future__ import annotations

from collections.abc import Sequence

from bench.figures import percentile, spread
from bench.question_sets import Question, arguments, contains, exact, load, open_filled, sample
from index.types import SearchResult

FIRST = (1, 5, 10)


def paragraph(text: str, quote: str) -> tuple[int, int]:
    """Return (start, end) of the paragraph that a quote stands in."""
    at = text.index(quote)
    start = text.rfind("\n\n", 0, at)
    end = text.find("\n\n", at)
    return (0 if start < 0 else start + 2), (len(text) if end < 0 else end)


def met(results: Sequence[SearchResult], question: Question, texts: dict[str, str]) -> bool:
    """Return whether one of the passages meets a paragraph with a gold quote."""
    gold = [(name, *paragraph(texts[name], quote)) for name, quote in question.quotes]
    return any(
        found.passage.article_id == name and found.passage.start < end and start < found.passage.end
        for found in results
        for name, start, end in gold
    )


def main() -> None:
    """Search with the questions of a set and print the shares, tokens and times."""
    parser = arguments(__doc__, count=0)
    parser.add_argument("--evidence-tokens", type=int, default=220)
    options = parser.parse_args()
    articles, questions = load(options.set)
    texts = {article.id: article.text for article in articles}
    asked = sample([each for each in questions if each.answerable and each.quotes], options.count)
    with open_filled(options.set, articles, evidence_tokens=options.evidence_tokens) as assistant:
        assistant.search("warm")
        answers = [assistant.ask(each.text, mode="extractive") for each in asked]
    rows = list(zip(asked, answers, strict=True))
    print(f"{options.set}: {len(rows)} questions, {len(articles)} articles")
    hits = {
        first: sum(met(answer.results[:first], question, texts) for question, answer in rows)
        for first in FIRST
    }
    print("  ".join(f"gold in top {first}: {hits[first] / len(rows):.3f}" for first in FIRST))
    held = sum(
        contains(" ".join(each.text for each in answer.evidence), question.answers)
        for question, answer in rows
    )
    tokens = [float(answer.usage.evidence_tokens) for answer in answers]
    print(
        f"gold answer in the evidence: {held / len(rows):.3f} at {sum(tokens) / len(rows):.0f} "
        f"tokens (p95 {percentile(tokens, 0.95):.0f}, most {max(tokens):.0f})"
    )
    print(f"evidence after: {spread([answer.timings.evidence for answer in answers])}")
    shown = [each for answer in answers for each in exact(answer, texts)]
    print(f"exact quotes: {sum(shown)} of {len(shown)}")


if __name__ == "__main__":
    main()
