import re

import pytest
from hypothesis import given

from qa.ui.markup import Html, join, link, named_date, safe_url, tag, text, text_fragment
from tests.qa.ui.parsed import Parsed
from tests.qa.ui.records import texts, urls


@given(texts, texts)
def test_words_in_an_element_and_in_an_attribute_come_out_as_they_went_in(words, title):
    shown = Parsed(tag("p", words, title=title))
    plain = words.translate({13: 10})  # HTML reads a carriage return as a line feed, if at all
    assert [name for name, _ in shown.elements] == ["p"]
    assert len(shown.text) == len(plain)
    assert shown.all("p")[0]["title"] == re.sub(r"[\x00\ud800-\udfff]", "\ufffd", title)


def test_markup_is_escaped_once_and_html_not_again():
    assert tag("p", "<b>", tag("b", "&")) == "<p>&lt;b&gt;<b>&amp;</b></p>"
    assert join(["<", Html("<b>x</b>")]) == "&lt;<b>x</b>"


def test_controls_and_lone_surrogates_are_replaced_one_for_one():
    assert text("a\x00b\ud800c\x1b") == "a\ufffdb\ufffdc\ufffd"
    assert text("a\tb\nc") == "a\tb\nc"


def test_an_id_with_controls_comes_back_from_its_attribute():
    controls = "a\t\n\r\x01\x0b\x0c\x1b\x7f\x85\u2028b"
    assert Parsed(tag("a", data_id=controls)).all("a")[0]["data-id"] == controls


def test_attributes_may_be_left_out_or_bare():
    assert tag("p", class_="x", title=None, hidden=True, open=False) == '<p class="x" hidden></p>'


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        " https://example.org",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https:example.org",
        "https://",
        "https://[::1",
        'https://example.org/"onclick="x',
        "https://example.org/\\..",
        "file:///etc/passwd",
        "/etc/passwd",
    ],
)
def test_only_a_plain_web_address_becomes_a_link(url):
    assert safe_url(url) is None


@given(urls)
def test_whatever_is_taken_for_a_web_address_is_one(url):
    safe = safe_url(url)
    if safe is not None:
        Parsed(link(safe, "x"))


def test_a_link_out_tells_the_other_side_nothing():
    assert link("https://example.org/", "x") == (
        '<a href="https://example.org/" target="_blank" rel="noreferrer noopener">x</a>'
    )


def test_a_text_fragment_names_a_short_quote_whole_and_a_long_one_by_its_ends():
    assert text_fragment("https://example.org/a", "well-known, & true") == (
        "https://example.org/a#:~:text=well%2Dknown%2C%20%26%20true"
    )
    words = " ".join(f"w{n}" for n in range(20))
    assert text_fragment("https://example.org/a", words).endswith(
        "#:~:text=w0%20w1%20w2%20w3%20w4,w15%20w16%20w17%20w18%20w19"
    )
    assert text_fragment("https://example.org/a#part", "x") == "https://example.org/a#part:~:text=x"
    assert text_fragment("https://example.org/a", " ") == "https://example.org/a"


def test_a_date_is_written_out_and_kept_for_machines():
    from datetime import date

    assert named_date(date(2023, 3, 20)) == '<time datetime="2023-03-20">20 March 2023</time>'
    assert named_date(None) == ""
