"""HTML of the page taken apart strictly: what is not on the lists below is an error."""

from __future__ import annotations

import re
from html.parser import HTMLParser

TAGS = frozenset(
    "a article b bdi blockquote button cite details div footer h2 h3 header li mark nav ol p "
    "progress q section span summary time ul".split()
)
ATTRIBUTES = frozenset(
    "aria-busy aria-checked aria-current aria-expanded aria-hidden aria-label aria-pressed class "
    "datetime dir href lang max rel role tabindex target title type value data-article data-copy "
    "data-do data-end data-event data-id data-settled data-start data-turn".split()
)
LINK = re.compile(r"\?(?:article|conversation)=[^\s\"<>]*|(?i:https?)://[^\s\"<>]+")


class Parsed(HTMLParser):
    """Elements as (tag, attributes), and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        assert not re.search(r"<(?!/?[a-z][a-z0-9]*[ >])", html), "a < that begins no tag"
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, tag
        names = [name for name, _ in attrs]
        assert set(names) <= ATTRIBUTES, names
        assert len(names) == len(set(names)), names
        found = dict(attrs)
        if "href" in found:
            assert LINK.fullmatch(found["href"] or ""), found["href"]
            if not (found["href"] or "").startswith("?"):
                assert found["rel"] == "noreferrer noopener"
                assert found["target"] == "_blank"
        self.elements.append((tag, found))
        self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment

    @property
    def text(self) -> str:
        return "".join(self.words)

    def all(self, tag: str, class_: str | None = None) -> list[dict[str, str | None]]:
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and (class_ is None or class_ in (attributes.get("class") or "").split())
        ]
