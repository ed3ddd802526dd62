"""What the model is asked: a question for a blank, and whether a sentence answers it.

The answer is chosen before the question is written and left blank in the sentence that the model
sees: so the question cannot give it away, and is about what the sentence says. Then the model has
to find the answer again (round trip: Alberti et al. 2019, arXiv 1906.05416) and to say whether the
sentence states it.
"""

from __future__ import annotations

from dataclasses import dataclass

from evals.candidates.facts import Fact
from evals.models import Caller, instructions
from qa.llm import CompletionRequest, LanguageModel, Messages, Token
from qa.suggesting.names import NameSorts
from qa.suggesting.terms import Term
from qa.suggesting.wording import BEGINNINGS, either, first_question, with_blank

__all__ = ["Asked", "Writer"]

_QUESTION_TOKENS, _ANSWER_TOKENS = 60, 24
_SEED = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the term of a sentence that answers it."""

    fact: Fact
    answer: Term
    question: str


class Writer:
    """Writes and checks questions with one model, always the same for the same sentence."""

    def __init__(self, caller: Caller, names: NameSorts) -> None:
        self._caller = caller
        self._names = names

    def question(self, fact: Fact, answer: Term, name: str) -> Asked:
        """Return a question that is to be understood alone, and to have a name."""
        beginnings = BEGINNINGS[self._names.of(answer.words) or answer.sort]
        grammar = f'root ::= {either(beginnings)} " " [^?\\n]+ "?"'
        shown = (
            f"{_heading(fact)}Sentence: {_line(with_blank(fact.sentence, answer))}\nMention: {name}"
        )
        messages = (("system", instructions("question")), ("user", shown))
        reply = self._said(messages, grammar, _QUESTION_TOKENS)
        return Asked(fact, answer, first_question(reply))

    def found_again(self, asked: Asked) -> str:
        """Return what the model gives as the answer, one of the terms of the sentence."""
        options = [each.words for each in asked.fact.terms]
        grammar = f'root ::= "Answer: " {either(dict.fromkeys(options))}'
        shown = (("system", instructions("check")), ("user", _question_of(asked)))
        return self._said(shown, grammar, _ANSWER_TOKENS).removeprefix("Answer:").strip()

    def certainty(self, asked: Asked) -> float:
        """Return the probability (0..1) that the sentence states the answer, as the model sees it.

        As the threshold of a refusal does (Kadavath et al. 2022, arXiv 2207.05221).
        """
        shown = f"{_question_of(asked)}\nAnswer: {asked.answer.words}"
        return self._caller.probability_of_yes(
            (("system", instructions("certain")), ("user", shown))
        )

    def _said(self, messages: Messages, grammar: str, tokens: int) -> str:
        request = CompletionRequest(messages, max_tokens=tokens, grammar=grammar, seed=_SEED)
        return self._caller.run(_reply(self._caller.model, request))


async def _reply(model: LanguageModel, request: CompletionRequest) -> str:
    events = [event async for event in model.stream(request)]
    return "".join(event.text for event in events if isinstance(event, Token)).strip()


def _question_of(asked: Asked) -> str:
    fact = asked.fact
    return f"{_heading(fact)}Sentence: {_line(fact.sentence)}\nQuestion: {asked.question}"


def _heading(fact: Fact) -> str:
    before = f"Before: {_line(fact.before)}\n" if fact.before else ""
    return f"Title: {_line(fact.article.title)}\n{before}"


def _line(text: str) -> str:
    return " ".join(text.split())
