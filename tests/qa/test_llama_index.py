"""Our retrieval inside anybody's llama-index application."""

from __future__ import annotations

from qa.llama_index import ArticleRetriever


def test_nodes_carry_the_article_and_exact_offsets(assistant):
    nodes = ArticleRetriever(assistant, top_k=2).retrieve("border treaty signed")
    assert len(nodes) == 2
    best = nodes[0]
    assert best.node.metadata["article_id"] == "treaty"
    assert best.node.metadata["published"] == "2023-03-20"
    text = assistant.article("treaty").text
    assert text[best.node.start_char_idx : best.node.end_char_idx] == best.node.text
    assert best.score >= nodes[1].score


async def test_it_retrieves_without_blocking(assistant):
    nodes = await ArticleRetriever(assistant).aretrieve("barn owl chicks")
    assert nodes[0].node.metadata["article_id"] == "owls"
