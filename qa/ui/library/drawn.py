"""What an event of the library changes on the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, fields
from functools import wraps
from typing import Any

import gradio as gr

from qa.errors import ArticleQAError
from qa.ui.notices import notice

__all__ = ["Drawn", "told"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """New values of components, by the names that ``room`` gives them; what is not given stays.

    ``said`` is the exception: it holds for one event and is empty after the next.
    """

    said: Any = ""
    choice: Any = field(default_factory=gr.skip)
    asking_only: Any = field(default_factory=gr.skip)
    shelf: Any = field(default_factory=gr.skip)
    addresses: Any = field(default_factory=gr.skip)
    uploads: Any = field(default_factory=gr.skip)
    jobs: Any = field(default_factory=gr.skip)
    failing: Any = field(default_factory=gr.skip)
    failures: Any = field(default_factory=gr.skip)
    count: Any = field(default_factory=gr.skip)
    sought: Any = field(default_factory=gr.skip)
    filtering: Any = field(default_factory=gr.skip)
    publishers: Any = field(default_factory=gr.skip)
    since: Any = field(default_factory=gr.skip)
    until: Any = field(default_factory=gr.skip)
    listed: Any = field(default_factory=gr.skip)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the components in the order of ``values``."""
        return tuple(each.name for each in fields(cls))

    @property
    def values(self) -> tuple[Any, ...]:
        """The values as an event returns them."""
        return tuple(getattr(self, name) for name in self.names())


def told(handler: Callable[..., Awaitable[Drawn]]) -> Callable[..., Awaitable[tuple[Any, ...]]]:
    """Return a handler as an event: what the assistant cannot do is told, and the page stays."""

    @wraps(handler)
    async def event(*args: Any) -> tuple[Any, ...]:
        try:
            drawn = await handler(*args)
        except ArticleQAError as error:
            drawn = Drawn(said=notice(str(error), "problem"))
        return drawn.values

    return event
