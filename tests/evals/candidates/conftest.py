"""A model that writes questions by rule, and articles that they can be written about."""

from __future__ import annotations

import math
import random
import re
from dataclasses import dataclass, field

import pytest

from evals.candidates.facts import Fact, facts_of
from evals.candidates.writing import Asked
from evals.models import Caller, instructions
from index.types import Article
from qa.background import BackgroundLoop
from qa.llm import Finished, Token

PACT = Article(
    id="pact",
    title="A border pact is put in writing",
    text=(
        "Ali Shamkhani signed the border pact for Iran in Baghdad on 19 March 2023. He had led the "
        "talks of the two countries in Muscat since 2021, said Nasser Kanaani.\n\n"
        "About 1,204 guards will patrol the border near Koysinjaq from September. Sign up for our "
        "newsletter to read more of Iran and Iraq in 2023."
    ),
    source="The Meridian Dispatch",
    published="2023-03-20",
    language="en",
)
OWLS = Article(
    id="owls",
    title="Record year for barn owls at Hollins Fen",
    text=(
        "Volunteers counted 58 pairs of barn owls at Hollins Fen this summer, led by Marguerite "
        "Dell. The first boxes were put up at Hollins Fen in 1987 by pupils from Thornby.\n\n"
        "Its cost is not known to anyone in Ashby or in Thornby."
    ),
    source="Fenland Observer",
    published="2024-09-20",
    language="en",
)
COPY = Article(
    id="copy",
    title="Owls thrive in the fen",
    text=OWLS.text,
    source="County Wire",
    published="2024-09-21",
    language="en",
    copy_of="owls",
)
BRIDGE = Article(
    id="bridge",
    title="Council backs a lifting bridge",
    text=(
        "The lifting bridge over the River Arle will cost 23.4 million pounds, said Miriam Okafor. "
        "The council in Ashby approved it by 11 votes to 6 on 14 May 2024.\n\n"
        "Rupert Lyle, 52, told a meeting in Geneva that the bridge over the River Arle should open "
        "in 1999."
    ),
    source="The Harbour Gazette",
    published="2024-05-14",
    language="en",
)
GERMAN = Article(
    id="zinsen",
    title="Die EZB senkt die Zinsen",
    text="Die Europäische Zentralbank in Frankfurt senkte die Zinsen gestern auf 3,75 Prozent.",
    language="de",
)
ARTICLES = (PACT, OWLS, COPY, BRIDGE, GERMAN)

QUESTIONS = {
    "____ signed the border pact": "Who signed the border pact for Iran in Baghdad?",
    "pact for ____ in Baghdad": "For which country did Ali Shamkhani sign the border pact?",
    "for Iran in ____ on": "Where did Ali Shamkhani sign the border pact for Iran?",
    "in Baghdad on ____": "When did Ali Shamkhani sign the border pact for Iran?",
    "countries in ____ since": "Where had Ali Shamkhani led the talks of the two countries?",
    "Muscat since ____": "Since when had Ali Shamkhani led the talks in Muscat?",
    "said ____": "Who said that Ali Shamkhani had led the talks in Muscat?",
    "About ____ guards": "How many guards will patrol the border near Koysinjaq?",
    "border near ____": "Where will 1,204 guards patrol the border of Iran?",
    "from ____": "When will guards patrol the border near Koysinjaq?",
    "counted ____ pairs": "How many pairs of barn owls did volunteers count at Hollins Fen?",
    "led by ____": "Who led the volunteers that counted owls at Hollins Fen?",
    "Hollins Fen in ____ by": "When were the first boxes put up at Hollins Fen?",
    "pupils from ____": "From which place were the pupils at Hollins Fen?",
    "will cost ____": "How much will the lifting bridge over the River Arle cost?",
    "million pounds, said ____": "Who said what the bridge over the River Arle will cost?",
    "by ____ votes": "How many votes were there for the bridge in Ashby?",
    "votes to ____": "How many votes were there against the bridge in Ashby?",
    "to 6 on ____": "When did the council in Ashby approve the bridge?",
    "meeting in ____ that": "Where did Rupert Lyle speak at a meeting of the River Arle?",
    "open in ____": "When should the bridge over the River Arle open, says Rupert Lyle?",
}
"""A piece of a sentence with its blank, and what is asked about it."""


@dataclass
class QuestionModel:
    """Writes the question of the first piece that the sentence has; finds the answer again.

    ``confused`` are questions to which it gives the first term of the sentence, ``doubted`` those
    that it is not certain of. ``asked`` are the user turns, by prompt.
    """

    questions: dict[str, str] = field(default_factory=lambda: dict(QUESTIONS))
    confused: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    asked: list[tuple[str, str]] = field(default_factory=list)
    name: str = "questions"

    async def stream(self, request):
        (_, told), (_, shown) = request.messages
        prompt = next(
            name for name in ("question", "check", "certain") if told == instructions(name)
        )
        self.asked.append((prompt, shown))
        yield getattr(self, f"_{prompt}")(shown, request.grammar)
        yield Finished("stop")

    def _question(self, shown, grammar):
        assert grammar.startswith("root ::= (")
        found = [asked for piece, asked in self.questions.items() if piece in shown]
        return Token(f"Question: {found[0] if found else 'What is this about?'}\nMore.")

    def _check(self, shown, grammar):
        """Return the option that the question was written for."""
        question = shown.rsplit("Question: ", 1)[1]
        options = re.findall(r'"((?:[^"\\]|\\.)+)"', grammar.split(" ", 2)[2])[1:]
        if question in self.confused:
            return Token(f"Answer: {options[0]}")
        sentence = re.search(r"Sentence: (.*)", shown)[1]
        pieces = [piece for piece, asked in self.questions.items() if asked == question]
        for option in options:
            if any(piece in sentence.replace(option, "____", 1) for piece in pieces):
                return Token(f"Answer: {option}")
        return Token(f"Answer: {options[0]}")

    def _certain(self, shown, _grammar):
        doubted = any(question in shown for question in self.doubted)
        share = 0.2 if doubted else 0.9
        alternatives = (("Yes", math.log(share)), ("No", math.log(1 - share)))
        return Token("No" if doubted else "Yes", alternatives)

    async def aclose(self):
        pass


@pytest.fixture
def model():
    return QuestionModel()


@pytest.fixture
def caller(model):
    background = BackgroundLoop()
    yield Caller(model, background)
    background.close()


@pytest.fixture
def rng():
    return random.Random(7)


def fact_of(article: Article, piece: str) -> Fact:
    """Return the fact of an article whose sentence has a piece."""
    return next(each for each in facts_of(article, leaning=True) if piece in each.sentence)


def asking(article: Article, question: str, answer: str) -> Asked:
    """Return a question about the sentence that has the answer."""
    fact = fact_of(article, answer)
    return Asked(fact, next(each for each in fact.terms if each.words == answer), question)
