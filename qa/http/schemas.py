"""What callers send, with its bounds; the only pydantic models of the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from index.listing import Sort
from index.types import Article, Filters
from qa.types import History, Mode

__all__ = [
    "AddRequest",
    "ArticleIn",
    "AskRequest",
    "FiltersIn",
    "ListQuery",
    "SearchQuery",
    "Turn",
    "history_of",
]

MAX_TURNS = 50
MAX_TURN_CHARS = 20_000
MAX_SOURCES = 1000

Line = Annotated[str, Field(min_length=1, max_length=500)]
Names = Annotated[list[Line], Field(max_length=1000)]
Role = Literal["user", "assistant"]
TurnText = Annotated[str, Field(max_length=MAX_TURN_CHARS)]
HttpUrl = Annotated[str, Field(max_length=2000, pattern=r"^https?://[^\s]+$")]
Question = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100_000,
        description="in words; its length is bounded by the setting max_question_chars",
    ),
]


class Strict(BaseModel):
    """Refuses fields that it does not know."""

    model_config = ConfigDict(extra="forbid")


class FiltersIn(Strict):
    """Which articles may be used; what is given is combined with AND."""

    article_ids: Names | None = None
    sources: Annotated[Names | None, Field(description="publishers, without regard to case")] = None
    authors: Names | None = None
    languages: Annotated[Names | None, Field(description="such as en or de")] = None
    published_from: Annotated[date | None, Field(description="first day, inclusive")] = None
    published_to: Annotated[date | None, Field(description="last day, inclusive")] = None

    def to_filters(self) -> Filters:
        """Return the record that the assistant takes."""
        return Filters(
            article_ids=_tuple(self.article_ids),
            sources=_tuple(self.sources),
            authors=_tuple(self.authors),
            languages=_tuple(self.languages),
            published_from=self.published_from,
            published_to=self.published_to,
        )


class FiltersQuery(Strict):
    """The same in a query string; ``source``, ``author``, … may be repeated."""

    article_id: Names = []
    source: Annotated[Names, Field(description="publisher; may be repeated")] = []
    author: Names = []
    language: Names = []
    published_from: date | None = None
    published_to: date | None = None

    def to_filters(self) -> Filters:
        """Return the record that the assistant takes."""
        return Filters(
            article_ids=tuple(self.article_id) or None,
            sources=tuple(self.source) or None,
            authors=tuple(self.author) or None,
            languages=tuple(self.language) or None,
            published_from=self.published_from,
            published_to=self.published_to,
        )


class SearchQuery(FiltersQuery):
    """What to look for, and where."""

    q: Annotated[Question, Field(description="what to look for")]
    top_k: Annotated[int | None, Field(ge=1, le=100, description="how many passages")] = None


class ListQuery(FiltersQuery):
    """Which articles to list, in which order, and which part of the list."""

    q: Annotated[
        str, Field(max_length=500, description="words that title, publisher or author must hold")
    ] = ""
    sort: Annotated[
        Sort, Field(description="published and added: newest first; title and source: from A")
    ] = "published"
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class Turn(Strict):
    """One earlier message of the conversation."""

    role: Role
    content: TurnText


class AskRequest(Strict):
    """A question, with what was said before it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "Who signed the agreement for Iran?"},
                {
                    "question": "And for Iraq?",
                    "history": [
                        ["user", "Who signed the agreement for Iran?"],
                        ["assistant", "Ali Shamkhani signed it. [1]"],
                    ],
                    "filters": {"published_from": "2023-01-01"},
                    "mode": "auto",
                },
            ]
        }
    )

    question: Question
    history: Annotated[
        list[Turn | tuple[Role, TurnText]],
        Field(max_length=MAX_TURNS, description="oldest first, as pairs or as role and content"),
    ] = []
    filters: FiltersIn = FiltersIn()
    mode: Annotated[
        Mode, Field(description="auto: a model where there is one; extractive: quotes alone")
    ] = "auto"


def _address_part(article_id: str) -> str:
    """Refuse what clients take out of an address before they send it (RFC 3986, 5.2.4)."""
    if article_id in {".", ".."}:
        raise ValueError("an id of dots alone could not be asked for: choose another")
    return article_id


class ArticleIn(Strict):
    """An article that the caller has read already."""

    title: Annotated[str, Field(min_length=1, max_length=1000)]
    text: Annotated[str, Field(min_length=1, max_length=5_000_000)]
    id: Annotated[
        str,
        Field(max_length=200, description="derived where it is not given"),
        AfterValidator(_address_part),
    ] = ""
    url: HttpUrl | None = None
    source: Annotated[str, Field(max_length=500, description="the publisher")] = ""
    author: Annotated[str | None, Field(max_length=500)] = None
    published: date | None = None
    language: Annotated[str | None, Field(max_length=35)] = None
    credits: Annotated[list[Line], Field(max_length=100)] = []
    note: Annotated[str | None, Field(max_length=100_000)] = None

    def to_article(self) -> Article:
        """Return the record that the assistant takes."""
        return Article(**self.model_dump(exclude={"credits"}), credits=tuple(self.credits))


class AddRequest(Strict):
    """URLs of pages, feeds or sitemaps to read, articles to store as they are, or both."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"sources": ["https://example.org/story", "https://example.org/feed.xml"]},
                {
                    "articles": [
                        {
                            "title": "Owls return to the fen",
                            "text": "Forty owls were counted. Wardens counted nine last year.",
                            "source": "County Wire",
                            "published": "2024-11-02",
                        }
                    ]
                },
            ]
        }
    )

    sources: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=4096)]], Field(max_length=MAX_SOURCES)
    ] = []
    articles: Annotated[list[ArticleIn], Field(max_length=MAX_SOURCES)] = []

    @model_validator(mode="after")
    def _check_something(self) -> AddRequest:
        if not self.sources and not self.articles:
            raise ValueError("nothing to add: give sources, articles or both")
        return self


def history_of(turns: list[Turn | tuple[Role, str]]) -> History:
    """Return turns as the pairs that the assistant takes."""
    return [(each.role, each.content) if isinstance(each, Turn) else each for each in turns]


def _tuple(names: list[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)
