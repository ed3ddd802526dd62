"""How often answers are right, refusals are right, and how long both take.

    python -m bench.answers squad2_500 --count 60 --closed

Prints, over a sample of a set: the share of answerable questions whose answer holds the gold
answer, the share of unanswerable ones refused, the balanced accuracy of refusing over every
threshold, exact quotes, and times. ``--closed`` asks each question of its own articles only. Every
answer is written to ``bench/out`` as one JSON line.
"""

from __future__ import annotations

import argparse
import json

from bench.question_sets import OUT, contains, load, open_filled, percentile, sample


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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--closed", action="store_true")
    parser.add_argument("--mode", default="generated", choices=["generated", "extractive"])
    parser.add_argument("--threshold", type=float, default=None)
    parser.add_argument("--name", default="run")
    options = parser.parse_args()
    articles, questions = load(options.set)
    texts = {article.id: article.text for article in articles}
    settings = {} if options.threshold is None else {"answer_threshold": options.threshold}
    rows = []
    exact = shown = 0
    file = OUT / f"{options.set}-{options.mode}-{options.name}.jsonl"
    with open_filled(options.set, articles, **settings) as assistant, file.open("w") as log:
        assistant.warm()
        for question in sample(questions, options.count):
            answer = assistant.ask(
                question.text,
                history=question.history,
                filters=question.context if options.closed else None,
                mode=options.mode,
            )
            right = not answer.abstained and contains(answer.text, question.answers)
            rows.append((question.answerable, right, answer))
            for each in answer.citations:
                shown += 1
                exact += texts[each.article_id][each.start : each.end] == each.quote
            record = {"question": question.text, "gold": question.answers, "right": right}
            record["answerable"] = question.answerable
            record["in_evidence"] = contains(
                " ".join(each.text for each in answer.evidence), question.answers
            )
            print(json.dumps({**record, **answer.to_dict()}), file=log, flush=True)
    report(options.set, rows)
    print(f"exact quotes: {exact} of {shown}")


def report(name: str, rows: list) -> None:
    yes = [(right, answer) for answerable, right, answer in rows if answerable]
    no = [answer for answerable, _, answer in rows if not answerable]
    print(f"{name}: {len(yes)} answerable, {len(no)} unanswerable")
    if yes:
        given = [right for right, answer in yes if not answer.abstained]
        print(f"contains the gold answer: {sum(right for right, _ in yes) / len(yes):.3f}")
        print(f"of those answered: {sum(given) / max(len(given), 1):.3f}; answered {len(given)}")
    if no:
        print(f"unanswerable refused: {sum(each.abstained for each in no) / len(no):.3f}")
    balance, threshold = best_balance([(a, answer.confidence) for a, _, answer in rows])
    print(f"best balanced accuracy of refusing: {balance:.3f} at confidence {threshold:.3f}")
    for stage in ("evidence", "first_token", "total"):
        times = [getattr(answer.timings, stage) for *_, answer in rows]
        times = [each for each in times if each is not None]
        print(f"{stage}: p50 {percentile(times, 0.5):.0f} ms, p95 {percentile(times, 0.95):.0f} ms")
    prompts = [float(answer.usage.prompt_tokens) for *_, answer in rows]
    print(f"prompt tokens: p50 {percentile(prompts, 0.5):.0f}, most {max(prompts):.0f}")


if __name__ == "__main__":
    main()
