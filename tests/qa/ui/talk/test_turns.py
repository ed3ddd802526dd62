from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from index.types import ArticleHeader, Filters, Passage, SearchResult
from qa.types import Answer, AnswerSentence, Citation, Evidence, EvidenceEvent, Reported, Timings
from qa.ui.talk.turn import Turn
from qa.ui.talk.turns import turn_html, turns_html
from tests.qa.ui.parsed import Parsed
from tests.qa.ui.records import ASKED, ratings, turns

QUOTE = Citation(
    number=1,
    article_id="pact",
    title="A pact in writing",
    source="Example Wire",
    url="https://example.org/pact",
    published=date(2023, 3, 20),
    quote="Ali Shamkhani signed it on Sunday.",
    start=10,
    end=44,
)
OTHER = ArticleHeader(id="owls", title="Owls return", source="County Wire")
NEAREST = SearchResult(Passage("p", "owls", "Forty owls were counted.", 0, 24, 0), OTHER, 0.4, 1)
ANSWER = Answer(
    text="Ali Shamkhani signed it. [1]",
    question="Who signed it?",
    standalone_question="Who signed it?",
    sentences=(AnswerSentence("Ali Shamkhani signed it.", (1,), "supported", "says so"),),
    citations=(QUOTE,),
    results=(NEAREST,),
    model="a-model",
    timings=Timings(total=5830.0),
)
FOUND = EvidenceEvent((Evidence(1, "owls", 3, 9, "owls"),), (NEAREST,), "Who signed it?")


def shown(answer: Answer, **turn) -> Parsed:
    return Parsed(turn_html(Turn("Who signed it?", ASKED, answer=answer, **turn), 2, {}))


@given(turns, ratings)
def test_any_words_in_any_field_stay_words(turn, rated):
    known = {turn.answer.trace_id: rated} if turn.answer else {}
    Parsed(turns_html([turn, turn], known))


def test_what_was_found_is_shown_before_the_model_has_said_a_word():
    page = Parsed(turn_html(Turn("Who?", ASKED, found=FOUND), 0, {}))
    assert "Found in 1 article" in page.text
    (title,) = page.all("a", "title")
    assert (title["data-article"], title["data-start"], title["data-end"]) == ("owls", "3", "9")
    assert page.all("article")[0]["aria-busy"] == "true"


def test_half_a_marker_is_held_back_and_a_whole_one_waits_for_the_answer():
    for draft in ("He signed it. [", "He signed it. [1", "He signed it. [1]", "He signed it. [1, "):
        page = Parsed(turn_html(Turn("Who?", ASKED, found=FOUND, draft=draft), 0, {}))
        assert "He signed it." in page.text
        assert "[" not in page.text


def test_each_sentence_is_followed_by_a_chip_that_leads_to_its_quote():
    page = shown(ANSWER)
    (chip,) = page.all("a", "chip")
    assert chip["href"] == "?article=pact&start=10&end=44"
    assert chip["data-turn"] == "2"
    assert "Citation 1" in chip["aria-label"]
    assert page.text.index("signed it.") < page.text.index("Example Wire")


def test_a_citation_shows_quote_title_publisher_date_number_and_the_original():
    page = shown(ANSWER)
    for words in (QUOTE.quote, "A pact in writing", "Example Wire", "20 March 2023"):
        assert words in page.text
    (original,) = page.all("a", "original")
    assert (
        original["href"]
        == "https://example.org/pact#:~:text=Ali%20Shamkhani%20signed%20it%20on%20Sunday."
    )


def test_an_address_that_is_not_of_the_web_is_no_link():
    page = shown(replace(ANSWER, citations=(replace(QUOTE, url="javascript:alert(1)"),)))
    assert page.all("a", "original") == []


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("supported", "✓supported"),
        ("partly", "◐partly supported"),
        ("unsupported", "✕not found in the articles"),
    ],
)
def test_a_verdict_is_told_by_a_sign_and_by_words(verdict, words):
    sentence = replace(ANSWER.sentences[0], verdict=verdict)
    assert words in shown(replace(ANSWER, sentences=(sentence,))).text


def test_a_number_without_a_citation_gives_no_chip():
    sentence = replace(ANSWER.sentences[0], citations=(1, 7))
    assert len(shown(replace(ANSWER, sentences=(sentence,))).all("a", "chip")) == 1


def test_articles_that_were_found_but_not_cited_are_folded_below():
    page = shown(ANSWER)
    assert "Also found (1)" in page.text
    assert page.all("details")


def test_the_last_line_counts_the_sentences_that_are_borne_out():
    assert "Supported by its quote · a-model · 5.8 s" in shown(ANSWER).text
    partly = replace(ANSWER.sentences[0], verdict="partly")
    assert "Not fully supported by its quote" in shown(replace(ANSWER, sentences=(partly,))).text
    for second, words in ((ANSWER.sentences[0], "All 2 sentences"), (partly, "1 of 2 sentences")):
        two = replace(ANSWER, sentences=(ANSWER.sentences[0], second))
        assert f"{words} supported by their quotes" in shown(two).text


def test_a_sentence_that_is_its_quote_looks_so():
    quoted = replace(ANSWER.sentences[0], text=QUOTE.quote)
    page = shown(replace(ANSWER, sentences=(quoted,)))
    assert f"“{QUOTE.quote}”" in page.text
    assert "quoted" in page.text
    assert "✓" not in page.text
    assert "Quoted word for word · a-model" in page.text
    both = shown(replace(ANSWER, sentences=(*ANSWER.sentences, quoted))).text
    assert "Supported by its quote, 1 quoted word for word" in both


def test_articles_that_disagree_stand_side_by_side_with_publisher_and_date():
    said = AnswerSentence("Qasem al-Araji signed it.", (2,), "supported", "quoted")
    conflict = (
        Reported(
            "Ali Shamkhani", (1,), "pact", "A pact in writing", "Example Wire", QUOTE.published
        ),
        Reported("Qasem al-Araji", (2,), "other", "Another view", "", None),
    )
    page = shown(replace(ANSWER, sentences=(*ANSWER.sentences, said), conflict=conflict))
    words = page.text
    assert "The articles give different answers" in words
    assert words.index("Example Wire") < words.index("Ali Shamkhani signed it.")
    assert words.index("Another view") < words.index("Qasem al-Araji signed it.")


def test_the_day_that_a_relative_date_means_and_as_of_when_are_told():
    dated = replace(ANSWER.sentences[0], note="Sunday: 19 March 2023")
    words = shown(replace(ANSWER, sentences=(dated,), as_of=QUOTE.published)).text
    assert "(Sunday: 19 March 2023)" in words
    assert "as of 2023-03-20" in words


def test_a_refusal_is_a_card_with_the_nearest_passages():
    refusal = replace(
        ANSWER, text="The articles do not say. The nearest is “Owls return”.", abstained=True,
        sentences=(), citations=(),
    )  # fmt: skip
    page = shown(refusal)
    assert page.all("section", "abstention")
    assert page.text.count("The articles do not say") == 1
    assert "The nearest is" not in page.text  # it is in the list
    assert "Forty owls were counted." in page.text
    assert "Ask in other words" in page.text


@pytest.mark.parametrize(("nearest", "first"), [(2, "pact"), (None, "owls")])
def test_a_refusal_shows_the_sentence_that_comes_nearest_where_one_does(nearest, first):
    best = Evidence(2, "pact", 8, 40, "The pact was signed on a Sunday.", score=9.0)
    others = (Evidence(1, "owls", 0, 9, "Owls hoot.", score=1.0),)
    pact = replace(NEAREST, article=replace(NEAREST.article, id="pact", title="A pact"))
    refusal = replace(
        ANSWER, abstained=True, sentences=(), citations=(), nearest=nearest,
        evidence=(*others, best), results=(NEAREST, pact),
    )  # fmt: skip
    page = shown(refusal)
    titles = page.all("a", "title")
    assert titles[0].get("data-article") == first
    assert ("The articles do not say for certain" in page.text) is (first == "pact")
    assert ("The pact was signed on a Sunday." in page.text) is (first == "pact")
    if first == "pact":
        assert (titles[0].get("data-start"), titles[0].get("data-end")) == ("8", "40")


def test_a_refusal_names_what_nothing_near_it_mentions():
    refusal = replace(
        ANSWER, text="The articles do not say. The nearest is “Owls return”.", abstained=True,
        sentences=(), citations=(), unmentioned=("Kalven <b>", "2031"),
    )  # fmt: skip
    assert "What comes nearest does not mention “Kalven <b>” or “2031”." in shown(refusal).text


def test_a_long_passage_is_cut_between_words():
    passage = replace(NEAREST.passage, text="lighthouse. " * 100)
    nearest = replace(NEAREST, passage=passage)
    refusal = replace(ANSWER, abstained=True, sentences=(), citations=(), results=(nearest,))
    assert "lighthouse. lighthouse…" in shown(refusal).text


def test_a_refusal_over_chosen_articles_says_that_the_others_were_not_asked():
    refusal = replace(ANSWER, abstained=True, sentences=(), citations=())
    assert (
        "Only the articles you chose were asked"
        in shown(refusal, filters=Filters(article_ids=("owls",))).text
    )


def test_a_model_that_is_down_is_told_and_quotes_are_shown_as_quotes():
    page = shown(replace(ANSWER, mode="extractive", notice="The model server is down: start it."))
    assert "The model server is down: start it." in page.text
    assert "In the words of the articles" in page.text
    assert "a-model" not in page.text


def test_an_answer_that_broke_off_says_so():
    assert "This answer is incomplete" in shown(replace(ANSWER, incomplete=True)).text


def test_an_error_stands_where_the_answer_would_be():
    page = Parsed(
        turn_html(Turn("Who?", ASKED, problem="the question is too long: shorten it"), 0, {})
    )
    assert "the question is too long: shorten it" in page.text
    assert page.all("article")[0].get("aria-busy") is None


def test_a_stopped_draft_says_that_it_was_not_checked():
    page = Parsed(turn_html(Turn("Who?", ASKED, draft="He sig", stopped=True), 0, {}))
    assert "He sig" in page.text
    assert "not checked" in page.text
