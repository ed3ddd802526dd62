"""A link that came out of a string is a kind that plain words do not show."""

import pytest

from bench.payload_kinds import Elements, in_common_mark

HOME = "http://127.0.0.1:7860"
ADDRESSES = {"http://example.org/plain", "https://example.org/plain"}


def kinds(place, *to):
    links = tuple((place, each) for each in to)
    return list(Elements((), links).kinds(HOME, ADDRESSES))


def test_addresses_of_articles_are_one_kind_for_each_scheme():
    plain = kinds("body p strong a", "https://example.org/plain")
    assert kinds("body p strong a", "https://example.org/plain#:~:text=some%20words") == plain
    assert kinds("body p strong a", "http://example.org/plain") != plain


@pytest.mark.parametrize(
    "to",
    [
        "https://example.org/plain/other",
        "https://example.org/plain#other",
        "http://203.0.113.9/",
        "javascript:alert(1)",
        f"{HOME}.example.org/",
        "https://[",
    ],
)
def test_any_other_address_is_a_kind_that_names_it(to):
    assert kinds("body p a", to) == [f"body p a to {to}"]


def test_a_link_in_another_place_is_another_kind():
    address = "https://example.org/plain"
    assert kinds("body blockquote p a", address) != kinds("body p strong a", address)


def test_links_within_the_server_are_known_by_path_and_names():
    one, other = f"{HOME}/?article=1&start=2", f"{HOME}/?article=3&start=4"
    assert kinds("p a", one) == kinds("p a", other)
    exports = [f"{HOME}/api/conversations/{each * 24}/markdown" for each in "ab"]
    assert len(set(kinds("p a", *exports))) == 1
    others = [one, f"{one}&more", f"{HOME}/api/articles", f"{HOME}/api/conversations/x/markdown"]
    assert len(set(kinds("p a", *others, *exports))) == len(others) + 1


def test_uploaded_files_are_one_kind_whatever_their_names():
    folder = f"{HOME}/gradio_api/file=/tmp/qa/received"
    files = [f"{folder}/{'0' * 64}/a.md", f"{folder}/{'1' * 64}/%3Cb%3E.exe"]
    assert len(set(kinds("td a", *files))) == 1
    elsewhere = f"{folder}/a.md"
    assert kinds("td a", elsewhere) == [f"td a to {elsewhere.removeprefix(HOME)} with []"]


def test_markdown_is_read_without_the_guard_of_its_parser():
    assert 'href="javascript:alert(1)"' in in_common_mark("[x](javascript:alert(1))")
