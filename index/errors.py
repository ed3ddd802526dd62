"""Every error that the product raises on purpose.

Each message ends with what to do about it. The tree (``qa.errors`` adds the model branch):

    ArticleQAError
    ├── SettingsError           a setting is unknown, out of bounds, or does not fit another
    ├── QuestionError           a question is empty or too long
    ├── SourceError             one file, page or feed could not be read
    │   ├── FetchError          it could not be fetched
    │   │   └── AddressRefused  it points at an address that is not public
    │   └── ParseError          it was read, but held no article
    ├── StoreError              the data folder
    │   ├── StoreLocked         another process owns it
    │   ├── StoreMismatch       it was made with another embedding model or splitting
    │   ├── StoreDamaged        it cannot be read
    │   └── StoreFull           no space is left for it
    ├── ArticleNotFound         no article has that id
    ├── TraceNotFound           the trace of an answer is not kept
    └── EvalError               questions, reports or gates of an evaluation do not hold together
"""

from __future__ import annotations

__all__ = [
    "AddressRefused",
    "ArticleNotFound",
    "ArticleQAError",
    "EvalError",
    "FetchError",
    "ParseError",
    "QuestionError",
    "SettingsError",
    "SourceError",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreLocked",
    "StoreMismatch",
    "TraceNotFound",
]


class ArticleQAError(Exception):
    """Base of every deliberate error; ``str(error)`` is one line for a person."""


class SettingsError(ArticleQAError):
    """A setting is unknown, out of bounds, or does not fit another."""


class QuestionError(ArticleQAError):
    """A question is empty or too long."""


class SourceError(ArticleQAError):
    """One file, page or feed could not be read; the message is the reason shown in a report."""


class FetchError(SourceError):
    """A page could not be fetched."""


class AddressRefused(FetchError):
    """A URL leads to an address that is not public."""


class ParseError(SourceError):
    """Something was read, but no article was found in it."""


class StoreError(ArticleQAError):
    """The data folder cannot be used as it is."""


class StoreLocked(StoreError):
    """Another process owns the data folder.

    ``pid`` is the owner's process id; ``address`` and ``key`` are set when the owner is a server.
    """

    def __init__(
        self, message: str, *, pid: int, address: str | None = None, key: str | None = None
    ) -> None:
        super().__init__(message)
        self.pid = pid
        self.address = address
        self.key = key


class StoreMismatch(StoreError):
    """The data folder was made with another embedding model, dimension or splitting."""


class StoreDamaged(StoreError):
    """The data folder cannot be read."""


class StoreFull(StoreError):
    """No space is left for the data folder."""


class ArticleNotFound(ArticleQAError):
    """No article has that id."""


class TraceNotFound(ArticleQAError):
    """The trace of an answer is not kept, or never was."""


class EvalError(ArticleQAError):
    """Questions, reports or gates of an evaluation do not hold together."""
