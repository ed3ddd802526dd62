"""What speaks against a sentence. Each rule gives the reason, or None.

Some rules make a sentence unsupported; the others leave it partly supported, which means that a
reader must not take it as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from index.lexical import STOP_WORDS
from index.sentences import words
from qa.answer_type import answer_type, values
from qa.checking.claim import Claim
from qa.checking.clauses import hedged, negated, resting_on, speakers, tells_speaker
from qa.checking.facts import addresses, bare, figures, folded, in_digits, names, stems
from qa.checking.limits import unbound, unlimited, unranked
from qa.checking.measures import remeasured, rerated
from qa.checking.opposites import opposite
from qa.checking.pairing import mispaired
from qa.checking.pointing import opens_with_pronoun, points_beside
from qa.checking.reasoning import uncompared, unreasoned
from qa.checking.roles import misattributed, unsaid
from qa.checking.subjects import behind_preposition
from qa.checking.wording import foreign, root, shared_order, shared_words
from qa.stemming import stem
from qa.types import Verdict

__all__ = ["check", "coverage"]

Rule = Callable[[Claim], str | None]
_MOST, _SOME, _HARDLY = 0.6, 0.4, 0.25
"""Shares of what a sentence tells that stand in its quotes."""
_ASKS_FOR_SOMETHING = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE
)
_NO_NAME = frozenset("yes both either neither nearly almost around roughly some many few".split())
"""Words that open an answer and are nobody's name."""
_WORDED, _ORDERED = 0.85, 0.5
"""Least shares of a sentence's words that the quote has, and has in their order.

Of 263 sentences of the default model that passed all other rules 31 were wrong by reading, all but
none of them word for word in the quote; so 8 are, and 33 of 232 right ones are quoted instead.
"""


def check(claim: Claim) -> tuple[Verdict, str]:
    """Return the verdict on a sentence against the quotes that it cites, and the reason."""
    for rule in _AGAINST:
        if reason := rule(claim):
            return "unsupported", reason
    for rule in _DOUBTS:
        if reason := rule(claim):
            return "partly", reason
    return "supported", "its names, numbers and words are in the quote"


def coverage(claim: Claim, text: str) -> float:
    """Return the share (0..1) of what a sentence tells that stands in a text."""
    return len(claim.news & stems(text)) / len(claim.news) if claim.news else 0.0


# against


def _nothing_is_quoted(claim: Claim) -> str | None:
    if not claim.quotes:
        return "no evidence sentence states it"
    return None if claim.quoted.strip() else "the quote states nothing"


def _a_number_is_foreign(claim: Claim) -> str | None:
    known = figures(f"{claim.quoted} {claim.heading} {claim.question}")
    foreign = sorted(figures(claim.sentence) - known)
    return f"the number {foreign[0]} is not in the quote" if foreign else None


def _a_name_is_foreign(claim: Claim) -> str | None:
    known = _words(f"{claim.quoted} {claim.heading} {claim.question}")
    foreign = sorted(names(claim.sentence) - known)
    return f"the name {foreign[0]} is not in the quote" if foreign else None


def _an_address_is_foreign(claim: Claim) -> str | None:
    known = addresses(f"{claim.quoted} {claim.heading} {claim.question}")
    foreign = sorted(addresses(claim.sentence) - known)
    return f"the address {foreign[0]} is not in the quote" if foreign else None


def _it_is_about_something_else(claim: Claim) -> str | None:
    if coverage(claim, f"{claim.quoted} {claim.heading}") < _SOME:
        return "the quote does not speak of this"
    return None


def _only_the_heading_says_so(claim: Claim) -> str | None:
    if coverage(claim, claim.quoted) < _HARDLY:
        return "only the title speaks of this, not the quote"
    return None


def _it_only_repeats_the_question(claim: Claim) -> str | None:
    """A question that asks for something is not answered by its own words."""
    if not _ASKS_FOR_SOMETHING.search(claim.asked):
        return None
    asked = stems(claim.asked)
    if foreign(stems(claim.sentence), asked) or figures(claim.sentence) - figures(claim.asked):
        return None
    return "it only repeats the question"


# doubts


def _a_number_is_only_asked(claim: Claim) -> str | None:
    asked = sorted(figures(claim.sentence) - figures(f"{claim.quoted} {claim.heading}"))
    return f"the number {asked[0]} is in the question, not in the quote" if asked else None


def _a_name_is_only_asked(claim: Claim) -> str | None:
    asked = sorted(foreign(names(claim.sentence), _words(claim.known)))
    return f"the name {asked[0]} is in the question, not in the quote" if asked else None


def _it_denies_or_does_not(claim: Claim) -> str | None:
    quoted, told = negated(resting_on(claim.news, claim.quoted)), negated(claim.sentence)
    if told and not negated(claim.quoted):
        return "the sentence denies something, the quote does not"
    return "the quote denies something, the sentence does not" if quoted and not told else None


def _it_is_surer_than_the_quote(claim: Claim) -> str | None:
    if hedged(resting_on(claim.news, claim.quoted)) and not hedged(claim.sentence):
        return "the quote says this only of what may or will be"
    return None


def _its_speaker_is_lost(claim: Claim) -> str | None:
    if not tells_speaker(claim.quoted) or tells_speaker(claim.sentence):
        return None
    told = _words(claim.sentence) | _words(claim.question)
    return None if speakers(claim.quoted) & told else "the quote says whose claim this is"


def _a_number_is_another_s(claim: Claim) -> str | None:
    number = mispaired(claim.sentence, claim.quoted, f"{claim.asked} {claim.heading}")
    return f"the number {number} may belong to something else in the quote" if number else None


def _a_number_has_another_unit(claim: Claim) -> str | None:
    if number := remeasured(claim.sentence, claim.quoted):
        return f"the number {number} has another unit in the quote"
    stretch = rerated(claim.sentence, claim.quoted)
    return f"the quote does not count by the {stretch}" if stretch else None


def _a_limit_is_lost(claim: Claim) -> str | None:
    if number := unbound(claim.sentence, claim.quoted):
        return f"the number {number} is only a bound in the quote"
    resting = resting_on(claim.news, claim.quoted)
    word = unlimited(claim.sentence, claim.quoted, resting)
    return f"the quote says this with a limit: {word}" if word else None


def _its_rank_is_not_given(claim: Claim) -> str | None:
    rank = unranked(claim.sentence, claim.quoted)
    return f"the quote does not say {rank}, or not without a limit" if rank else None


def _somebody_else_did_it(claim: Claim) -> str | None:
    name = misattributed(claim.sentence, claim.quoted, f"{claim.known} {claim.question}")
    return f"the quote says this of {name}" if name else None


def _it_is_said_of_what_it_goes_with(claim: Claim) -> str | None:
    name = behind_preposition(claim.sentence, claim.quoted)
    return f"the quote says this of something else than {name}" if name else None


def _nobody_did_it(claim: Claim) -> str | None:
    verb = unsaid(claim.sentence, claim.quoted, f"{claim.known} {claim.question}")
    return f"the word {verb} is not in the quote" if verb else None


def _its_comparison_is_not_made(claim: Claim) -> str | None:
    compared = uncompared(claim.sentence, claim.quoted)
    return f"the quote does not say {compared}" if compared else None


def _its_reason_is_not_given(claim: Claim) -> str | None:
    found = unreasoned(claim.sentence, claim.quoted)
    return "the quote does not give this as a reason" if found else None


def _a_word_is_only_asked(claim: Claim) -> str | None:
    roots = set(map(root, stems(claim.asked)))
    told = {word for word in stems(claim.sentence) if root(word) in roots and word.isalpha()}
    asked = sorted(foreign(told, stems(f"{claim.quoted} {claim.heading}") | names(claim.known)))
    return f"the word {asked[0]} is in the question, not in the quote" if asked else None


def _its_name_is_only_nearby(claim: Claim) -> str | None:
    """A name that stands beside a quote is told of there only where the quote points to it."""
    own = _words(f"{claim.quoted} {claim.heading}")
    told = names(f"x {claim.sentence}") & names(f"x {claim.nearby} {claim.question}")
    beside = sorted(foreign(told, own))
    if beside and not points_beside(claim.sentence, claim.quoted):
        return f"the quote does not speak of {beside[0]}"
    return None


def _it_says_the_opposite(claim: Claim) -> str | None:
    word = opposite(claim.sentence, claim.quoted)
    return f"the quote says the opposite of {word}" if word else None


def _it_answers_another_question(claim: Claim) -> str | None:
    kind = answer_type(claim.asked)
    if kind == "person":
        return _it_names_somebody_else(claim)
    if kind in {"date", "number"} and not values(kind, claim.sentence, claim.question):
        return f"the question asks for a {kind}, the sentence gives none"
    return None  # where may be answered without a name: in the bone marrow


def _its_quote_is_beside_the_question(claim: Claim) -> str | None:
    """A bare phrase says nothing of the question: that its quote answers it must show there."""
    asked = stems(claim.asked)
    if not asked or stems(claim.sentence) & asked:
        return None
    if foreign(stems(claim.sentence), stems(claim.quoted)):
        return "only part of this is in the quote"
    about = claim.nearby if opens_with_pronoun(claim.quoted) else ""
    lacking = foreign(asked, stems(f"{claim.quoted} {claim.heading} {about}"))
    if len(lacking) > (1 - _SOME) * len(asked):
        return "the quote speaks of little that is asked"
    return None


def _it_names_somebody_else(claim: Claim) -> str | None:
    """Return a full name that the quote holds, where the sentence names another, and not in full.

    Capitals do not tell a person from a place: "Tehran signed it" over a quote that names the man.
    """
    full = [name for name in values("person", claim.quoted, claim.question) if " " in name]
    told = set(re.findall(r"\b[^\W\d_a-z]\w+", claim.sentence))
    new = {word for word in told if word.lower() not in STOP_WORDS | _words(claim.question)}
    if full and new and new.isdisjoint(part for name in full for part in name.split()):
        return f"the question asks who, and the quote names {full[0]}"
    return None


def _its_first_word_may_be_a_name(claim: Claim) -> str | None:
    opening = (words(claim.sentence) or [""])[0]
    known = {stem(word) for word in _words(f"{claim.known} {claim.question}")}
    if (
        opening
        and opening not in STOP_WORDS | _NO_NAME
        and not in_digits(opening).isdigit()
        and not tells_speaker(opening)
        and stem(opening) not in known
    ):
        return f"the word {opening}, which may be a name, is not in the quote"
    return None


def _much_of_it_is_missing(claim: Claim) -> str | None:
    if coverage(claim, f"{claim.quoted} {claim.heading}") < _MOST:
        return "only part of this is in the quote"
    return None


def _it_is_worded_otherwise(claim: Claim) -> str | None:
    """A small model that words it anew often fits the quote to the question: see ``_WORDED``."""
    if shared_words(claim.sentence, claim.quoted, f"{claim.heading} {claim.nearby}") < _WORDED:
        return "some of its words are not in the quote"
    if shared_order(claim.sentence, claim.quoted) < _ORDERED:
        return "the quote has its words in another order"
    return None


_AGAINST: tuple[Rule, ...] = (
    _nothing_is_quoted,
    _a_number_is_foreign,
    _a_name_is_foreign,
    _an_address_is_foreign,
    _it_is_about_something_else,
    _only_the_heading_says_so,
    _it_only_repeats_the_question,
)
_DOUBTS: tuple[Rule, ...] = (
    _a_number_is_only_asked,
    _a_name_is_only_asked,
    _it_denies_or_does_not,
    _it_is_surer_than_the_quote,
    _its_speaker_is_lost,
    _a_number_is_another_s,
    _a_number_has_another_unit,
    _a_limit_is_lost,
    _its_rank_is_not_given,
    _its_comparison_is_not_made,
    _its_reason_is_not_given,
    _it_says_the_opposite,
    _somebody_else_did_it,
    _it_is_said_of_what_it_goes_with,
    _nobody_did_it,
    _a_word_is_only_asked,
    _its_name_is_only_nearby,
    _it_answers_another_question,
    _its_quote_is_beside_the_question,
    _its_first_word_may_be_a_name,
    _much_of_it_is_missing,
    _it_is_worded_otherwise,
)


def _words(text: str) -> set[str]:
    return {bare(word) for word in words(folded(text))}
