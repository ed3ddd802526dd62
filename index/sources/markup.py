"""What lxml does here: HTML fragments to text, JSON-LD article bodies, sitemap addresses."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from index.errors import ParseError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "div",
        "dd",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(
    ["script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "title"]
)


def fragment_text(html: str) -> str:
    """Return the text of an HTML fragment: blocks a blank line apart, no markup, no scripts."""
    from lxml import html as lxml_html  # type: ignore[import-untyped]  # it has no types
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # it has no types

    if "<" not in html and "&" not in html:
        return html
    try:
        tree = lxml_html.fragment_fromstring(_encodable(html), create_parent="div")
    except (LxmlError, ValueError, AssertionError):
        return re.sub(r"<[^>]{0,2000}>", " ", html)
    return _blocks(tree)


def _encodable(html: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", html)


def _blocks(tree: Any) -> str:
    """Walk ``tree`` without recursion, so that depth cannot matter."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    unseen = 0
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        text = element.text if event == "start" and name else element.tail
        if name in _UNSEEN and event in ("start", "end"):
            unseen += 1 if event == "start" else -1
            text = element.tail if event == "end" else None
        elif name in _BLOCKS and event in ("start", "end"):
            parts.append("\n\n")
        elif name == "br" and event == "start":
            parts.append("\n")
        if (text and not unseen and element is not tree) or (
            element is tree and event == "start" and text
        ):
            parts.append(re.sub(r"\s+", " ", text))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def structured_body(html: str) -> str:
    """Return the longest ``articleBody`` that a page's JSON-LD holds; empty without one."""
    bodies = [""]
    pattern = r"<script[^>]{0,300}application/ld\+json[^>]{0,300}>(.{1,500000}?)</script>"
    for match in re.finditer(pattern, html, re.IGNORECASE | re.DOTALL):
        try:
            bodies.extend(_bodies(json.loads(match[1], strict=False)))
        except ValueError:
            continue
    return fragment_text(max(bodies, key=len))


def _bodies(node: Any, depth: int = 0) -> Iterator[str]:
    if depth > 8:  # noqa: PLR2004 (deeper than any schema.org graph)
        return
    if isinstance(node, dict):
        if isinstance(node.get("articleBody"), str):
            yield node["articleBody"]
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _bodies(each, depth + 1)


def sitemap_entries(data: bytes) -> tuple[bool, list[tuple[str, str]]]:
    """Return whether ``data`` is a sitemap index, and its addresses with their ``lastmod``.

    Raises ParseError for a document type declaration and for XML without addresses.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(
            f"damaged: {str(error)[:150]}; ask its publisher for a valid one"
        ) from None
    if root is None:
        raise ParseError("damaged: no XML in it; ask its publisher for a valid sitemap")
    if root.getroottree().docinfo.internalDTD is not None:
        raise ParseError("declares a document type, which is refused; remove the DOCTYPE")
    entries = []
    for element in root.iterfind("{*}*"):
        location = (element.findtext("{*}loc") or "").strip()
        if location:
            entries.append((location, (element.findtext("{*}lastmod") or "").strip()))
    return etree.QName(root).localname == "sitemapindex", entries
