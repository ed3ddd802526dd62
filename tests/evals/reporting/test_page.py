"""The page: complete, self-contained, and deaf to what articles, questions and models say."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from evals.records import GoldQuote
from evals.reporting.page import page
from evals.reporting.views import question_view
from evals.summary import metrics_by_kind, summed_up
from qa.types import AnswerSentence, Evidence, Timings
from tests.evals.reporting.made import (
    GOLD,
    PROVENANCE,
    answer,
    citation,
    found,
    metric,
    report,
    result,
    sample,
)
from tests.evals.reporting.selecting import only, select, words

HOSTILE = "</details></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 6543*7 }}"


def parsed(made):
    return html.document_fromstring(page(made))


def hostile():
    """Return a report in which every text of the outside is an attack."""
    given = answer(
        HOSTILE,
        standalone_question=HOSTILE,
        sentences=(AnswerSentence(HOSTILE, (1,), "unsupported", HOSTILE),),
        citations=(replace(citation(quote=HOSTILE, title=HOSTILE), source=HOSTILE),),
        evidence=(Evidence(1, "owls", 0, 40, HOSTILE),),
        results=(found(title=HOSTILE, text=HOSTILE),),
        notice=HOSTILE,
    )
    asked = sample(
        HOSTILE,
        kind=HOSTILE,
        question=HOSTILE,
        answers=(HOSTILE,),
        all_answers=((HOSTILE,),),
        wrong_answers=(HOSTILE,),
        evidence=(GoldQuote(HOSTILE, 0, 40, HOSTILE), replace(GOLD, quote=HOSTILE)),
        history=(("user", HOSTILE),),
    )
    answered = result(asked, given, traced=True, reasons={HOSTILE: HOSTILE}, my_own=0.5)
    prompted = replace(answered.trace, prompt=((HOSTILE, HOSTILE),), draft=HOSTILE)
    return report(
        replace(answered, trace=prompted),
        result(sample(HOSTILE + "2", kind=HOSTILE), error=HOSTILE),
        metrics=[metric(HOSTILE, 0.5, **{HOSTILE: 1}), metric("hit@5")],
        by_kind={HOSTILE: (metric("hit@5", 0.5),)},
        dataset=HOSTILE,
        mode=HOSTILE,
        created=HOSTILE,
        provenance=replace(PROVENANCE, model=HOSTILE, settings={HOSTILE: HOSTILE}),
        notes=(HOSTILE,),
    )


def test_words_of_the_outside_stay_words():
    source = page(hostile())
    tree = html.document_fromstring(source)
    assert len(select(tree, "script")) == 1
    assert not select(tree, "img")
    assert len(select(tree, ".question")) == 2
    assert "<script>alert" not in source
    assert "45801" not in source
    assert source.count("{{ 6543*7 }}") > 25
    for element in tree.iter():
        assert not [name for name in element.attrib if name.startswith("on")]


def test_nothing_ends_a_question_early():
    tree = parsed(hostile())
    for question in select(tree, ".question"):
        assert len(select(question, ".body")) == 1
        assert question.getparent().get("class") == "list"
    assert only(tree, ".list").getparent().get("class") == "browse"


def test_the_page_fetches_nothing_and_runs_only_what_is_its_own():
    source = page(hostile())
    tree = html.document_fromstring(source)
    policy = only(tree, "meta[http-equiv]").get("content")
    parts = {part.split()[0]: part.split()[1:] for part in policy.split("; ")}
    assert (
        parts.pop("default-src") == parts.pop("base-uri") == parts.pop("form-action") == ["'none'"]
    )
    for tag in ("style", "script"):
        digest = hashlib.sha256(only(tree, tag).text.encode()).digest()
        assert parts.pop(f"{tag}-src") == [f"'sha256-{base64.b64encode(digest).decode()}'"]
    assert not parts
    assert not select(tree, "link, iframe, object, embed, base, form, [src], [style]")
    assert not re.search(r"url\(|@import", only(tree, "style").text.replace("url(#", ""))
    assert all(each.get("href", "#").startswith("#") for each in tree.iter("a"))


def test_own_style_and_script_cannot_end_their_element():
    source = page(report())
    for tag in ("style", "script"):
        inside = source.split(f"<{tag}>")[1]
        assert inside.count(f"</{tag}") == 1


def test_metrics_stand_with_interval_and_counts():
    made = report(
        metrics=[
            metric("hit@5", 0.934, 0.9, 0.96, 57, no_gold=3),
            metric("false_support", 0.02, 0.02, 0.02, 40),
        ],
        by_kind={"near-miss": (metric("answered_right", 0.5),)},
    )
    tree = parsed(made)
    rows = [words(each) for each in select(tree, ".metrics tbody tr")]
    assert rows[0] == "Retrieval"
    assert rows[1].startswith("Hit@5 a passage with gold evidence")
    assert rows[1].endswith("0.93 0.90 to 0.96 57 of 60")
    assert rows[3].startswith("False support ↓ sentences shown as supported that are not 0.02")
    assert words(only(tree, ".headlines")) == "Hit@50.930.90 to 0.96"
    assert words(only(tree, ".unscored li")) == "3 no goldHit@5"
    assert words(select(tree, ".scroll tbody tr")[0]) == "near-miss00.50"


def test_what_the_figures_depend_on_is_told():
    told = words(only(parsed(report(notes=("English only.",))), "header"))
    for fact in ("seeds", "2025-06-11 09:30", "corpusc0ffee", "prompts9d8c7b", "English only."):
        assert fact in told


def test_a_question_tells_what_was_expected_beside_what_came():
    asked = sample(
        "bird-1", history=(("user", "How many?"),), asked_on=date(2025, 3, 1), context=("owls",)
    )
    given = answer(
        citations=(citation(), citation(2, "other", 900, "Voles were plentiful.", "Voles")),
        sentences=(
            AnswerSentence("Wardens counted 43.", (1,), "supported", "in the quote"),
            AnswerSentence("It was a good year.", (2,), "partly", "only part"),
        ),
    )
    tree = parsed(report(result(asked, given, traced=True, hit_5=1.0, groundedness=0.5)))
    question = only(tree, ".question")
    assert question.get("class") == "question failed"
    assert question.get("data-failures") == "ungrounded"
    assert "user How many?" in words(only(question, ".history"))
    expected = words(only(question, ".expected"))
    assert "43 or forty-three" in expected
    assert "Barn owls breed✓ retrieved at 1 ✓ in the evidence ✓ cited" in expected
    assert words(only(question, ".given h4")) == "Answered confidence 0.90"
    assert [words(each) for each in select(question, ".given .sentences li")] == [
        "Wardens counted 43. 1 ✓ supported in the quote",
        "It was a good year. 2 ◐ partly only part",
    ]
    quotes = [words(each) for each in select(question, ".given .quote")]
    assert quotes[0].endswith("Barn owls breed · Fenland Observer · 2024-09-20✓ gold evidence")
    assert quotes[1].endswith("○ not gold evidence")
    assert "Hit@51.00" in words(only(question, ".body > .scores"))
    assert (
        words(select(question, ".id")[0])
        == "bird-1 · asked on 2025-03-01 · 1 article to answer from"
    )


def test_each_cited_number_leads_to_its_quote():
    tree = parsed(report(result(), result(sample("s2"))))
    links = [each.get("href") for each in select(tree, "a.cite")]
    assert links == ["#q1-c1", "#q2-c1"]
    for link in links:
        only(tree, link)
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids))


def test_the_trace_is_told_in_full():
    question = only(parsed(report(result(traced=True))), ".question")
    told = words(only(question, ".trace"))
    assert "How many chicks were counted at Hollins Fen?" in told
    assert "1Barn owls breed0–400.7100.620dense 1" in told
    assert "first token3.9 s" in told
    assert "Owls hunt at dusk.✕ unsupported no evidence sentence" in told
    pres = [each.text for each in select(question, "pre")]
    assert pres == [
        "Answer from the evidence.",
        "[1] Wardens counted 43",
        "Wardens counted 43 chicks [1].",
    ]


def test_a_refusal_an_error_and_an_unjudged_answer():
    made = report(
        result(sample(answerable=False), answer("The articles do not say.", abstained=True)),
        result(error="The model server stopped: start it again."),
        result(sample(answerable=None, wrong_answers=("44",)), answer(notice="It stopped early.")),
        result(answered_right=1.0),
    )
    questions = select(parsed(made), ".question")
    told = [words(each) for each in questions]
    assert "To be refused: the articles do not say." in told[0]
    assert "Refused confidence 0.30" in told[0]
    assert "No answer The model server stopped: start it again." in told[1]
    assert "not retrieved" not in told[1], "nothing was looked for"
    assert "Neither an answer nor a refusal is right." in told[2]
    assert "Not: 44" in told[2]
    assert "It stopped early." in told[2]
    classes = [each.get("class").split()[1] for each in questions]
    assert classes == ["unjudged", "failed", "unjudged", "right"]


def test_filters_count_what_they_find():
    made = report(
        result(sample("a", kind="near-miss"), answered_right=0.0),
        result(sample("b"), answered_right=0.0, groundedness=0.0),
        result(sample("c"), answered_right=1.0),
    )
    tree = parsed(made)
    boxes = {
        each.get("value"): (words(each.getparent()).split()[-1], each.get("disabled") is not None)
        for each in select(tree, "fieldset input")
    }
    assert boxes["any"] == ("2", False)
    assert boxes["wrong-answer"] == ("2", False)
    assert boxes["ungrounded"] == ("1", False)
    assert boxes["error"] == ("0", True)
    options = [words(each) for each in select(tree, "#kind option")]
    assert options == ["all (3)", "exact-number (2)", "near-miss (1)"]
    assert only(tree, "#filters").get("hidden") is not None, "no filters without a script"
    assert words(only(tree, "#shown")) == "3 questions, 2 with a failure"


def test_headings_plots_and_controls_can_be_used_without_seeing():
    tree = parsed(report(result(answered_right=1.0), metrics=[metric()]))
    assert tree.get("lang") == "en"
    assert [each.tag for each in tree.iter("h1", "h2")] == ["h1", "h2", "h2", "h2"]
    assert all(each.get("aria-label") for each in select(tree, "figure > svg"))
    for control in select(tree, "input, select"):
        assert control.getparent().tag == "label"
    for region in select(tree, ".scroll"):
        assert region.get("tabindex") == "0"
    assert only(tree, "#shown").get("role") == "status"


def test_an_empty_report_is_a_page_too():
    told = words(parsed(report()))
    assert "0 questions" in told
    assert not select(parsed(report()), "#plots")


def test_a_quote_of_a_copy_of_the_article_is_gold_too():
    copied = answer(citations=(citation(1, "copy", 300, GOLD.quote), citation(2, "copy", 0, "No.")))
    assert [each.gold for each in question_view(1, result(given=copied)).quotes] == [True, False]
    ungold = result(sample(answerable=False), copied)
    assert [each.gold for each in question_view(1, ungold).quotes] == [None, None]


def test_gold_that_was_not_found_is_told_from_gold_that_was_not_used():
    given = answer(results=(found(start=900),), evidence=(), citations=(citation(start=40),))
    (gold,) = question_view(1, result(given=given)).gold
    assert (gold.rank, gold.shown, gold.cited) == (None, False, False)


def test_600_questions_make_a_page_in_a_few_seconds():
    slow = [answer(timings=Timings(9, 40 + n, 2000, 3000)) for n in range(600)]
    many = [
        result(sample(f"s{n}", cluster=f"a{n % 90}"), given, traced=True, answered_right=n % 3 > 0)
        for n, given in enumerate(slow)
    ]
    made = report(*many, metrics=[metric()])
    page(report())
    began = time.perf_counter()
    source = page(made)
    assert time.perf_counter() - began < 6
    assert len(source) < 6_000_000


def test_the_figures_of_a_run_fit_the_page():
    results = [result(sample(f"s{n}"), answered_right=float(n > 2)) for n in range(6)]
    made = report(*results, metrics=summed_up(results), by_kind=metrics_by_kind(results))
    row = next(
        each for each in select(parsed(made), ".metrics tr") if "Answered right" in words(each)
    )
    assert words(row).endswith("0.50 – 6")
    assert "exact-number" in words(only(parsed(made), ".scroll"))


@pytest.mark.parametrize("verdict", ["supported", "partly", "unsupported", "of a later version"])
def test_a_verdict_is_told_in_words_and_by_a_sign(verdict):
    given = answer(sentences=(AnswerSentence("So.", (), verdict, "why"),))
    told = words(only(parsed(report(result(given=given))), ".sentences .verdict"))
    sign, _, name = told.partition(" ")
    assert name == verdict
    assert sign in "✓◐✕–"
