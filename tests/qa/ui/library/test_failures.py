from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from index.additions import Addition
from qa.ui.library.failures import SHOWN_FAILURES, failures_html, job_again
from qa.ui.library.jobs import Job
from tests.qa.ui.parsed import Parsed
from tests.qa.ui.records import texts

AT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
GONE = Addition(AT, "failed", "https://example.org/gone", reason="the page answers 404")
FILE = Addition(AT, "failed", "/home/reader/data/uploads/0f/empty.pdf", reason="it has no text")
additions = st.builds(
    Addition,
    at=st.just(AT),
    outcome=st.just("failed"),
    source=texts,
    article_id=st.one_of(st.none(), texts),
    title=texts,
    reason=st.one_of(st.none(), texts),
)


@given(st.lists(additions, max_size=3), texts)
def test_any_sources_and_reasons_stay_words_and_only_failures_are_fetched(failures, source):
    Parsed(failures_html(failures, UTC))
    job = job_again(failures, source)
    assert job is None or source in [each.source for each in failures]


def test_a_failure_says_what_why_and_when_in_the_time_of_the_reader():
    page = Parsed(failures_html([GONE], timezone(timedelta(hours=1))))
    assert "https://example.org/gone" in page.text
    assert "the page answers 404" in page.text
    assert "2 March 2026, 00:30" in page.text


def test_a_file_is_named_without_its_folder_and_cannot_be_tried_again():
    page = Parsed(failures_html([FILE], UTC))
    assert "empty.pdf" in page.text
    assert "/home" not in page.text
    assert page.all("button") == []
    assert job_again([FILE], FILE.source) is None


def test_an_address_can_be_tried_again():
    (button,) = Parsed(failures_html([GONE], UTC)).all("button")
    assert button["aria-label"] == "Try again: https://example.org/gone"
    assert job_again([GONE], GONE.source) == Job(GONE.source)
    assert job_again([], GONE.source) is None


def test_an_entry_of_a_feed_is_tried_again_with_its_feed():
    entry = Addition(AT, "failed", "https://example.org/feed#https://example.org/1")
    assert job_again([entry], entry.source) == Job("https://example.org/feed")


def test_an_article_that_could_not_be_refreshed_is_refreshed_again():
    failed = Addition(AT, "failed", "https://example.org/owls", article_id="owls", title="Owls")
    assert job_again([failed], failed.source).article_id == "owls"


def test_only_the_newest_failures_are_shown_and_the_others_counted():
    page = Parsed(failures_html([GONE] * (SHOWN_FAILURES + 5), UTC))
    assert len(page.all("button")) == SHOWN_FAILURES
    assert page.text.endswith("and 5 before them")
