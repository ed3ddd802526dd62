"""The errors of ``index.errors``, and those of the models below them.

ArticleQAError
├── ConversationError          a conversation cannot take what it was given
│   └── ConversationNotFound   none has that id, or its owner is somebody else
└── ModelError                 a model file or a model server
    ├── ModelUnknown           no model has that name
    ├── ModelMissing           its file has not been pulled
    ├── ModelPullFailed        no source could deliver it
    ├── ModelDamaged           a file does not have the hash that the catalogue names
    └── ModelServerError       the server cannot be used
        ├── ModelServerDown    it does not answer, or refused
        ├── ModelTimeout       it did not answer in time
        └── ModelInterrupted   it stopped in the middle of an answer
"""

from __future__ import annotations

from index.errors import (
    AddressRefused,
    ArticleNotFound,
    ArticleQAError,
    EvalError,
    FetchError,
    ParseError,
    QuestionError,
    SettingsError,
    SourceError,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreMismatch,
    TraceNotFound,
)

__all__ = [
    "AddressRefused",
    "ArticleNotFound",
    "ArticleQAError",
    "ConversationError",
    "ConversationNotFound",
    "EvalError",
    "FetchError",
    "ModelDamaged",
    "ModelError",
    "ModelInterrupted",
    "ModelMissing",
    "ModelPullFailed",
    "ModelServerDown",
    "ModelServerError",
    "ModelTimeout",
    "ModelUnknown",
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


class ConversationError(ArticleQAError):
    """A conversation cannot take what it was given: too much, or in a place that is not there."""


class ConversationNotFound(ConversationError):
    """No conversation has that id, or it is not that owner's; which of both is not said."""


class ModelError(ArticleQAError):
    """A model file or a model server cannot be used."""


class ModelUnknown(ModelError):
    """No model in the catalogue has that name, and no file has that path."""


class ModelMissing(ModelError):
    """A model of the catalogue has not been pulled yet."""


class ModelPullFailed(ModelError):
    """No source could deliver a model; the message has the reason of each."""


class ModelDamaged(ModelError):
    """A file does not have the SHA-256 that the catalogue names."""


class ModelServerError(ModelError):
    """The model server cannot be used."""


class ModelServerDown(ModelServerError):
    """The model server does not answer, or refused the request."""


class ModelTimeout(ModelServerError):
    """The model server did not answer in time."""


class ModelInterrupted(ModelServerError):
    """The model server stopped in the middle of an answer."""
