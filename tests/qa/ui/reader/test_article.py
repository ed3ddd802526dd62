from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.types import Article
from qa.types import Citation
from qa.ui.place import Place
from qa.ui.reader.article import article_html, missing_html
from tests.qa.ui.parsed import Parsed
from tests.qa.ui.records import articles, citations, texts

ARTICLE = Article(
    id="pact",
    title="A pact in writing",
    text="The pact was sealed.\n\nAli Shamkhani signed it. Others watched.",
    url="https://example.org/pact",
    source="Example Wire",
    author="A. Writer",
    published=date(2023, 3, 20),
    credits=("Reuters",),
    note="Corrected on Monday.",
)


def cited(number: int, quote: str) -> Citation:
    start = ARTICLE.text.index(quote)
    end = start + len(quote)
    return Citation(number, "pact", ARTICLE.title, "Example Wire", None, None, quote, start, end)


SIGNED, SEALED = cited(1, "Ali Shamkhani signed it."), cited(2, "sealed")


def place(citation: Citation) -> Place:
    return Place("pact", citation.start, citation.end, 0)


def marked(html: str, class_: str) -> str:
    import re

    return "".join(re.findall(f'<mark class="{class_}">(.*?)</mark>', html, re.DOTALL))


@given(articles, st.integers(0, 80), st.integers(0, 80), st.lists(citations, max_size=2), texts)
def test_any_article_at_any_place_stays_words(article, start, end, cites, reason):
    Parsed(article_html(article, Place(article.id, start, end, 0), cites))
    Parsed(missing_html(reason))


def test_the_whole_article_is_there_with_what_is_known_of_it():
    text = Parsed(article_html(ARTICLE, Place("pact"))).text
    for words in ("A pact in writing", "Example Wire", "A. Writer", "20 March 2023"):
        assert words in text
    for words in ("The pact was sealed.", "Others watched.", "Reuters", "Corrected on Monday."):
        assert words in text


def test_the_quote_is_marked_to_the_character_and_the_others_lighter():
    html = article_html(ARTICLE, place(SIGNED), [SIGNED, SEALED])
    assert marked(html, "main") == "Ali Shamkhani signed it."
    assert marked(html, "other") == "sealed"


def test_a_quote_over_two_paragraphs_is_marked_in_both():
    start, end = ARTICLE.text.index("sealed"), ARTICLE.text.index(" signed")
    html = article_html(ARTICLE, Place("pact", start, end))
    assert marked(html, "main").split() == ["sealed.", "Ali", "Shamkhani"]


def test_quotes_that_overlap_keep_every_character_once():
    longer = Citation(2, "pact", "", "", None, None, "", SIGNED.start - 5, SIGNED.end + 3)
    page = Parsed(article_html(ARTICLE, place(SIGNED), [longer]))
    assert "Ali Shamkhani signed it. Others watched." in page.text


def test_the_original_opens_at_the_passage():
    page = Parsed(article_html(ARTICLE, place(SIGNED)))
    assert page.all("a")[0]["href"] == (
        "https://example.org/pact#:~:text=Ali%20Shamkhani%20signed%20it."
    )
    assert "example.org" in page.text


def test_the_quotes_of_an_answer_can_be_gone_through():
    page = Parsed(article_html(ARTICLE, place(SIGNED), [SIGNED, SEALED]))
    assert "Quote 1 of 2" in page.text
    (step,) = page.all("a", "step")
    assert (step["data-start"], step["aria-label"]) == (str(SEALED.start), "Next quote")


def test_a_place_beyond_the_text_is_told_and_nothing_is_marked():
    page = Parsed(article_html(ARTICLE, Place("pact", 10, 5000)))
    assert "no longer at this place" in page.text
    assert page.all("mark") == []
