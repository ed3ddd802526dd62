"""Whether an answer is a gold answer, holds it, or shares its words.

Exact match and token F1 are those of SQuAD 1.1 (Rajpurkar et al. 2016, evaluate-v1.1.py) over the
normalisation below; every value is in 0..1, higher is better. Gold answers without a word, such as
".", are passed over; where none is left the value is None.

Kept from SQuAD, with its price: articles are dropped, so "The Who" is found in "who"; but a gold
answer that ends in "a" keeps it, so "vitamin A" is not found in "vitamin D".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from evals.metrics.wording import plain

__all__ = [
    "all_gold",
    "bag_f1",
    "contains",
    "contains_all",
    "exact_match",
    "no_wrong",
    "normalised",
    "token_f1",
]

_CJK = "\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # without their marks
_TOKEN = re.compile(rf"\d+(?:[.:]\d+)+|[{_CJK}]|[^\W_{_CJK}]+")
_POSSESSIVE = re.compile(r"(?<=\w)\s?'s\b")
_INNER_MARK = re.compile(r"(?<=[^\W_])[-'./]+(?=[^\W\d_])|(?<=[^\W\d_])[-'./]+(?=[^\W_])")
_ARTICLES = frozenset({"a", "an", "the"})


def normalised(text: str) -> str:
    """Return the words of a text, parted by single blanks, in the form in which they are compared.

    As SQuAD 1.1: small letters, no punctuation, no a/an/the. Beyond it, so that an answer is found
    whichever way it is written:

    - accents go (é is e), and the 's of a possessive; "&" is "and";
    - hyphens, dashes, slashes and points part words, where SQuAD would join them
      ("black-and-yellow" is three words); comparisons try the joined form as well (e-mail, email);
    - a decimal and a time of day are one word (4.25, 10:30), so that 4 is not found in 4.25;
    - 1,204 and "1 204" with a narrow blank are 1204, 3,75 is 3.75, 4.00 is 4; fourteen is 14, "1.4
      million" 1400000;
    - £5m is "5000000 pound", like "five million pounds"; 5% is "5 percent": sums in different
      currencies differ, and neither is equal to the bare number, which they do contain;
    - units and dates have one wording ("5 kilometres", 5km; "March 14th, 2023", "14 March 2023");
    - Chinese and Japanese characters are words of their own.
    """
    return _without(_ARTICLES, _apart(text))


def exact_match(answer: str, golds: Sequence[str]) -> float | None:
    """Return 1.0 if the answer is one of the gold answers once normalised, else 0.0."""
    return _best(float(given == gold) for given, gold in _compared(answer, golds))


def token_f1(answer: str, golds: Sequence[str]) -> float | None:
    """Return the best bag-of-words F1 of the answer with a gold answer, as SQuAD 1.1."""
    return _best(bag_f1(given.split(), gold.split()) for given, gold in _compared(answer, golds))


def contains(answer: str, golds: Sequence[str]) -> float | None:
    """Return 1.0 if the whole words of a gold answer stand together in the answer, else 0.0.

    Both normalised: 14 stands in "14 chicks" and "fourteen chicks", not in 1420, 14.5, 14 million
    or 2014. For gold answers that are short.
    """
    return _best(float(f" {gold} " in f" {given} ") for given, gold in _compared(answer, golds))


def contains_all(answer: str, groups: Sequence[Sequence[str]]) -> float | None:
    """Return the share of several gold answers, each a group of wordings, that an answer contains.

    None where there are no groups.
    """
    found = [contains(answer, group) for group in groups]
    known = [each for each in found if each is not None]
    return sum(known) / len(known) if known else None


def all_gold(answer: str, groups: Sequence[Sequence[str]]) -> float | None:
    """Return 1.0 if the answer contains a wording of every group, else 0.0.

    None where there are no groups. As in RAMDocs (Wang et al. 2025), with ``no_wrong``.
    """
    share = contains_all(answer, groups)
    return None if share is None else float(share == 1.0)


def no_wrong(answer: str, wrongs: Sequence[str]) -> float | None:
    """Return 1.0 if the answer contains none of the wrong answers, else 0.0.

    None where no wrong answers are known. An answer that says nothing scores 1.0.
    """
    found = contains(answer, wrongs)
    return None if found is None else 1.0 - found


def bag_f1(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the F1 of two bags of words: 1.0 for the same words, 0.0 where none is shared."""
    shared = (Counter(first) & Counter(second)).total()
    return 2 * shared / (len(first) + len(second)) if shared else 0.0


def _compared(answer: str, golds: Sequence[str]) -> list[tuple[str, str]]:
    """Return (answer, gold) with words apart, then joined, for every gold that has words."""
    given = [form(answer) for form in (_apart, _joined)]
    pairs = []
    for gold in filter(normalised, golds):
        wanted = [form(gold) for form in (_apart, _joined)]
        # an article never stands last: this is the letter
        dropped = _ARTICLES - {"a"} if wanted[0][-1] == "a" else _ARTICLES
        pairs += [
            (_without(dropped, one), _without(dropped, other))
            for one, other in zip(given, wanted, strict=True)
        ]
    return pairs


def _apart(text: str) -> list[str]:
    """Return the words of a text, parted by every mark."""
    return _TOKEN.findall(_POSSESSIVE.sub(" ", plain(text)))


def _joined(text: str) -> list[str]:
    """Return the words with marks inside them deleted, as SQuAD does; between digits they part."""
    return _TOKEN.findall(_INNER_MARK.sub("", plain(text)))


def _without(dropped: frozenset[str], words: Sequence[str]) -> str:
    return " ".join(each for each in words if each not in dropped)


def _best(values: Iterable[float]) -> float | None:
    return max(values, default=None)
