"""How often the gold passage of a follow-up is found, with and without what was said before it.

    python -m bench.follow_ups mtrag_un_507

Over the questions of a set that have a history and a gold passage: the share whose gold passage is
among the first five, searched with the last turn alone, with the last question put in front of it,
and with the wordings that ``qa.standalone`` makes; for all of them, and for those that it takes for
follow-ups. Differences to the last turn alone are paired, with 95 % intervals. No model is called.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bench.figures import interval
from bench.question_sets import Question, arguments, load, open_filled, sample
from evals.statistics import paired_difference
from index.types import SearchResult
from qa import Assistant
from qa.standalone import standalone

FIRST = 5


def searches(assistant: Assistant, question: Question) -> dict[str, Sequence[SearchResult]]:
    """Return what each way to search finds first."""
    last = [text for role, text in question.history if role == "user"][-1]
    answer = assistant.ask(question.text, question.history, mode="extractive")
    return {
        "last turn alone": assistant.search(question.text, FIRST),
        "last question and turn": assistant.search(f"{last} {question.text}", FIRST),
        "standalone": answer.results[:FIRST],
    }


def hit(results: Sequence[SearchResult], question: Question) -> float:
    """Return 1.0 where one of the passages is of a gold article."""
    gold = {article for article, _ in question.quotes}
    return float(any(each.passage.article_id in gold for each in results))


def main() -> None:
    """Search with the follow-ups of a set in each way, and print what each gains."""
    options = arguments(__doc__, count=0).parse_args()
    articles, questions = load(options.set)
    asked = sample([each for each in questions if each.history and each.quotes], options.count)
    follows = np.array([standalone(each.text, each.history).earlier is not None for each in asked])
    clusters = [each.quotes[0][0] for each in asked]
    hits: dict[str, list[float]] = {}
    with open_filled(options.set, articles) as assistant:
        for each in asked:
            for name, results in searches(assistant, each).items():
                hits.setdefault(name, []).append(hit(results, each))
    base = np.array(hits["last turn alone"])
    for kind, kept in (("all", np.ones(len(asked), dtype=bool)), ("follow-ups", follows)):
        print(f"{kind}: {int(kept.sum())} questions")
        for name, found in hits.items():
            values = np.array(found)
            of = [cluster for cluster, keep in zip(clusters, kept, strict=True) if keep]
            gain = paired_difference(
                list(base[kept]), list(values[kept]), of, np.random.default_rng(1)
            )
            print(f"  {name}: gold in top {FIRST} {values[kept].mean():.3f}, gain {interval(gain)}")


if __name__ == "__main__":
    main()
