"""Feeds and sitemaps lead to articles: carried in full, or fetched from the links."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.site import BODY, PARAGRAPHS, Site, page

if TYPE_CHECKING:
    from pathlib import Path

Add = Callable[..., Any]

FULL = "".join(f"<p>{each}</p>" for each in PARAGRAPHS * 4)


def rss(*items: str) -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Gazette</title>'
        f"<language>en-gb</language>{''.join(items)}</channel></rss>"
    ).encode()


def item(link: str, body: str = "", name: str = "one") -> str:
    return (
        f"<item><title>Bridge &amp; {name}</title><guid isPermaLink='false'>{name}</guid>"
        f"<link>{link}</link>"
        "<dc:creator>Jane Doe</dc:creator><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )


def test_an_entry_that_carries_the_whole_article_is_not_fetched(
    tmp_path: Path, add: Add, site: Site
) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item(site.address + "/a", FULL + "<script>x()</script>")))
    article = add(path).article
    assert article.text == "\n\n".join(PARAGRAPHS * 4)
    assert article.title == "Bridge & one"
    assert article.author == "Jane Doe"
    assert article.source == "The Gazette"
    assert article.published == date(2026, 3, 3)
    assert article.language == "en"
    assert article.url == site.address + "/a"
    assert article.origin == f"{path}#one"
    assert site.asked == []


def test_a_teaser_leads_to_the_linked_page(add: Add, site: Site) -> None:
    site.serve("/a", page())
    url = site.serve("/feed", rss(item(site.address + "/a", "<p>Short.</p>")), "text/xml")
    article = add(url).article
    assert article.text == BODY
    assert article.title == "Council backs a bridge"
    assert article.author == "Jane Doe"
    assert article.published == date(2026, 3, 3)
    assert article.origin == site.address + "/a"
    assert site.asked == ["/feed", "/a"]


def test_a_long_teaser_that_breaks_off_is_fetched_too(add: Add, site: Site) -> None:
    site.serve("/a", page())
    body = FULL + "<p>And then […]</p>"
    assert (
        add(site.serve("/feed", rss(item(site.address + "/a", body)), "text/xml")).article.text
        == BODY
    )


def test_what_an_entry_holds_is_kept_when_its_page_is_gone(add: Add, site: Site) -> None:
    kept, lost = f"<p>{BODY}</p>", "<p>Short.</p>"
    feed = rss(
        item(site.address + "/gone", kept, "kept"), item(site.address + "/gone2", lost, "lost")
    )
    outcome = add(site.serve("/feed", feed, "application/rss+xml"))
    assert [each.title for each in outcome.articles] == ["Bridge & kept"]
    (origin,) = outcome.reasons
    assert origin == f"{site.address}/feed#{site.address}/gone2"
    assert "404" in outcome.reasons[origin]


def test_atom(tmp_path: Path, add: Add) -> None:
    path = tmp_path / "feed.atom"
    path.write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Gazette</title><entry>'
        "<id>urn:1</id><title>A bridge</title><updated>2026-03-03T10:00:00Z</updated>"
        "<author><name>Jane Doe</name></author><link href='https://example.org/b'/>"
        f"<content type='html'>{FULL.replace('<', '&lt;')}</content></entry></feed>"
    )
    article = add(path).article
    assert (article.title, article.author, article.source) == (
        "A bridge",
        "Jane Doe",
        "The Gazette",
    )
    assert article.text == "\n\n".join(PARAGRAPHS * 4)


def test_one_unreachable_host_is_asked_for_once_and_costs_only_its_entries(
    tmp_path: Path, add: Add, site: Site
) -> None:
    site.serve("/a", page())
    path = tmp_path / "feed.rss"
    links = [f"http://127.0.0.1:1/{at}" for at in range(20)]
    path.write_bytes(rss(*(item(link) for link in [*links, site.address + "/a"])))
    outcome = add(path)
    assert len(outcome.articles) == 1
    assert len(outcome.reasons) == 20
    assert all("could not be reached" in reason for reason in outcome.reasons.values())


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("http://169.254.169.254/latest/meta-data/", "not a public address"),
        ("", "without link and text"),
    ],
)
def test_links_that_are_not_followed(tmp_path: Path, add: Add, link: str, reason: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item(link)))
    assert reason in add(path).reason


def test_a_feed_is_read_up_to_500_entries(tmp_path: Path, add: Add) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(*(item("", FULL, str(at)) for at in range(503))))
    outcome = add(path)
    assert len(outcome.articles) == 500
    assert outcome.reasons == {str(path): "3 more entries were left out; a feed is read up to 500"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused_whatever_the_encoding(
    tmp_path: Path, add: Add, encoding: str
) -> None:
    laughs = "".join(f'<!ENTITY l{at + 1} "{f"&l{at};" * 10}">' for at in range(9))
    path = tmp_path / "feed.xml"
    path.write_bytes(
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
        "<rss><channel><item><title>&l9;</title></item></channel></rss>".encode(encoding)
    )
    assert "XML entities, which are refused" in add(path).reason


def test_an_external_entity_is_never_read(tmp_path: Path, add: Add) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary")
    for name, root in (("feed.xml", "rss"), ("map.xml", "urlset")):
        path = tmp_path / name
        path.write_text(
            f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY x SYSTEM "file://{secret}">]>'
            f"<{root}><channel><item><title>&x;</title></item></channel><url><loc>&x;</loc></url></{root}>"
        )
        outcome = add(path)
        assert "refused" in outcome.reason
        assert "canary" not in str(outcome)


def test_a_feed_without_entries_is_a_reason(tmp_path: Path, add: Add) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss())
    assert "feed without entries" in add(path).reason


def sitemap(*addresses: str, root: str = "urlset", child: str = "url") -> bytes:
    entries = "".join(
        f"<{child}><loc> {each} </loc><lastmod>2026-03-03</lastmod></{child}>" for each in addresses
    )
    return (
        f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{entries}</{root}>"
    ).encode()


def test_a_sitemap_leads_to_its_pages(tmp_path: Path, add: Add, site: Site) -> None:
    addresses = [site.serve(f"/{at}", page(f"Story {at}")) for at in range(2)]
    path = tmp_path / "sitemap.xml"
    path.write_bytes(sitemap(*addresses, site.address + "/gone"))
    outcome = add(path)
    assert [each.title for each in outcome.articles] == ["Story 0", "Story 1"]
    assert list(outcome.reasons) == [f"{path}#{site.address}/gone"]


def test_an_index_leads_to_packed_sitemaps_but_not_to_further_indexes(add: Add, site: Site) -> None:
    story = site.serve("/story", page())
    maps = [
        site.serve("/1.xml.gz", gzip.compress(sitemap(story)), "application/x-gzip"),
        site.serve("/2.xml", sitemap(story, root="sitemapindex", child="sitemap"), "text/xml"),
        site.serve("/3.xml", page(), "text/html"),
    ]
    index = sitemap(*maps, root="sitemapindex", child="sitemap")
    outcome = add(site.serve("/index.xml", index, "text/xml"))
    assert [each.url for each in outcome.articles] == [story]
    assert "inside another" in outcome.reasons[maps[1]]
    assert "no sitemap" in outcome.reasons[maps[2]]


def test_a_sitemap_is_read_up_to_500_pages(tmp_path: Path, add: Add) -> None:
    path = tmp_path / "sitemap.xml"
    path.write_bytes(sitemap(*(f"http://127.0.0.1:1/{at}" for at in range(520))))
    reasons = add(path).reasons
    assert len(reasons) == 501
    assert "20 more pages were left out" in reasons[str(path)]


def test_a_list_inside_a_list_is_not_followed(tmp_path: Path, add: Add, site: Site) -> None:
    inner = site.serve("/inner", rss(item(site.address + "/inner")), "text/xml")
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item(inner)))
    assert "a feed inside another list" in add(path).reason
    assert site.asked == ["/inner"]
