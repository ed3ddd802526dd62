"""Whether citations are exact, and whether they point at the gold evidence.

Every value is in 0..1, higher is better. A span is (article id, start, end), offsets in code
points, the end not included. Precision, recall and F1 are at sentence level, as in ALCE (Gao et
al. 2023) but against gold evidence rather than by an entailment model: cited spans are sentences,
and the caller divides gold quotes into sentences. Spans that are given twice count once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evals.metrics.answers import bag_f1, normalised

__all__ = [
    "Span",
    "exactness",
    "f1",
    "overlaps",
    "precision",
    "recall",
    "share_cited",
    "word_f1",
]

Span = tuple[str, int, int]
"""Article id, start, end."""


def exactness(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return the share of (``article.text[start:end]``, quote) that are equal to the character.

    Must be 1.0. None where nothing was cited.
    """
    return sum(found == quote for found, quote in pairs) / len(pairs) if pairs else None


def overlaps(a: Span, b: Span) -> bool:
    """Return whether two spans share a character of the same article."""
    return a[0] == b[0] and max(a[1], b[1]) < min(a[2], b[2])


def precision(
    cited: Sequence[Span], gold: Sequence[Span], same: Callable[[Span, Span], bool] = overlaps
) -> float | None:
    """Return the share of cited spans that meet a gold span.

    ``same(cited, gold)`` says whether they meet; pass another where a copy of the article under
    another id, with the same text, is as good. None where nothing is cited, or nothing is gold.
    """
    cited = list(dict.fromkeys(cited))
    if not cited or not gold:
        return None
    return sum(any(same(each, wanted) for wanted in gold) for each in cited) / len(cited)


def recall(
    cited: Sequence[Span], gold: Sequence[Span], same: Callable[[Span, Span], bool] = overlaps
) -> float | None:
    """Return the share of gold spans that a cited span meets; 0.0 where nothing is cited.

    ``same`` as in ``precision``. None where nothing is gold.
    """
    gold = list(dict.fromkeys(gold))
    if not gold:
        return None
    return sum(any(same(each, wanted) for each in cited) for wanted in gold) / len(gold)


def f1(
    cited: Sequence[Span], gold: Sequence[Span], same: Callable[[Span, Span], bool] = overlaps
) -> float | None:
    """Return the harmonic mean of precision and recall; 0.0 where nothing is cited.

    None where nothing is gold (van Rijsbergen 1979).
    """
    found = recall(cited, gold, same)
    right = precision(cited, gold, same) or 0.0
    if found is None:
        return None
    return 2 * right * found / (right + found) if right + found else 0.0


def word_f1(cited: Sequence[str], gold: Sequence[str]) -> float | None:
    """Return the bag-of-words F1 of all cited text against all gold text.

    Words are those of ``answers.normalised``; a text that is given twice counts once. For
    comparison with systems whose citations are not sentences. None where the gold text has no
    words; 0.0 where nothing is cited.
    """
    wanted = _bag(gold)
    return bag_f1(_bag(cited), wanted) if wanted else None


def share_cited(counts: Sequence[int]) -> float | None:
    """Return the share of sentences with a citation, from how many each has.

    None where there are no sentences.
    """
    return sum(count > 0 for count in counts) / len(counts) if counts else None


def _bag(texts: Sequence[str]) -> list[str]:
    return [word for text in dict.fromkeys(texts) for word in normalised(text).split()]
