"""The plain-text samples end in a source line and an author's note; neither is body."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.sources import SourceReader

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name)
def test_source_and_note_are_set_apart(path):
    with SourceReader() as reader:
        (raw,) = reader.read(path)
        (article,) = reader.parse(raw)
    assert article.source
    assert article.credits
    assert article.note
    assert "Source:" not in article.text
    assert article.note not in article.text
