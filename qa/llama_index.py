"""The seam to llama-index: our retrieval as one of its retrievers.

    from qa.llama_index import ArticleRetriever
    engine = RetrieverQueryEngine.from_args(ArticleRetriever(assistant), llm=…)

Each node carries its article's id, title, publisher, URL and date, and exact offsets.
"""

from __future__ import annotations

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.types import Filters, SearchResult
from qa.assistant import Assistant

__all__ = ["ArticleRetriever"]


class ArticleRetriever(BaseRetriever):  # type: ignore[misc]
    """Retrieves passages from an assistant; scores are in 0..1, higher is better."""

    def __init__(
        self, assistant: Assistant, top_k: int | None = None, filters: Filters | None = None
    ) -> None:
        super().__init__()
        self._assistant = assistant
        self._top_k = top_k
        self._filters = filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        results = self._assistant.search(query_bundle.query_str, self._top_k, self._filters)
        return [_node(result) for result in results]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        results = await self._assistant.asearch(query_bundle.query_str, self._top_k, self._filters)
        return [_node(result) for result in results]


def _node(result: SearchResult) -> NodeWithScore:
    passage, article = result.passage, result.article
    node = TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={
            "article_id": article.id,
            "title": article.title,
            "source": article.source,
            "url": article.url or "",
            "published": article.published.isoformat() if article.published else "",
        },
    )
    return NodeWithScore(node=node, score=result.score)
