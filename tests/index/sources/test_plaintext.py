"""Plain text: headline, byline, date, sources and the author's note are told from the body."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from index.sources.apart import Ending, set_apart
from index.sources.names import byline
from index.sources.plaintext import read_plain
from index.types import Article

Parse = Callable[..., Article]

SCRAPED = """
Ingrid Solheim, the head of the harbour board, signed a lease to “keep the ferry” in Brakk. office.
Ms. Solheim said the al- Noor line had made the better offer.
Trade by sea is vital for both towns.
Source: RES-BRK
Source: The Brakk Ledger

Paula Grey is a journalist at 112 Coast Reel, where she writes on shipping. Paula’s articles \
have been widely read and shared.
"""


def test_a_scraped_article_without_a_headline(parse: Parse) -> None:
    article = parse("text", SCRAPED)
    assert article.author == "Paula Grey"
    assert article.credits == ("RES-BRK", "The Brakk Ledger")
    assert article.source == "RES-BRK, The Brakk Ledger"
    assert article.note
    assert article.note.startswith("Paula Grey is a journalist")
    assert article.note.endswith("read and shared.")
    assert article.text.startswith("Ingrid Solheim, the head")
    assert article.text.endswith("vital for both towns.")
    assert article.published is None
    assert article.title.startswith("Ingrid Solheim, the head of the harbour board, signed a lease")


def test_the_body_is_in_the_file_to_the_character(parse: Parse) -> None:
    text = parse("text", SCRAPED).text
    assert text in SCRAPED
    assert "the al- Noor line" in text


def test_headline_byline_and_date_above_the_body(parse: Parse) -> None:
    article = parse(
        "text",
        "Bridge to replace ferry\n\nBy Jane Doe and Omar van der Berg, Staff Reporters\n"
        "Published: Monday, March 3, 2026 at 9:15 am GMT\n\n"
        "The council voted for a bridge.\n\nIt will open in 2028.",
    )
    assert article.title == "Bridge to replace ferry"
    assert article.author == "Jane Doe and Omar van der Berg"
    assert article.published == date(2026, 3, 3)
    assert article.text == "The council voted for a bridge.\n\nIt will open in 2028."


def test_labelled_lines_above_the_body(parse: Parse) -> None:
    article = parse(
        "text",
        "Title: Bridge to replace ferry\nAuthor: Jane Doe\nDate: 2026-03-03\n"
        "Publisher: The Gazette\nSource: Town archive\nURL: https://example.org/bridge\n"
        "Language: en-GB\n\nThe council voted for a bridge.",
    )
    assert article.title == "Bridge to replace ferry"
    assert article.author == "Jane Doe"
    assert article.published == date(2026, 3, 3)
    assert article.source == "The Gazette"
    assert article.credits == ("Town archive",)
    assert article.url == "https://example.org/bridge"
    assert article.language == "en"
    assert article.text == "The council voted for a bridge."


def test_an_imprint_gives_publisher_and_date() -> None:
    found = read_plain(
        "Bells again\n\nBy Mia Lund\nThe Chantry Review, 9 December 2024\n\nThey rang."
    )
    assert (found.source, found.published) == ("The Chantry Review", date(2024, 12, 9))
    assert found.text == "They rang."


def test_an_agency_in_the_dateline_is_a_credit_and_stays_in_the_body() -> None:
    text = "BAGHDAD, March 19 (Reuters) - Two neighbours signed a pact."
    found = read_plain(text)
    assert found.credits == ("Reuters",)
    assert found.text == text


@pytest.mark.parametrize(
    "text",
    [
        "The council voted on Monday.\n\nIt was late.",
        "a line in small letters\n\nThe council voted on Monday.",
        "It was a long and\nwindy night that saw the\ncouncil vote for a bridge.",
        "Only one line",
        "By the river the council has planned a bridge.\n\nIt will open in 2028.",
        "By Monday the bridge was closed\n\nand nobody knew why.",
        "Sources say that the bridge is late.\n\nThe council denies it.",
    ],
)
def test_what_is_no_headline_or_byline_stays_in_the_body(text: str) -> None:
    found = read_plain(text)
    assert found.text == text
    assert found.author is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("by Ana-María O’Neill Ruiz", "Ana-María O’Neill Ruiz"),
        ("Written by Jean de la Tour", "Jean de la Tour"),
        ("By Jane Doe | The Gazette", "Jane Doe"),
        ("Jane Doe, Reporter", "Jane Doe"),
        ("Jane Doe, Senior Political Correspondent", "Jane Doe"),
        ("Jane Doe | Staff Writer", "Jane Doe"),
        ("Jane Doe, who was there", None),
        ("Jane Doe, mayor", None),
        ("By the way", None),
        ("By Jane Doe we were told that nobody came.", None),
        ("Doe", None),
    ],
)
def test_bylines(line: str, name: str | None) -> None:
    assert byline(line) == name


BODY = "The council voted for a bridge.\n\nIt will open in 2028."


@pytest.mark.parametrize(
    ("note", "author"),
    [
        ("Jane Doe is a reporter at the Gazette, where she covers transport.", "Jane Doe"),
        ("Jane Doe covers transport for the Gazette.", "Jane Doe"),
        ("About the author: Jane Doe is a writer based in Leeds.", "Jane Doe"),
        ("Jane Doe is a freelance journalist. Follow her on Twitter @janedoe.", "Jane Doe"),
        ("Jane Doe is the author of “Bridges” and writes about towns.", "Jane Doe"),
        ("Reporting by Jane Doe; Editing by Max Roe", "Jane Doe"),
        ("Jane Doe can be reached at jane@gazette.example.", "Jane Doe"),
        ("Jane Doe is a money, markets and rivers reporter. Email her at j@x.example.", "Jane Doe"),
        ("Reach Jane Doe on X @janedoe.", None),
        ("— Contact reporter Jane Doe at jane@gazette.example. Follow her on X.", None),
        ("Follow Gazette reporter Jane Doe on Twitter.", None),
        ("Contributing: Max Roe and Ann Poe, The Gazette; Reuters", None),
        ("Gazette reporter Max Roe contributed to this report.", None),
        ("Reuters contributed reporting.", None),
        ("(Additional reporting by Jane Doe in Leeds)", "Jane Doe"),
        ("© 2026 The Gazette. All rights reserved.", None),
        ("This article was originally published in The Conversation.", None),
        ("Editor’s note: an earlier version gave another price.", None),
    ],
)
def test_closing_notes_are_set_apart(note: str, author: str | None) -> None:
    ending = set_apart(f"{BODY}\n\n{note}")
    assert ending.body == BODY
    assert ending.note == note
    assert ending.author == author


@pytest.mark.parametrize(
    "last",
    [
        "Anna Smith is a journalist who was arrested in May, when she covered the strike.",
        "Anna Smith is a reporter at the Gazette, which has covered the bridge, she said.",
        "Jane Doe is a nurse at the hospital, where she writes poems at night.",
        "She is a journalist and covers transport.",
        "The Gazette covers transport for the whole county.",
        f"Sources: {'many of them were wrong about the price, and said so; ' * 3}nobody was sorry.",
        "“The bridge is late,” said Jane Doe, who is a reporter at the Gazette.",
        "Reporting by Jane Doe has shown that the ferry is late.",
        "Jane Doe is a friend of the reporter who covered the ferry.",
        "The rain contributed to the delay.",
        "Heavy rain, and the late harvest, contributed to the rise of the river.",
        "Those who want to help can reach the council at the town hall.",
        "Followers of the ferry were sad.",
        "It was reporting by the Gazette that ended the ferry.",
    ],
)
def test_last_sentences_of_a_story_stay_in_the_body(last: str) -> None:
    text = f"{BODY}\n\n{last}"
    ending = set_apart(text)
    assert ending.body == text
    assert ending.note is None
    assert ending.credits == ()


def test_several_notes_name_several_authors() -> None:
    notes = (
        "Jane Doe covers transport for the Gazette.\n\nMax Roe can be reached at max@x.example.\n\n"
        "Contributing: Reuters"
    )
    ending = set_apart(f"{BODY}\n\n{notes}")
    assert ending == Ending(BODY, (), notes, "Jane Doe, Max Roe")


def test_a_person_of_the_story_is_not_taken_for_its_author() -> None:
    text = (
        "Police searched the home of Anna Smith on Monday.\n\n"
        "Anna Smith is a journalist at the Gazette, where she covers crime."
    )
    assert set_apart(text).body == text


def test_only_the_end_counts() -> None:
    note = "Jane Doe is a reporter at the Gazette, where she covers transport."
    text = f"The council voted.\n\n{note}\n\nSource: Gazette\n\nThe bridge will open in 2028."
    assert set_apart(text).body == text


def test_a_text_that_is_all_apparatus_keeps_a_body() -> None:
    ending = set_apart("Source: A\nSource: B")
    assert ending.body == "Source: A"
    assert ending.credits == ("B",)


def test_a_title_from_a_telling_file_name(parse: Parse) -> None:
    text = "The council voted for a bridge. It will open in 2028."
    named = parse("text", text, origin="/home/x/council-backs-new-bridge.txt")
    assert named.title == "Council backs new bridge"
    assert (
        parse("text", text, origin="/x/IMG_20260301.txt").title == "The council voted for a bridge."
    )
    assert parse("text", text, origin="/x/bridge.txt").title == "The council voted for a bridge."


def test_the_language_is_guessed_of_long_texts_only(parse: Parse) -> None:
    german = "Der Rat stimmte am Montag für eine Brücke über den Fluss und gegen die Fähre. " * 5
    assert parse("text", german).language == "de"
    assert parse("text", german[:80]).language is None
