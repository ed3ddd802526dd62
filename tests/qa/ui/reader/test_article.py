from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, ArticleHeader
from qa.types import Citation
from qa.ui.place import Place
from qa.ui.reader.article import article_html, missing_html
from tests.qa.ui.parsed import Parsed
from tests.qa.ui.records import articles, citations, headers, texts

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


@given(
    articles,
    st.builds(Place, texts, st.integers(0, 80), st.integers(0, 80), st.just(0), texts),
    st.lists(citations, max_size=2),
    st.lists(headers, max_size=2),
)
def test_any_article_at_any_place_stays_words(article, place, cites, copies):
    Parsed(article_html(article, place, cites, copies))
    Parsed(missing_html(article.title, place))


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


def test_a_cited_quote_is_marked_where_it_is_now_when_the_article_has_changed():
    later = replace(ARTICLE, text=f"Updated. {ARTICLE.text}", content_hash="")
    html = article_html(later, place(SIGNED), [SIGNED, SEALED])
    assert (marked(html, "main"), marked(html, "other")) == (SIGNED.quote, SEALED.quote)
    assert "Quote 1 of 2" in Parsed(html).text


def test_a_place_by_quote_is_marked_and_its_link_can_be_copied():
    page = Parsed(article_html(ARTICLE, Place("pact", quote="Ali  Shamkhani")))
    (button,) = page.all("button", "copy-link")
    assert button["data-copy"] == "?article=pact&quote=Ali+Shamkhani"
    assert "Copy link to this quote" in page.text


def test_the_link_to_a_quote_that_is_not_there_is_kept_as_it_was():
    page = Parsed(article_html(ARTICLE, Place("pact", quote="nowhere")))
    assert page.all("button")[0]["data-copy"] == "?article=pact&quote=nowhere"
    assert "not in the article" in page.text
    assert "The pact was sealed." in page.text


def test_copies_of_the_same_story_can_be_opened():
    copy = ArticleHeader("second", "A pact", source="Other Wire", published=date(2023, 3, 21))
    page = Parsed(article_html(ARTICLE, Place("pact"), copies=[copy]))
    assert "Also published by Other Wire, 21 March 2023" in page.text
    assert page.all("a")[-1]["data-article"] == "second"


def test_the_language_of_an_article_is_said():
    page = Parsed(article_html(replace(ARTICLE, language="fr"), Place("pact")))
    assert page.all("div", "text")[0]["lang"] == page.all("h2")[0]["lang"] == "fr"


def test_what_cannot_be_opened_can_be_tried_again():
    page = Parsed(missing_html("gone", Place("pact", 1, 2)))
    assert page.all("a")[0]["href"] == "?article=pact&start=1&end=2"


def test_a_place_beyond_the_text_is_told_and_nothing_is_marked():
    page = Parsed(article_html(ARTICLE, Place("pact", 10, 5000)))
    assert "no longer at this place" in page.text
    assert page.all("mark") == []
