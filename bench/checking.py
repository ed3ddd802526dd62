"""How well the check of sentences agrees with the sentences rated in ``evals/judged``.

    python -m bench.checking [-v]

Prints how many of the sentences rated supported, and of those rated unsupported, each verdict was
given to; with ``-v`` also each sentence that is shown as supported although it is not.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.judge import read_ratings
from index.types import Article
from qa import Assistant
from qa.checking import Claim, check

_BESIDE = 250
"""Characters before and behind a quote that stand for its passage."""


def main() -> None:
    """Check every rated sentence and print the verdicts."""
    with TemporaryDirectory() as folder, Assistant.open(folder) as assistant:
        assistant.add(Path(__file__).parents[1] / "seeds")
        articles = assistant.articles()
    counts: Counter[tuple[bool, str]] = Counter()
    for rating in read_ratings():
        found = [place for quote in rating.quotes for place in places(quote, articles)][:3]
        heading = " ".join(f"{a.title} {a.source} {a.published or ''}" for a, _ in found)
        nearby = " ".join(text for _, text in found)
        claim = Claim(rating.sentence, rating.quotes, rating.question, heading, nearby)
        verdict, _ = check(claim)
        counts[rating.supported, verdict] += 1
        if "-v" in sys.argv and verdict == "supported" and not rating.supported:
            print(f"{rating.sentence}\n    {' | '.join(rating.quotes)}")
    for supported in (True, False):
        total = sum(count for (rated, _), count in counts.items() if rated is supported)
        shares = ", ".join(
            f"{verdict} {counts[supported, verdict]}"
            for verdict in ("supported", "partly", "unsupported")
        )
        print(f"rated {'supported' if supported else 'unsupported'}: {total}: {shares}")


def places(quote: str, articles: list[Article]) -> list[tuple[Article, str]]:
    """Return the articles that hold a quote, each with the text around it."""
    return [
        (each, each.text[max(0, at - _BESIDE) : at + len(quote) + _BESIDE])
        for each in articles
        if (at := each.text.find(quote)) >= 0
    ]


if __name__ == "__main__":
    main()
