"""Candidate questions from articles: how many of each kind, and in which order they are made."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from evals.candidates.facts import Fact, drawn
from evals.candidates.followups import pair_of, referring
from evals.candidates.library import Library
from evals.candidates.samples import article_names, followed_up, missed, single, withheld
from evals.candidates.unanswerable import Stock, near_miss
from evals.candidates.writing import Asked, Writer
from evals.loading import SampleIn
from evals.models import Caller
from index.types import Article
from qa.errors import EvalError
from qa.suggesting.flaws import flaw
from qa.suggesting.names import NameSorts
from qa.suggesting.statements import answers_in, name_beside, unresolved
from qa.suggesting.terms import Term

__all__ = ["candidates"]

_TRIES = 6
"""Sentences that are asked about for each question that is wanted."""
_ANSWERS = 2
"""Terms of a sentence that are tried as the answer."""
_PAIRS = 60
"""Sentences that are looked at for each, to find some that the next one goes on from."""
_CERTAIN = 0.6
"""Set by reading what was written: below it most questions were wrong, above it few were."""
_LISTED = 60
"""Articles up to which a question is asked of all but one of them, each named in the file."""
_SAMPLED = 400
"""Articles from which the sorts of names are learnt, and terms taken for near misses."""
_LANGUAGES = {None, "", "en"}
_KINDS = ("single", "follow-up", "near-miss", "withheld")

OnProgress = Callable[[int], object]


def candidates(
    articles: Sequence[Article],
    caller: Caller,
    count: int,
    rng: random.Random,
    on_progress: OnProgress = lambda _: None,
) -> list[SampleIn]:
    """Return up to ``count`` candidate questions about the articles, for a person to judge.

    Half are answerable, the others follow-ups, near misses and, where there are few articles,
    questions whose article is withheld. The same articles, model and generator give the same
    questions. They are made of articles in English, which the rules know. ``on_progress`` is told
    how many there are. Raises EvalError where no sentence would do, ModelError.
    """
    maker = _Maker(articles, caller, count, rng)
    made = _Made(on_progress)
    wanted = _shares(count, few=1 < len(articles) <= _LISTED)
    made.take(wanted["follow-up"], maker.followups())
    made.take(wanted["single"], maker.singles())
    made.take(wanted["near-miss"], maker.near_misses())
    made.take(wanted["withheld"], maker.withheld())
    made.take(count - len(made.samples), maker.singles())  # where the others fell short
    if not made.samples:
        raise EvalError(
            "no question could be made of these articles: add more articles in English, try "
            "another seed, or a larger model"
        )
    return sorted(made.samples, key=lambda each: _KINDS.index(each.kind))


def _shares(count: int, *, few: bool) -> dict[str, int]:
    """Return how many questions of each kind are wanted: a sixth of each but the answerable."""
    part = max(1, count // 6) if count >= len(_KINDS) else 0
    shares = {"follow-up": part, "near-miss": part, "withheld": part}
    if not few:
        shares |= {"near-miss": 2 * part, "withheld": 0}
    return {"single": count - sum(shares.values()), **shares}


class _Made:
    """The samples so far, none twice."""

    def __init__(self, on_progress: OnProgress) -> None:
        self._on_progress = on_progress
        self.samples: list[SampleIn] = []

    def take(self, wanted: int, offered: Iterable[SampleIn]) -> None:
        """Take as many new samples as are wanted; the next is not made before it is."""
        goal = len(self.samples) + wanted
        known = {each.id for each in self.samples}
        if not wanted:
            return
        for sample in offered:
            if sample.id not in known:
                known.add(sample.id)
                self.samples.append(sample)
                self._on_progress(len(self.samples))
            if len(self.samples) == goal:
                return


class _Maker:
    """Makes samples of each kind when they are asked for; remembers what was written."""

    def __init__(
        self, articles: Sequence[Article], caller: Caller, count: int, rng: random.Random
    ) -> None:
        known = [each for each in articles if each.language in _LANGUAGES]
        shown = rng.sample(known, min(_SAMPLED, len(known)))
        self._rng = rng
        self._called = article_names(articles)
        self._library = Library(articles)
        self._names = NameSorts(shown)
        self._stock = Stock(shown, self._names)
        self._writer = Writer(caller, self._names)
        self._facts = list(islice(drawn(known, rng), _PAIRS * count))
        self._tries = _TRIES * count
        self._written: dict[Fact, Asked | None] = {}

    def singles(self) -> Iterator[SampleIn]:
        """Yield questions that one sentence answers; those that are written already first."""
        alone = (each for each in self._fit if not unresolved(each.fact.sentence))
        yield from (single(each, self._called) for each in alone)
        for fact in self._facts[: self._tries]:
            if asked := self._question(fact):
                yield single(asked, self._called)

    def followups(self) -> Iterator[SampleIn]:
        """Yield questions about the sentence after one that was asked about, with a pronoun."""
        for pair in filter(None, (pair_of(each, self._names) for each in self._facts)):
            before = self._question(pair.first, pair.name)
            after = before and self._question(pair.second, pair.name)
            if before and after:
                question = referring(after.question, pair.name, pair.pronoun)
                if question:
                    yield followed_up(before, replace(after, question=question), self._called)

    def near_misses(self) -> Iterator[SampleIn]:
        """Yield questions that were made unanswerable by another name, year or number."""
        for asked in self._fit:
            if near := near_miss(asked, self._stock, self._library, self._rng):
                yield missed(near)

    def withheld(self) -> Iterator[SampleIn]:
        """Yield questions to be asked of all other articles."""
        for asked in self._fit:
            yield withheld(asked, self._library)

    @property
    def _fit(self) -> list[Asked]:
        return [asked for asked in self._written.values() if asked]

    def _question(self, fact: Fact, name: str | None = None) -> Asked | None:
        """Return a question about a sentence, with a name, None where none was found fit."""
        if fact not in self._written:
            self._written[fact] = self._written_for(fact, name)
        return self._written[fact]

    def _written_for(self, fact: Fact, name: str | None) -> Asked | None:
        answers = answers_in(fact.statement)
        if self._library.elsewhere(fact.sentence, fact.article):
            return None
        tried = self._rng.sample(answers, min(_ANSWERS, len(answers)))
        asked = (self._writer.question(fact, each, _name(fact, each, name)) for each in tried)
        return next(filter(self._is_fit, asked), None)

    def _is_fit(self, asked: Asked) -> bool:
        """Return whether a question can be shown to a person.

        Last, the model has to find the answer again and to say that the sentence states it.
        """
        return (
            flaw(asked.question, asked.answer.words, asked.fact.statement) is None
            and not self._library.rivals(asked.question, asked.fact.article)
            and self._writer.found_again(asked) == asked.answer.words
            and self._writer.certainty(asked) >= _CERTAIN
        )


def _name(fact: Fact, answer: Term, wanted: str | None) -> str:
    """Return the name that a question is to have: the wanted one, unless it is the answer."""
    if wanted and wanted not in answer.words:
        return wanted
    return name_beside(fact.statement, answer) or ""
