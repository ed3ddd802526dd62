"""How often answers are right, refusals are right, and how long both take.

    python -m bench.answers squad2_500 --count 60 --closed

Prints, over a sample of a set: the share of answerable questions whose answer holds the gold
answer, the share of unanswerable ones refused, the balanced accuracy of refusing over every
threshold, exact quotes, and times. ``--closed`` asks each question of its own articles only. Every
answer is written to ``bench/out`` as one JSON line.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from bench.figures import percentile, spread
from bench.question_sets import (
    OUT,
    Question,
    add_closed,
    arguments,
    contains,
    exact,
    load,
    open_filled,
    sample,
)
from qa.types import Answer

Row = tuple[Question, Answer]


def best_balance(rows: list[tuple[bool, float]]) -> tuple[float, float]:
    """Return the best balanced accuracy of "confidence ≥ threshold", and that threshold."""
    yes = [confidence for answerable, confidence in rows if answerable]
    no = [confidence for answerable, confidence in rows if not answerable]
    if not yes or not no:
        return float("nan"), float("nan")
    return max(
        (
            (sum(c >= t for c in yes) / len(yes) + sum(c < t for c in no) / len(no)) / 2,
            t,
        )
        for t in sorted({*yes, *no, 1.01})
    )


def main() -> None:
    """Ask a sample of a set and print the shares and times."""
    parser = arguments(__doc__, count=60)
    add_closed(parser)
    parser.add_argument("--mode", default="generated", choices=["generated", "extractive"])
    parser.add_argument("--threshold", type=float, default=None)
    parser.add_argument("--name", default="run")
    options = parser.parse_args()
    articles, questions = load(options.set)
    settings = {} if options.threshold is None else {"answer_threshold": options.threshold}
    rows: list[Row] = []
    file = OUT / f"{options.set}-{options.mode}-{options.name}.jsonl"
    with open_filled(options.set, articles, **settings) as assistant, file.open("w") as log:
        if options.mode != "extractive":
            assistant.warm()
        for question in sample(questions, options.count):
            answer = assistant.ask(
                question.text,
                history=question.history,
                filters=question.context if options.closed else None,
                mode=options.mode,
            )
            rows.append((question, answer))
            print(json.dumps(record(question, answer)), file=log, flush=True)
    report(options.set, rows)
    texts = {article.id: article.text for article in articles}
    shown = [each for _, answer in rows for each in exact(answer, texts)]
    print(f"exact quotes: {sum(shown)} of {len(shown)}")


def right(question: Question, answer: Answer) -> bool:
    """Return whether an answer holds a gold answer."""
    return not answer.abstained and contains(answer.text, question.answers)


def record(question: Question, answer: Answer) -> dict[str, object]:
    """Return what is kept of an answer: gold and judgement beside all of it."""
    shown = " ".join(each.text for each in answer.evidence)
    return {
        "question": question.text,
        "gold": question.answers,
        "right": right(question, answer),
        "answerable": question.answerable,
        "in_evidence": contains(shown, question.answers),
        **answer.to_dict(),
    }


def report(name: str, rows: Sequence[Row]) -> None:
    """Print what became of the answerable, of the unanswerable, and the times of all."""
    yes = [(right(*row), row[1]) for row in rows if row[0].answerable]
    no = [answer for question, answer in rows if not question.answerable]
    print(f"{name}: {len(yes)} answerable, {len(no)} unanswerable")
    if yes:
        given = [is_right for is_right, answer in yes if not answer.abstained]
        print(f"contains the gold answer: {sum(is_right for is_right, _ in yes) / len(yes):.3f}")
        print(f"of those answered: {sum(given) / max(len(given), 1):.3f}; answered {len(given)}")
    if no:
        print(f"unanswerable refused: {sum(each.abstained for each in no) / len(no):.3f}")
    balance, threshold = best_balance([(each.answerable, it.confidence) for each, it in rows])
    print(f"best balanced accuracy of refusing: {balance:.3f} at confidence {threshold:.3f}")
    for stage in ("evidence", "first_token", "total"):
        times = [getattr(answer.timings, stage) for _, answer in rows]
        print(f"{stage}: {spread([each for each in times if each is not None])}")
    prompts = [float(answer.usage.prompt_tokens) for _, answer in rows]
    print(f"prompt tokens: p50 {percentile(prompts, 0.5):.0f}, most {max(prompts):.0f}")


if __name__ == "__main__":
    main()
