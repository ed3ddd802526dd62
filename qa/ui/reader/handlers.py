"""What happens on each event of the reader."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import gradio as gr

from index.types import Article, ArticleHeader
from qa.assistant import Assistant
from qa.errors import ArticleQAError
from qa.types import Citation
from qa.ui.markup import Html
from qa.ui.place import Place
from qa.ui.reader.article import EMPTY, article_html, missing_html
from qa.ui.talk.turn import Turn

__all__ = ["ReaderHandlers"]

Turns = tuple[Turn, ...]
logger = logging.getLogger(__name__)

UNEXPECTED = "The article could not be opened. The server's log says why."


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
        """Return the article, or what went wrong: the reader never stays empty."""
        try:
            article = await self._assistant.aarticle(place.article_id)
            return article_html(article, place, _cited(place, turns), await self._copies(article))
        except ArticleQAError as error:
            return missing_html(str(error), place)
        except Exception:
            logger.exception("an article could not be opened on the page")
            return missing_html(UNEXPECTED, place)

    async def _copies(self, article: Article) -> list[ArticleHeader]:
        story = article.copy_of or article.id
        headers = await self._assistant.aheaders()
        same = [each for each in headers if story in (each.id, each.copy_of)]
        return [each for each in same if each.id != article.id]


def _cited(place: Place, turns: Turns) -> Sequence[Citation]:
    """Return what the answer cites from which the place was opened."""
    if place.turn is None or place.turn >= len(turns):
        return ()
    answer = turns[place.turn].answer
    return answer.citations if answer else ()
