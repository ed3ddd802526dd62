"""What kinds of elements, attributes and links a page has, for ``bench.payload_walk``.

The walk over plain words shows the kinds that there may be; any other came out of a string.
Elements and attributes are compared by name. Of a link (whatever has an ``href``) are compared:

* where it stands: the names of all elements that it is in, and of the element before it. A link in
  a title, a quote or a paragraph of an article stands where the plain walk shows none;
* where it leads: on this server, the path and the names of the parameters, all exports of
  conversations being one kind, and all files just uploaded; elsewhere, the whole address. Only an
  address that some article or citation was given counts as one kind with the other such addresses
  of its scheme; every other address is a kind of its own.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from markdown_it import MarkdownIt

from bench.payload_tally import shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["LOOK", "Elements", "as_browsers_read", "in_common_mark"]

LOOK = """() => {
  const all = [...document.querySelectorAll('body, body *')];
  const around = (each) => each ? [...around(each.parentElement), each.localName] : [];
  const place = (link) => [...around(link.parentElement), link.previousElementSibling?.localName];
  const base = document.baseURI;
  const whole = (words) => URL.canParse(words, base) ? new URL(words, base).href : words;
  return {
    names: all.flatMap(({ localName: name, attributes }) => [
      name, ...[...attributes].map((each) => `${name} ${each.name}`),
    ]),
    links: all.filter((each) => each.hasAttribute('href')).map((each) => [
      [...place(each), each.localName].join(' '), whole(each.getAttribute('href')),
    ]),
  };
}"""
"""What a browser evaluates to a dictionary of which ``Elements.read`` makes the record."""
_EXPORT = re.compile(r"/api/conversations/[\w-]{24}/markdown", re.ASCII)
_UPLOADED = re.compile(r"/gradio_api/file=(/\w+)+/received/[0-9a-f]{64}/[^/#]+", re.ASCII)
"""In the folder that takes uploads, by its hash; its name is the last part."""
_ADDRESSES = "found => found.map((each) => URL.canParse(each) ? new URL(each).href : each)"
"""What is no address to a browser stays as it is written, as in ``LOOK``."""


@dataclass(frozen=True, slots=True)
class Elements:
    """``names`` of elements and attributes; ``links`` are pairs of where they stand and lead."""

    names: tuple[str, ...]
    links: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, seen: dict[str, Any]) -> Elements:
        """Return what ``LOOK`` has seen."""
        return cls(tuple(seen["names"]), tuple((place, to) for place, to in seen["links"]))

    def kinds(self, home: str, addresses: Container[str]) -> Iterator[str]:
        """Yield the kinds; ``home`` is this server, ``addresses`` are those of the articles."""
        yield from self.names
        for place, to in self.links:
            yield f"{place} to {_where(to, home, addresses)}"


def as_browsers_read(addresses: Iterable[str], page: Page) -> frozenset[str]:
    """Return the addresses as a browser has them in a link of a page or of an export."""
    found = [shown(each) for each in addresses]
    exported = map(_CommonMark().normalizeLink, found)
    return frozenset(map(_without_fragment, page.evaluate(_ADDRESSES, [*found, *exported])))


def in_common_mark(markdown: str) -> str:
    """Return the HTML of a text in CommonMark, with its raw HTML and with links of any scheme."""
    return _CommonMark("commonmark").render(markdown)


class _CommonMark(MarkdownIt):
    """The parser without its own guard, which would hide a link that should not be there."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the parser calls it so
        return True


def _where(to: str, home: str, addresses: Container[str]) -> str:
    path, _, query = to.partition("?")
    if path.startswith(f"{home}/"):
        names = [name for name, _ in parse_qsl(query, keep_blank_values=True)]
        return f"{_here(path.removeprefix(home))} with {sorted(names)}"
    if _without_fragment(to) in addresses:
        return f"the {to.partition(':')[0]} address of an article"
    return to


def _here(path: str) -> str:
    if _EXPORT.fullmatch(path):
        return "an export"
    return "an uploaded file" if _UPLOADED.fullmatch(path) else path


def _without_fragment(address: str) -> str:
    """Return an address without the words that it points at, see ``qa.ui.markup.text_fragment``."""
    return address.partition(":~:text=")[0].rstrip("#")
