"""Each sentence of a draft compared with the quotes that it cites, after it was written.

Pure functions: nothing here knows a model. ``claim`` says what is compared, ``facts`` what numbers
and names a text holds, ``rules`` what speaks against a sentence, ``clauses`` which part of a quote
it rests on, ``draft`` finds the citation that bears a sentence out best.
"""

from __future__ import annotations

from qa.checking.claim import Claim
from qa.checking.draft import check_draft
from qa.checking.facts import figures, names
from qa.checking.rules import check

__all__ = ["Claim", "check", "check_draft", "figures", "names"]
