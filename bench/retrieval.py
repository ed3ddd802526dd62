"""How often the right passage is found, and how often the evidence holds the answer.

    python -m bench.retrieval xquad_en

Prints, over the answerable questions of a set pooled into one index: the share whose gold paragraph
(or gold quote) is met by one of the first k passages, the share whose gold answer stands in the
evidence, the tokens of that evidence, and the time until it is there. No model is called.
"""

from __future__ import annotations

import argparse

from bench.question_sets import contains, load, open_filled, percentile, sample


def paragraph(text: str, quote: str) -> tuple[int, int]:
    """Return (start, end) of the paragraph that a quote stands in."""
    at = text.index(quote)
    start = text.rfind("\n\n", 0, at)
    end = text.find("\n\n", at)
    return (0 if start < 0 else start + 2), (len(text) if end < 0 else end)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--evidence-tokens", type=int, default=220)
    options = parser.parse_args()
    articles, questions = load(options.set)
    texts = {article.id: article.text for article in articles}
    asked = sample([each for each in questions if each.answerable and each.quotes], options.count)
    hits = {1: 0, 5: 0, 10: 0}
    held = exact = shown = 0
    tokens: list[float] = []
    times: list[float] = []
    with open_filled(options.set, articles, evidence_tokens=options.evidence_tokens) as assistant:
        assistant.search("warm")
        for question in asked:
            answer = assistant.ask(question.text, mode="extractive")
            gold = [(name, *paragraph(texts[name], quote)) for name, quote in question.quotes]
            for k in hits:
                hits[k] += any(
                    found.passage.article_id == name
                    and found.passage.start < end
                    and start < found.passage.end
                    for found in answer.results[:k]
                    for name, start, end in gold
                )
            held += contains(" ".join(each.text for each in answer.evidence), question.answers)
            tokens.append(answer.usage.evidence_tokens)
            times.append(answer.timings.evidence)
            for each in (*answer.evidence, *answer.citations):
                quote = getattr(each, "quote", None) or each.text
                shown += 1
                exact += texts[each.article_id][each.start : each.end] == quote
    count = len(asked)
    print(f"{options.set}: {count} questions, {len(articles)} articles")
    print("  ".join(f"gold in top {k}: {found / count:.3f}" for k, found in hits.items()))
    print(
        f"gold answer in the evidence: {held / count:.3f} at {sum(tokens) / count:.0f} tokens "
        f"(p95 {percentile(tokens, 0.95):.0f}, most {max(tokens):.0f})"
    )
    print(
        f"evidence after: p50 {percentile(times, 0.5):.0f} ms, p95 {percentile(times, 0.95):.0f} ms"
    )
    print(f"exact quotes: {exact} of {shown}")


if __name__ == "__main__":
    main()
