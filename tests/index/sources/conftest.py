"""A reader that may fetch from this machine, and short ways to read and parse with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from index.errors import ParseError
from index.sources import FetchLimits, Raw, SourceReader, Unreadable
from tests.fakes.site import Site, local_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.types import Article


# A deadline of Hypothesis would be an assertion about time on a machine that others use as well.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def site() -> Iterator[Site]:
    with local_site() as site:
        yield site


@pytest.fixture(scope="session")
def reader() -> Iterator[SourceReader]:
    """A reader that may fetch from this machine; its parser process serves all tests."""
    with SourceReader(FetchLimits(allow=("127.0.0.0/8",), timeout=10)) as reader:
        yield reader


@dataclass
class Outcome:
    articles: list[Article]
    reasons: dict[str, str]

    @property
    def article(self) -> Article:
        assert not self.reasons
        (article,) = self.articles
        return article

    @property
    def reason(self) -> str:
        assert not self.articles
        (reason,) = self.reasons.values()
        return reason


@pytest.fixture(scope="session")
def add(reader: SourceReader) -> Callable[..., Outcome]:
    """Reads and parses all of a source: its articles, and the reasons by origin."""

    def add(source: object, reader: SourceReader = reader) -> Outcome:
        articles: list[Article] = []
        reasons: dict[str, str] = {}
        for raw in reader.read(source):  # type: ignore[arg-type]  # str or Path
            try:
                if isinstance(raw, Unreadable):
                    reasons[raw.origin] = raw.reason
                else:
                    articles.extend(reader.parse(raw))
            except ParseError as error:
                reasons[raw.origin] = str(error)
        return Outcome(articles, reasons)

    return add


@pytest.fixture(scope="session")
def parse(reader: SourceReader) -> Callable[..., Article]:
    """Parses bytes of a kind, which must be one article."""

    def parse(kind: str, data: bytes | str, **about: object) -> Article:
        data = data.encode() if isinstance(data, str) else data
        raw = Raw(**{"origin": "/texts/7f3a.bin", "kind": kind, "data": data, **about})
        (article,) = reader.parse(raw)
        return article

    return parse
