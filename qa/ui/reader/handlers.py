"""What happens on each event of the reader."""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr

from qa.assistant import Assistant
from qa.errors import ArticleQAError
from qa.types import Citation
from qa.ui.markup import Html
from qa.ui.place import Place
from qa.ui.reader.article import EMPTY, article_html, missing_html
from qa.ui.talk.turn import Turn

__all__ = ["ReaderHandlers"]

Turns = tuple[Turn, ...]


class ReaderHandlers:
    """Each method is one event; what it returns fits the outputs named in ``room``."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def arrive(self, request: gr.Request) -> Html:
        """Return the article that a deep link names."""
        place = Place.read(dict(request.query_params))
        return await self._article(place, ()) if place else EMPTY

    async def open(self, turns: Turns, event: gr.EventData) -> Html:
        """Return the article at the place that was clicked."""
        names = ("article", "start", "end", "turn")
        place = Place.read({name: getattr(event, name, None) for name in names})
        return await self._article(place, turns) if place else EMPTY

    async def _article(self, place: Place, turns: Turns) -> Html:
        cited: Sequence[Citation] = ()
        if place.turn is not None and place.turn < len(turns):
            answer = turns[place.turn].answer
            cited = answer.citations if answer else ()
        try:
            return article_html(await self._assistant.aarticle(place.article_id), place, cited)
        except ArticleQAError as error:
            return missing_html(str(error))
