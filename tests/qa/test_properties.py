"""What holds of every answer, whatever stands in the articles and whatever the model writes.

10,000 cases from a seeded generator rather than from Hypothesis, which needs minutes for as many:
articles of hostile characters, and drafts that copy, change and invent.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from index.sentences import sentence_spans, words
from index.types import Article, ArticleHeader
from qa import Assistant
from qa.checking import check_draft, figures, names
from qa.checking.facts import addresses, bare, folded
from qa.citations import parse_draft, resolve
from qa.prompts import load_prompts
from qa.quoting import quoted_instead
from qa.types import Evidence

CASES = 10_000
SHARES = 8
NAMES = ("Ali", "Shamkhani", "Łódź", "İzmir", "O’Neil", "Æthel", "Жуков", "Zoë", "ＡＢＣ", "McX")
NUMBERS = ("7", "1,204", "0.5", "12:30", "007", "٣٤", "²", "½", "1.000,5", "twelve", "3–4", "９９")
WORDS = (
    "signed treaty owls nest ferry council said not may because border counted chicks were will "
    "approved Yes No yes, never the of in by and reached bridge"
).split()
ODD = (
    "e\u0301\u0302\u0323", "\u200b", "\u200d", "\ufeff", "\u202eabc\u202c", "שלום", "مرحبا", "🦜",
    "𝔸𝔹", "👩‍👩‍👧", "\u00ad", "\x00", "\x1b[31m", "x" * 700, "漢字。", "\t", "ﬁ", "ß", "\u2028",
    "leak.example", "https://leak.example/?q=1", "a@leak.example",
)  # fmt: skip
MARKS = (
    "[1]", "[99]", "[1", "1]", "[[2]]", "[1][2]", "[2-4]", "(sentence 3)", "【2】", "[]", "[0]",
    "[1,", "[١]", "(2015)", "[1, 9; 2 and 3]", "**b**", "<b>", "</s>", "<!--", "![x](y)", "&amp;",
    "Yes.", "No.", "Yes. The answer is", "“", "”", '"', "'", "’s", "…", "$question", "{0}", "%s",
)  # fmt: skip
ENDS = (". ", "! ", "? ", ".\n", "\r\n", "\n\n", " ", "。", "; ", ": ", ".” ", ".\t")


@dataclass(frozen=True)
class Case:
    """Articles with evidence from them, a question, and a draft about it."""

    texts: dict[str, str]
    articles: dict[str, ArticleHeader]
    evidence: tuple[Evidence, ...]
    around: dict[int, tuple[str, str]]
    question: str
    draft: str


def token(rng: random.Random) -> str:
    return rng.choice(rng.choices((WORDS, NAMES, NUMBERS, ODD, MARKS), (9, 3, 2, 1, 1))[0])


def text(rng: random.Random, most: int) -> str:
    pieces = []
    for _ in range(rng.randint(1, most)):
        pieces.append(rng.choice(("", " ")).join(token(rng) for _ in range(rng.randint(1, 3))))
        pieces.append(rng.choice(ENDS) if rng.random() < 0.25 else " ")
    return "".join(pieces)


def changed(rng: random.Random, sentence: str) -> str:
    """Return a sentence as a careless or hostile model would copy it."""
    parts = sentence.split(" ")
    at = rng.randrange(len(parts))
    match rng.randrange(6):
        case 0:
            parts[at] = rng.choice(NAMES)
        case 1:
            parts[at] = rng.choice(NUMBERS)
        case 2:
            parts.insert(at, token(rng))
        case 3:
            del parts[at]
        case 4:
            parts[at] = parts[at].swapcase()
    return " ".join(parts)


def draft_of(rng: random.Random, evidence: tuple[Evidence, ...]) -> str:
    sentences = []
    for _ in range(rng.randint(1, 3)):
        copied = rng.choice(evidence).text if evidence and rng.random() < 0.8 else text(rng, 5)
        marker = f"[{rng.randint(0, 9)}]" if rng.random() < 0.7 else rng.choice(MARKS)
        sentences.append(f"{changed(rng, copied)}{rng.choice((' ', ''))}{marker}")
    return rng.choice((" ", ". ", "\n")).join(sentences)


def case_of(rng: random.Random) -> Case:
    texts = {name: text(rng, 12) for name in ("a", "b")}
    articles = {name: ArticleHeader(name, text(rng, 3), source=rng.choice(NAMES)) for name in texts}
    spans = [(name, *span) for name, each in texts.items() for span in sentence_spans(each)]
    chosen = sorted(rng.sample(spans, min(len(spans), rng.randint(0, 4))))
    evidence = tuple(
        Evidence(number, name, start, end, texts[name][start:end], rng.random())
        for number, (name, start, end) in enumerate(chosen, 1)
    )
    around = {
        each.number: (f"{articles[each.article_id].title} {articles[each.article_id].source}", "")
        for each in evidence
    }
    return Case(texts, articles, evidence, around, text(rng, 3), draft_of(rng, evidence))


def holds(text: str, known: str) -> bool:
    """Return whether every number, name and address of a text stands in what is known."""
    words_known = {bare(word) for word in words(folded(known))} | names(known)
    told = names(text) <= words_known and addresses(text) <= addresses(known)
    return told and figures(text) <= figures(known)


def violations(case: Case) -> Iterator[str]:
    """Yield what must never be, of one case; the steps are those of ``qa.answering``."""
    numbers = {each.number for each in case.evidence}
    drafted, dropped = parse_draft(case.draft, numbers)
    judged = check_draft(drafted, case.evidence, case.question, case.around)
    shown = quoted_instead(judged, case.evidence)
    if dropped < 0 or len(judged) != len(drafted):
        yield "a sentence or a citation is lost count of"
    for each in shown:
        if each.verdict not in {"supported", "partly"} or not each.reason:
            yield f"no verdict: {each}"
        if not each.citations or not set(each.citations) <= numbers:
            yield f"no citation, or one of nothing: {each}"
            continue
        cited = resolve(each.citations, case.evidence, case.articles)
        if any(case.texts[c.article_id][c.start : c.end] != c.quote for c in cited):
            yield f"a quote is not in its article: {each}"
        headings = " ".join(case.around[number][0] for number in each.citations)
        quotes = " ".join(c.quote for c in cited)
        if not holds(each.text, f"{quotes} {headings} {case.question}"):
            yield f"a name or number that nothing holds: {each}"
    load_prompts().question(case.question, case.evidence, case.articles)


@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_is_written_only_what_articles_hold_is_shown(share):
    shown = 0
    for number in range(CASES * share // SHARES, CASES * (share + 1) // SHARES):
        case = case_of(random.Random(number))
        found = list(violations(case))
        assert not found, f"case {number}: {found[0]}"
        shown += len(case.evidence)
    assert shown > CASES // SHARES  # the cases are not empty ones


def sentences_of(articles: list[Article]) -> tuple[Evidence, ...]:
    spans = [(each, *span) for each in articles for span in sentence_spans(each.text)]
    return tuple(
        Evidence(number, each.id, start, end, each.text[start:end])
        for number, (each, start, end) in enumerate(spans, 1)
    )


def test_the_same_holds_of_whole_answers(settings, embedder, model):
    rng = random.Random(7)
    articles = [Article(id=f"a{n}", title=text(rng, 3), text=text(rng, 40)) for n in range(8)]
    sentences = sentences_of(articles)
    quoted = 0
    never_refusing = settings.model_copy(update={"answer_threshold": 0.0})
    with Assistant(never_refusing, embedder=embedder, model=model) as assistant:
        assistant.add_articles(articles)
        stored = {each.id: each for each in assistant.articles()}
        for _ in range(120):
            model.replies = [draft_of(rng, sentences)]
            question = " ".join(rng.choices(WORDS + list(NAMES), k=6)) + "?"
            answer = assistant.ask(question)
            cited = {each.number: each for each in answer.citations}
            for each in answer.citations:
                assert stored[each.article_id].text[each.start : each.end] == each.quote
            for each in answer.sentences:
                quotes = [cited[number] for number in each.citations]
                assert quotes
                known = " ".join(f"{c.quote} {c.title} {c.source}" for c in quotes)
                assert holds(each.text, f"{known} {question}")
                quoted += 1
    assert quoted > 60
