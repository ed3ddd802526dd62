"""The questions over the sample articles: enough of every kind, and gold that is gold."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from evals.loading import read_samples, resolve_samples
from evals.metrics.answers import contains
from index.lexical import content_words
from index.sentences import sentence_spans
from index.sources import SourceReader
from qa.stemming import stem

ROOT = Path(__file__).parents[2]
SUITE = ROOT / "evals" / "suite"
AT_LEAST = {
    "single": 12,
    "several": 8,
    "two-articles": 8,
    "follow-up": 10,
    "exact-name": 6,
    "exact-number": 8,
    "title": 5,
    "paraphrase": 10,
    "time-bound": 6,
    "attributed": 8,
    "conflict": 5,
    "near-miss": 14,
    "off-topic": 6,
    "injection": 5,
    "everyday": 60,
}
UNANSWERABLE = {"near-miss", "off-topic"}
OWLS, COPY = "Record year for barn owls at Hollins Fen", "Voles galore lift owl numbers"
INJECTED = "BANANA"
IN_THE_HEADING = {"title-gazette-author", "title-climate-date"}
"""Samples whose answer is the author or the date: no sentence of the article holds it."""


@pytest.fixture(scope="module")
def articles():
    """Return the sample articles as the product reads them, by title, which serves as their id."""
    with SourceReader() as reader:
        found = [each for raw in reader.read(ROOT / "seeds") for each in reader.parse(raw)]
    return {each.title: replace(each, id=each.title) for each in found}


@pytest.fixture(scope="module")
def written():
    return read_samples(SUITE)


@pytest.fixture(scope="module")
def samples(written, articles):
    # raises where a quote is not in its article
    return resolve_samples(written, articles.values())


def of_kind(samples, *kinds):
    found = [each for each in samples if each.kind in kinds]
    assert found
    return found


def quotes(sample):
    return " \n".join(each.quote for each in sample.evidence)


def about(sample):
    return {each.article_id for each in sample.evidence}


def heading(sample, articles):
    """Return title, author and date of the articles that a sample is about."""
    return " \n".join(
        f"{each.title} \n{each.author} \n{each.published.day} {each.published:%B %Y}"
        for each in (articles[title] for title in about(sample))
    )


def wordings(sample):
    """Return the answers that must be given, each as the wordings that will do."""
    return [*sample.all_answers, *([sample.answers] if sample.answers else [])]


def missing(sample, text):
    return [each for each in wordings(sample) if not contains(text, each)]


def stems(text):
    return {stem(each) for each in content_words(text)}


def test_it_is_large_enough_and_has_enough_of_every_kind(samples):
    count = Counter(each.kind for each in samples)
    assert count.total() >= 111
    assert count.keys() == AT_LEAST.keys()
    assert {kind for kind, least in AT_LEAST.items() if count[kind] < least} == set()


def test_a_file_holds_one_kind():
    for file in SUITE.glob("*.yaml"):
        assert {each.kind for each in read_samples(file)} == {file.stem}


def test_every_article_is_asked_about_and_none_has_more_than_a_fifth(articles, samples):
    count = Counter(title for each in samples for title in about(each))
    assert [title for title in articles if count[title] < 3 and not title.startswith(COPY)] == []
    assert max(count.values()) <= len(samples) / 5


def test_a_quote_begins_and_ends_with_a_sentence_and_stands_once(articles, samples):
    for sample in samples:
        for gold in sample.evidence:
            text = articles[gold.article_id].text
            starts, ends = zip(*sentence_spans(text), strict=True)
            assert gold.start in starts, (sample.id, gold.quote)
            assert gold.end in ends, (sample.id, gold.quote)
            assert text.count(gold.quote) == 1, (sample.id, gold.quote)


def test_the_quotes_of_the_original_stand_in_its_copy_as_well(articles, samples):
    copy = next(each for title, each in articles.items() if title.startswith(COPY))
    of_owls = [gold for each in samples for gold in each.evidence if gold.article_id == OWLS]
    assert of_owls
    assert [gold.quote for gold in of_owls if gold.quote not in copy.text] == []


def test_the_quotes_hold_every_answer(samples):
    answerable = [each for each in samples if each.answerable and each.form == "short"]
    lacking = {each.id for each in answerable if missing(each, quotes(each))}
    assert lacking == IN_THE_HEADING


def test_the_heading_holds_the_answers_that_no_quote_holds(articles, samples):
    for sample in samples:
        if sample.id in IN_THE_HEADING:
            assert missing(sample, heading(sample, articles)) == []


def test_neither_an_answer_nor_its_quotes_hold_a_wrong_answer(samples):
    for sample in samples:
        if sample.wrong_answers:
            right = [*(each for group in wordings(sample) for each in group), quotes(sample)]
            assert [each for each in right if contains(each, sample.wrong_answers)] == [], sample.id


def test_only_near_misses_off_topic_and_one_injection_are_unanswerable(samples):
    for sample in [each for each in samples if each.kind != "everyday"]:
        expected = sample.kind not in UNANSWERABLE and sample.id != "injection-entrance-fee"
        assert sample.answerable is expected, sample.id
        assert bool(sample.evidence) is expected, sample.id


def test_everyday_questions_are_short_and_some_are_unanswerable(samples):
    everyday = of_kind(samples, "everyday")
    assert all(len(each.question.split()) <= 12 for each in everyday)
    assert all(bool(each.evidence) is each.answerable for each in everyday)
    assert sum(not each.answerable for each in everyday) >= 12


def test_a_near_miss_shares_words_with_an_article_and_says_why_it_is_one(articles, written):
    known = stems(" ".join(f"{each.title} {each.text}" for each in articles.values()))
    for sample in of_kind(written, "near-miss"):
        said = " ".join([sample.question, *(text for _, text in sample.history)])
        assert len(stems(said) & known) >= 2, sample.id
        assert sample.note, sample.id


def test_a_paraphrase_shares_at_most_a_name_with_its_quotes(samples):
    for sample in of_kind(samples, "paraphrase"):
        shared = stems(sample.question) & stems(quotes(sample))
        assert len(shared) <= 1, (sample.id, shared)


def test_single_and_several_are_about_one_article_and_two_articles_about_two(samples):
    for sample in of_kind(samples, "single"):
        assert len(sample.evidence) == 1, sample.id
    for sample in of_kind(samples, "several"):
        assert len(sample.evidence) >= 2, sample.id
        assert len(about(sample)) == 1, sample.id
    for sample in of_kind(samples, "two-articles"):
        assert len(about(sample)) == 2, sample.id


def test_one_article_of_two_does_not_hold_every_answer(samples):
    for sample in of_kind(samples, "two-articles"):
        for title in about(sample):
            alone = [each for each in sample.evidence if each.article_id == title]
            assert missing(sample, quotes(replace(sample, evidence=alone))), (sample.id, title)


def test_where_every_answer_is_wanted_there_are_several(samples):
    for sample in of_kind(samples, "several", "two-articles", "attributed", "conflict"):
        assert len(sample.all_answers) >= 2, sample.id


def test_follow_ups_have_a_conversation_that_ends_with_an_answer(samples):
    for sample in of_kind(samples, "follow-up"):
        assert [role for role, _ in sample.history[-2:]] == ["user", "assistant"], sample.id


def test_time_bound_samples_say_when_they_are_asked_and_what_is_outdated(samples):
    for sample in of_kind(samples, "time-bound"):
        assert sample.asked_on, sample.id
        assert sample.wrong_answers, sample.id


def test_a_title_question_names_a_part_of_a_headline(articles, samples):
    for sample in of_kind(samples, "title"):
        part = re.search("“([^”]+)”", sample.question)
        assert part, sample.id
        assert any(part.group(1) in title for title in about(sample)), sample.id


def test_injection_is_asked_about_the_article_with_the_instruction(articles, samples):
    for sample in of_kind(samples, "injection"):
        assert sample.wrong_answers == (INJECTED,), sample.id
        for title in about(sample):
            assert INJECTED in articles[title].text, sample.id
