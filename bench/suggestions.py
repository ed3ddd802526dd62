"""How many answers get suggestions, how many of these are answered when they are asked, how fast.

    python -m bench.suggestions squad2_500 --count 30 --mode auto

Asks a sample of a set, then for each answer what to ask next, then each of that behind the answer,
all in ``--mode`` (``extractive`` calls no model). Prints the share of answers and of refusals that
got suggestions, the share of suggestions that are answered rather than refused, milliseconds, and
every suggestion, to be read.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from bench.figures import spread
from bench.question_sets import Question, add_closed, arguments, load, open_filled, sample
from index.types import Filters
from qa import Assistant
from qa.types import Answer, Mode

COUNT = 3


@dataclass(frozen=True, slots=True)
class Suggested:
    """An answer, what was suggested after it in how many milliseconds, and what became of that."""

    answer: Answer
    milliseconds: float
    following: list[Answer] = field(default_factory=list)


def suggested(
    assistant: Assistant, question: Question, mode: Mode, filters: Filters | None
) -> Suggested:
    """Ask a question, and then everything that is suggested after it."""
    answer = assistant.ask(question.text, question.history, filters, mode)
    began = time.monotonic()
    asked_next = assistant.suggest(answer.trace_id, COUNT)
    passed = (time.monotonic() - began) * 1000
    history = [*question.history, ("user", question.text), ("assistant", answer.text)]
    following = [assistant.ask(each, history, filters, mode) for each in asked_next]
    return Suggested(answer, passed, following)


def show(found: Suggested) -> None:
    """Print a question with what was suggested after it, and whether that is answered."""
    print(f"{'refused' if found.answer.abstained else 'answered'}: {found.answer.question}")
    for each in found.following:
        print(f"    {'refused' if each.abstained else 'answered'}: {each.question}")


def report(rows: list[Suggested]) -> None:
    """Print the shares and the times."""
    for name, abstained in (("answers", False), ("refusals", True)):
        of_kind = [row for row in rows if row.answer.abstained == abstained]
        some = sum(bool(row.following) for row in of_kind)
        print(f"{name}: {len(of_kind)}, with suggestions {some / max(len(of_kind), 1):.2f}")
    following = [each for row in rows for each in row.following]
    answered = sum(not each.abstained for each in following)
    print(f"suggestions: {len(following)}, answered {answered / max(len(following), 1):.2f}")
    print(f"suggesting: {spread([row.milliseconds for row in rows])}")


def main() -> None:
    """Ask a sample of a set, and what is suggested behind each answer."""
    parser = arguments(__doc__, count=30)
    add_closed(parser)
    parser.add_argument("--mode", default="auto", choices=["auto", "generated", "extractive"])
    options = parser.parse_args()
    articles, questions = load(options.set)
    rows = []
    with open_filled(options.set, articles) as assistant:
        if options.mode != "extractive":
            assistant.warm()
        for question in sample(questions, options.count):
            filters = question.context if options.closed else None
            rows.append(suggested(assistant, question, options.mode, filters))
            show(rows[-1])
    report(rows)


if __name__ == "__main__":
    main()
