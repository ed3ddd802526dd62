"""The sentences that answers show as supported, beside what they cite: a sheet to be read.

    python -m bench.shown squad2_500 --count 60 > sheet.jsonl

Prints one JSON line for each sentence: the set, the question and its id, the sentence, and each
quote with article, start and end; ``verbatim`` says that the sentence is part of its quote, so that
there is nothing to judge. ``seeds`` is the repository's own suite. Counts go to stderr. The model's
replies are kept in ``bench/out/replies``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from bench.question_sets import DATA, OUT, ROOT, answer_to
from bench.replies import KeptReplies
from evals.loading import load_samples
from evals.records import Sample
from evals.runner import chosen
from evals.sets import read_set
from qa import Assistant, Settings
from qa.models.client import open_model
from qa.types import Answer


def main() -> None:
    """Ask a sample of a set and print what is shown as supported."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("set")
    parser.add_argument("--count", type=int, default=60, help="0: all")
    options = parser.parse_args()
    settings = Settings(data_dir=OUT / options.set)
    model = KeptReplies(open_model(settings), OUT / "replies")
    shown = verbatim = 0
    with Assistant(settings, model=model) as assistant:
        for sample in chosen(samples_of(options.set, assistant), options.count):
            for row in rows(sample, answer_to(assistant, sample)):
                shown, verbatim = shown + 1, verbatim + row["verbatim"]
                print(json.dumps({"set": options.set, **row}, ensure_ascii=False), flush=True)
    print(f"{shown} sentences shown as supported, {verbatim} word for word", file=sys.stderr)


def samples_of(name: str, assistant: Assistant) -> list[Sample]:
    """Add the articles of a set and return its questions."""
    if name == "seeds":
        assistant.add(ROOT / "seeds")
        return list(load_samples(ROOT / "evals" / "suite", assistant.articles()))
    dataset = read_set(DATA / name)
    assistant.add_articles(dataset.articles)
    return [each for each in dataset.samples if each.answerable is not None]


def rows(sample: Sample, answer: Answer) -> Iterator[dict[str, Any]]:
    """Yield what is to be read of an answer: each sentence that is shown as supported."""
    cited = {each.number: each for each in answer.citations}
    for sentence in answer.sentences:
        if sentence.verdict != "supported":
            continue
        held = [cited[number] for number in sentence.citations]
        yield {
            "id": sample.id,
            "question": answer.standalone_question,
            "sentence": sentence.text,
            "quotes": [[each.article_id, each.start, each.end, each.quote] for each in held],
            "verbatim": plain(sentence.text) in plain(" ".join(each.quote for each in held)),
        }


def plain(text: str) -> str:
    """Return a text without line ends and without the stop at its end."""
    return " ".join(text.split()).rstrip(".")


if __name__ == "__main__":
    main()
