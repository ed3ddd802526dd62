"""What each part of answering is worth: the same questions with one part at a time left out.

    python -m bench.ablation squad2_500 --count 100

Prints a Markdown table. Right: of the answerable questions (whose gold answer is short) those
answered rightly; refused: of the unanswerable; balanced accuracy: of refusing; unsupported: shown
sentences that the check finds unsupported. Differences are to everything, question by question,
with 95 % bootstrap intervals over articles: of right (answered or refused) and of citation F1.

The model's replies are kept in ``bench/out/replies``: a part that changes nothing before the draft
costs no time, and a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

import qa.answering
import qa.comparing
import qa.engine
import qa.settling
from bench.question_sets import DATA, OUT, answer_to
from bench.ranking import by_hand, interval, replaced, weighing
from bench.replies import KeptReplies
from evals.metrics.refusals import balanced_accuracy
from evals.records import Dataset, Sample
from evals.runner import chosen
from evals.scorers import score
from evals.sets import read_set
from evals.statistics import paired_difference
from index.embedding import Embedder
from qa import Assistant, Settings
from qa.checking import check_draft
from qa.confidence import Calibration, FittedOn, Weighting, load_calibration
from qa.conflicts import Rival
from qa.engine import embedder_of
from qa.llm import LanguageModel
from qa.models.client import open_model
from qa.ranking import load_weights
from qa.types import AnswerSentence, Evidence

YES_ALONE = 0.8
"""P(Yes) from which was answered before there was a calibration."""
UNCHECKED = "not checked, otherwise: "
COLUMNS = (
    "without", "n", "right", "refused", "balanced", "citation F1", "unsupported",
    "difference: right", "difference: F1", "model asked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to answer: ``without`` names the part left out, ``change`` leaves it out."""

    without: str
    change: Callable[[], AbstractContextManager[None]] = nullcontext
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One answered question; scores are None where they do not apply."""

    sample: Sample
    refused: bool
    right: float | None
    citation_f1: float | None
    shown: int
    unsupported: int


def main() -> None:
    """Measure what each part is worth on a set, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("set")
    parser.add_argument("--count", type=int, default=100, help="0: all")
    options = parser.parse_args()
    dataset = read_set(DATA / options.set)
    samples = [each for each in dataset.samples if each.answerable is not None]
    dataset = replace(dataset, samples=chosen(samples, options.count))
    settings = Settings(data_dir=OUT / options.set)
    run(dataset, settings, embedder_of(settings), lambda: open_model(settings), OUT / "replies")


def run(
    dataset: Dataset,
    settings: Settings,
    embedder: Embedder,
    opened: Callable[[], LanguageModel],
    folder: Path,
) -> None:
    """Answer with every variant and print each line of the table as soon as it is known.

    ``opened`` returns a model of its own for each variant; replies are kept in ``folder``.
    """
    print(f"{dataset.name}: {len(dataset.samples)} questions\n")
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    everything: list[Row] = []
    for variant in variants(settings.data_dir):
        model = KeptReplies(opened(), folder)
        changed = settings.model_copy(update=variant.settings)
        with variant.change(), Assistant(changed, embedder=embedder, model=model) as assistant:
            assistant.add_articles(dataset.articles)
            rows = [asked(assistant, each) for each in dataset.samples]
        everything = everything or rows
        cells = (*line(rows), *differences(everything, rows), model.asked)
        print(f"| {variant.without} | {' | '.join(map(str, cells))} |", flush=True)


def variants(data_dir: Path) -> Iterator[Variant]:
    """Yield everything first, then each part left out."""
    shipped = load_calibration(data_dir)
    alone = Weighting(0.0, {"yes": 1.0}, {}, YES_ALONE)
    by_yes = Calibration(alone, shipped.without_model, FittedOn(0, (), shipped.fitted_on.date))
    settling = qa.settling
    yield Variant("nothing")
    yield Variant("learned weights", lambda: weighing(by_hand(load_weights())))
    yield Variant("second portion", settings={"more_evidence_tokens": 0})
    yield Variant(
        f"calibration (P(Yes) ≥ {YES_ALONE})",
        lambda: replaced(qa.engine, "load_calibration", lambda _: by_yes),
    )
    yield Variant("names and years", lambda: replaced(qa.answering, "unmentioned", lambda *_: ()))
    yield Variant("check", lambda: replaced(settling, "check_draft", unchecked))
    yield Variant("quote for doubtful", lambda: replaced(settling, "quoted_instead", as_checked))
    yield Variant("nearest quote", lambda: replaced(settling, "with_the_nearest", as_kept))
    yield Variant("conflicts", lambda: replaced(qa.comparing, "contradicting", lambda *_: ()))
    yield Variant("others asked alone", lambda: replaced(qa.comparing, "_others", no_others))


def unchecked(*draft: Any) -> list[AnswerSentence]:
    """Return every sentence of a draft as if it were supported; the reason keeps the verdict."""
    return [
        replace(each, verdict="supported", reason=f"{UNCHECKED}{each.verdict}")
        for each in check_draft(*draft)
    ]


async def no_others(*_: Any) -> list[Rival]:
    """Return that no other article answers otherwise; stands in for qa.comparing._others."""
    return []


def as_kept(sentences: tuple[AnswerSentence, ...], *_: Any) -> tuple[AnswerSentence, ...]:
    """Return the sentences alone; stands in for qa.quoting.with_the_nearest."""
    return sentences


def as_checked(
    sentences: Sequence[AnswerSentence],
    evidence: Sequence[Evidence],  # noqa: ARG001 - stands in for qa.quoting.quoted_instead
    show_unsupported: bool = False,
) -> tuple[AnswerSentence, ...]:
    """Return the sentences that may be shown, those in doubt in the model's words."""
    return tuple(each for each in sentences if show_unsupported or each.verdict != "unsupported")


def asked(assistant: Assistant, sample: Sample) -> Row:
    """Ask one question and score the answer."""
    answer = answer_to(assistant, sample)
    scores = score(sample, answer, lambda article_id: assistant.article(article_id).text)
    return Row(
        sample,
        answer.abstained,
        scores["answered_right"].value,
        scores["citation_f1"].value,
        len(answer.sentences),
        sum(map(is_unsupported, answer.sentences)),
    )


def is_unsupported(sentence: AnswerSentence) -> bool:
    """Return whether the check finds a shown sentence unsupported, heeded or not."""
    return "unsupported" in (sentence.verdict, sentence.reason.removeprefix(UNCHECKED))


def line(rows: Sequence[Row]) -> Iterator[str]:
    """Yield n, right, refused, balanced accuracy, citation F1, and unsupported of shown."""
    yield str(len(rows))
    yield mean([each.right for each in rows if each.sample.answerable])
    yield mean([float(each.refused) for each in rows if not each.sample.answerable])
    yield mean([balanced_accuracy([(bool(each.sample.answerable), each.refused) for each in rows])])
    yield mean([each.citation_f1 for each in rows])
    yield f"{sum(each.unsupported for each in rows)} of {sum(each.shown for each in rows)}"


def mean(values: Sequence[float | None]) -> str:
    """Return the mean of the values that are known, as a cell of a table."""
    known = [each for each in values if each is not None]
    return f"{sum(known) / len(known):.3f}" if known else "–"


def differences(before: Sequence[Row], after: Sequence[Row]) -> Iterator[str]:
    """Yield how far right and citation F1 are above those of ``before``."""
    for name in ("right", "citation_f1"):
        pairs = [
            (one, other, first.sample.cluster)
            for first, second in zip(before, after, strict=True)
            if (one := getattr(first, name)) is not None
            and (other := getattr(second, name)) is not None
        ]
        ones, others, clusters = map(list, zip(*pairs, strict=True)) if pairs else ([], [], [])
        yield interval(paired_difference(ones, others, clusters, np.random.default_rng(0)))


if __name__ == "__main__":
    main()
