"""What happens on each event of the reader."""

from __future__ import annotations

import logging

import gradio as gr

from index.types import Article, ArticleHeader
from qa.assistant import Assistant
from qa.errors import ArticleQAError
from qa.ui.markup import Html
from qa.ui.place import Place
from qa.ui.reader.article import EMPTY, article_html, missing_html
from qa.ui.reader.quotes import opened_from
from qa.ui.talk.turn import Turn

__all__ = ["ReaderHandlers"]

Turns = tuple[Turn, ...]
logger = logging.getLogger(__name__)

UNEXPECTED = "The article could not be opened. The server's log says why."


class ReaderHandlers:
    """Each method is one event; what it returns fits the outputs named in ``room``."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def arrive(self, turns: Turns, request: gr.Request) -> Html:
        """Return the article that a deep link names, among the quotes of what was restored."""
        place = Place.read(dict(request.query_params))
        return await self._article(place, turns) if place else EMPTY

    async def open(self, turns: Turns, event: gr.EventData) -> Html:
        """Return the article at the place that was clicked."""
        names = ("article", "start", "end", "turn")
        place = Place.read({name: getattr(event, name, None) for name in names})
        return await self._article(place, turns) if place else EMPTY

    async def _article(self, place: Place, turns: Turns) -> Html:
        """Return the article, or what went wrong: the reader never stays empty."""
        try:
            article = await self._assistant.aarticle(place.article_id)
            place, cited = opened_from(place, turns)
            return article_html(article, place, cited, await self._copies(article))
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
