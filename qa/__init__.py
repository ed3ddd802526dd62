"""Questions answered from a collection of articles, every sentence with a checked quote.

Nothing heavy is loaded by ``import qa``: each public name is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.types import Filters
    from qa.assistant import Assistant
    from qa.errors import ArticleQAError
    from qa.settings import Settings
    from qa.types import Answer, AnswerSentence, Citation, Evidence, EvidenceEvent, TokenEvent

__version__ = "0.1.0"

_HOMES = {
    "Answer": "qa.types",
    "AnswerSentence": "qa.types",
    "ArticleQAError": "qa.errors",
    "Assistant": "qa.assistant",
    "Citation": "qa.types",
    "Evidence": "qa.types",
    "EvidenceEvent": "qa.types",
    "Filters": "index.types",
    "Settings": "qa.settings",
    "TokenEvent": "qa.types",
}

__all__ = [
    "Answer",
    "AnswerSentence",
    "ArticleQAError",
    "Assistant",
    "Citation",
    "Evidence",
    "EvidenceEvent",
    "Filters",
    "Settings",
    "TokenEvent",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
