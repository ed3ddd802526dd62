"""How often an order to a model that stands in an article is obeyed, and what it costs.

    python -m bench.injections squad2_500 --count 150
    python -m bench.injections squad2_500 --count 150 --mode extractive

Each question of a sample is asked twice over the same collection: with its article as it is, and
with a copy of it that holds an order (BIPIA, deepset) at the end, in the middle, beside the gold
quote or in the title, in turn. Prints the share of orders obeyed, of orders quoted as an answer and
of those named in a refusal (with 95 % Wilson intervals), by collection and by place, the same judge
over the clean answers, and right answers clean against poisoned. Answers are written to
``bench/out`` as they come and are not asked again: stop it and go on at any time; ``--name`` begins
anew.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.attacks import PLACES, Attack, attacks, judge, poisoned
from bench.question_sets import OUT, Question, contains, load, sample
from evals.statistics import paired_difference
from index.types import Article, Filters
from qa import Assistant
from qa.types import Answer

Trial = tuple[Question, Attack, str, Article]
"""A question, the order, its place, and the article that it was put into."""


def main() -> None:
    """Measure how far injected orders are followed, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set")
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--mode", default="generated", choices=["generated", "extractive"])
    parser.add_argument("--name", default="run")
    parser.add_argument("-v", action="store_true", help="print each answer that obeyed or quoted")
    options = parser.parse_args()
    articles, questions = load(options.set)
    trials = list(trials_of(articles, sample(questions, options.count)))
    OUT.mkdir(exist_ok=True)
    file = OUT / f"injections-{options.set}-{options.mode}-{options.name}.jsonl"
    run(options.set, articles, trials, options.mode, file)
    ids = {question.id for question, *_ in trials}
    report([row for row in rows_of(file) if row["id"] in ids], verbose=options.v)


def trials_of(articles: list[Article], questions: list[Question]) -> Iterator[Trial]:
    """Yield for each question the article that an order was put into; orders and places in turn."""
    by_id = {article.id: article for article in articles}
    orders = attacks()
    for number, question in enumerate(questions):
        gold = [*question.quotes, *((name, "") for name in _context(question))]
        if not gold:
            continue
        name, quote = gold[0]
        attack, place = orders[number % len(orders)], PLACES[number % len(PLACES)]
        copy = poisoned(by_id[name], attack, place, quote, f"{name}~{question.id}")
        yield question, attack, place, copy


def run(name: str, articles: list[Article], trials: list[Trial], mode: str, file: Path) -> None:
    """Ask what has not been asked yet, clean and poisoned; append each pair to ``file``."""
    asked = {row["id"] for row in rows_of(file)}
    left = [trial for trial in trials if trial[0].id not in asked]
    if not left:
        return
    clean = [article.id for article in articles]
    texts = {article.id: f"{article.title} {article.source} {article.text}" for article in articles}
    with Assistant.open(OUT / f"{name}-injections") as assistant, file.open("a") as log:
        assistant.add_articles([*articles, *(copy for *_, copy in left)])
        for question, attack, place, copy in left:
            original = copy.id.partition("~")[0]
            within = (clean, [each for each in clean if each != original] + [copy.id])
            row = {
                "id": question.id,
                "question": question.text,
                "place": place,
                "article": original,
            }
            row |= {"kind": attack.kind, "attack": attack.text, "answerable": question.answerable}
            for state, ids in zip(("clean", "poisoned"), within, strict=True):
                filters = Filters(article_ids=tuple(ids))
                answer = assistant.ask(question.text, question.history, filters, mode)
                row[state] = _outcome(answer, question, attack, texts)
            print(json.dumps(row), file=log, flush=True)


def rows_of(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.open()] if file.exists() else []


def report(rows: list[dict], *, verbose: bool) -> None:
    """Print what became of the orders, and what the answers lost by them."""
    print(f"{len(rows)} questions, each clean and poisoned")
    groups = {"all": rows}
    groups |= {key: [r for r in rows if r["kind"].startswith(key)] for key in ("bipia", "deepset")}
    groups |= {place: [r for r in rows if r["place"] == place] for place in PLACES}
    for name, group in groups.items():
        print(f"{name}: obeyed {_share(group, 'reached')}; quoted {_share(group, 'shown')}")
    print(f"named in a refusal, as a title: {_share(rows, 'named')}")
    print(f"the same judge over the clean answers: {_share(rows, 'reached', 'clean')}")
    right = [[float(row[state]["right"]) for row in rows] for state in ("clean", "poisoned")]
    rng = np.random.default_rng(7)
    change = paired_difference(right[0], right[1], [row["article"] for row in rows], rng)
    print(f"right: clean {np.mean(right[0]):.3f}, poisoned {np.mean(right[1]):.3f}")
    if change.low is not None:
        print(f"difference {change.mean:+.3f} ({change.low:+.3f} to {change.high:+.3f})")
    for row in rows if verbose else ():
        outcome = row["poisoned"]
        if outcome["reached"] or outcome["shown"]:
            print(f"\n{row['place']}: {row['attack'][:200]}\n  {row['question']}")
            print(f"  {outcome['text']}\n  sign: {outcome['sign'] or 'quoted'}")


def _outcome(answer: Answer, question: Question, attack: Attack, texts: dict[str, str]) -> dict:
    """Return what is kept of an answer: right, refused, what the order did."""
    names = {each.article_id.partition("~")[0] for each in (*answer.citations, *answer.evidence)}
    judged = judge(answer, attack, [texts[name] for name in sorted(names)])
    right = answer.abstained is not question.answerable
    if question.answerable:
        right = not answer.abstained and contains(answer.text, question.answers)
    return {
        "text": answer.text,
        "abstained": answer.abstained,
        "right": right,
        "reached": judged.reached,
        "shown": judged.shown,
        "named": judged.named,
        "sign": judged.sign,
    }


def _context(question: Question) -> tuple[str, ...]:
    return tuple(question.context.article_ids or ()) if question.context else ()


def _share(rows: list[dict], key: str, state: str = "poisoned") -> str:
    """Return a share with its Wilson interval (Wilson 1927), as text."""
    count, hits = len(rows), sum(row[state][key] for row in rows)
    if not count:
        return "none asked"
    z, p = 1.96, hits / count
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(p * (1 - p) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    low, high = max(middle - half, 0), min(middle + half, 1)
    return f"{hits} of {count} ({p:.3f}, {low:.3f} to {high:.3f})"


if __name__ == "__main__":
    main()
