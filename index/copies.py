"""Near-identical copies: the same story, stored by another publisher or under another title.

Candidates come from MinHash signatures in bands (datasketch; Broder 1997, "On the resemblance and
containment of documents"); a word-by-word comparison decides. A text that puts another name or
number in the same place is no copy but a conflicting version, and must stay visible.
"""

from __future__ import annotations

import hashlib
from difflib import SequenceMatcher

import numpy as np

from index.sentences import words

__all__ = ["bands", "is_copy", "signature"]

_PERMUTATIONS = 128
_ROWS = 4
"""Rows a band: texts of resemblance 0.7 share a band with probability above 0.999."""
_SHINGLE = 4
_SHORTEST = 30
"""Words below which only equal texts are copies."""
_COMPARED = 3000
_SAME = 0.8


def signature(text: str) -> bytes:
    """Return the MinHash of a text's word shingles, as bytes."""
    from datasketch import MinHash

    found = words(text)
    sketch = MinHash(num_perm=_PERMUTATIONS)
    last = max(len(found) - _SHINGLE, 0)
    sketch.update_batch([" ".join(found[i : i + _SHINGLE]).encode() for i in range(last + 1)])
    return np.asarray(sketch.hashvalues, np.uint64).tobytes()


def bands(signature: bytes) -> list[bytes]:
    """Return the keys under which a signature is looked up; texts that resemble share some."""
    width = _ROWS * 8
    return [
        hashlib.blake2b(
            signature[at : at + width], digest_size=8, salt=at.to_bytes(4, "big")
        ).digest()
        for at in range(0, len(signature), width)
    ]


def is_copy(text: str, other: str) -> bool:
    """Return whether two texts tell the same story in the same words, with the same facts."""
    a, b = text.split()[:_COMPARED], other.split()[:_COMPARED]
    if min(len(a), len(b)) < _SHORTEST:
        return a == b
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.quick_ratio() < _SAME or matcher.ratio() < _SAME:
        return False
    return not any(
        tag == "replace" and _facts(a[i:j]) != _facts(b[k:m])
        for tag, i, j, k, m in matcher.get_opcodes()
    )


def _facts(run: list[str]) -> set[str]:
    """Return the names and numbers among words."""
    bare = (word.strip(".,;:!?\"'()“”‘’") for word in run)
    return {word for word in bare if word[:1].isupper() or any(map(str.isdigit, word))}
