"""How early a ranking holds what is relevant: Success@k, recall@k, reciprocal rank, nDCG@k.

Defined as in ``ir-measures`` and trec_eval, whose values they equal. All are in 0..1, higher is
better. ``relevant`` gives a grade to each id; 1 and more is relevant, 0 and less is not, as is an
id that has none. An id that a ranking holds twice counts where it stands first, and those behind
it move up. Where nothing is relevant every value is None; trec_eval says 0 there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["hit", "ndcg", "recall", "reciprocal_rank"]


def hit(ranked: Sequence[str], relevant: Mapping[str, int], k: int) -> float | None:
    """Return 1.0 if one of the first k is relevant, else 0.0 (Success@k; trec_eval: success)."""
    wanted = _wanted(relevant)
    return float(any(each in wanted for each in _first(ranked, k))) if wanted else None


def recall(ranked: Sequence[str], relevant: Mapping[str, int], k: int) -> float | None:
    """Return the share of the relevant ids that are among the first k (trec_eval: recall)."""
    wanted = _wanted(relevant)
    return sum(each in wanted for each in _first(ranked, k)) / len(wanted) if wanted else None


def reciprocal_rank(ranked: Sequence[str], relevant: Mapping[str, int]) -> float | None:
    """Return 1 / rank of the first relevant id, 0.0 if none is ranked (trec_eval: recip_rank).

    Its mean over questions is MRR (Voorhees, TREC-8 question answering track, 1999).
    """
    wanted = _wanted(relevant)
    if not wanted:
        return None
    ranks = (rank for rank, each in enumerate(_once(ranked), 1) if each in wanted)
    return 1.0 / next(ranks, math.inf)


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int], k: int) -> float | None:
    """Return the discounted gain of the first k as a share of the best possible (nDCG@k).

    The gain is the grade itself and the discount log2(rank + 1): Järvelin & Kekäläinen 2002 as
    trec_eval has it (ndcg_cut), not the variant with 2^grade - 1.
    """
    wanted = _wanted(relevant)
    if not wanted:
        return None
    gained = _discounted(wanted.get(each, 0) for each in _first(ranked, k))
    return gained / _discounted(sorted(wanted.values(), reverse=True)[:k])


def _wanted(relevant: Mapping[str, int]) -> dict[str, int]:
    return {each: grade for each, grade in relevant.items() if grade > 0}


def _first(ranked: Sequence[str], k: int) -> list[str]:
    if k < 1:
        raise ValueError(f"k is {k}, and must be 1 or more")
    return _once(ranked)[:k]


def _once(ranked: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(ranked))


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
