"""A turn of the conversation as HTML: question, what was found, draft, answer or refusal.

Pure functions from records to ``Html``; see ``qa.ui.markup`` for why nothing in them can be live.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qa.types import Answer, EvidenceEvent
from qa.ui.markup import Html, join, tag
from qa.ui.notices import notice
from qa.ui.talk.actions import actions_html, edit_button, is_small_talk
from qa.ui.talk.cards import abstention_html, conflict_html, warnings_html
from qa.ui.talk.found import found_html
from qa.ui.talk.rating import Rated
from qa.ui.talk.sentences import borne_out, sentences_html
from qa.ui.talk.sources import also_found_html, cited_html
from qa.ui.talk.turn import Turn, without_markers

__all__ = ["turn_html", "turns_html"]

_LEAD = "In the words of the articles:"
_OPEN_MARKER = re.compile(r"\s*\[[\d,\s]*\Z")


def turns_html(
    turns: Sequence[Turn], ratings: Mapping[str, Rated], *, shared: bool = False
) -> Html:
    """Return the turns before the last, oldest first; ``ratings`` are by the answers' trace ids."""
    return join(
        turn_html(turn, at, ratings, shared=shared, last=False) for at, turn in enumerate(turns)
    )


def turn_html(
    turn: Turn,
    number: int,
    ratings: Mapping[str, Rated],
    *,
    shared: bool = False,
    last: bool = True,
) -> Html:
    """Return one turn; ``number`` counts from 0 and names the turn in the links to its quotes.

    A turn of somebody else's conversation (``shared``) cannot be edited, asked again or rated; only
    the ``last`` one is asked again.
    """
    return tag(
        "article",
        tag(
            "header",
            tag("h2", turn.question, class_="question", dir="auto"),
            edit_button(number) if turn.settled and not shared else "",
            class_="asked",
        ),
        _body(turn, number),
        actions_html(turn, number, ratings, shared=shared, last=last),
        class_="turn",
        aria_busy=None if turn.settled else "true",
        data_settled=turn.settled,
    )


def _body(turn: Turn, number: int) -> Html:
    if turn.answer is not None:
        return _answered(turn.answer, number, narrowed=turn.filters is not None)
    growing = join([found_html(turn.found, number), _draft(turn.draft)])
    if turn.problem is not None:
        return join([growing, notice(turn.problem, "problem")])
    if turn.stopped:
        return join([growing, notice("Stopped. The draft above was not checked.")])
    return join([_steps(turn), growing])


def _steps(turn: Turn) -> Html:
    """Return what was done so far and what is being done, while the reader waits."""
    done = _searched(turn.found) if turn.found else ""
    if turn.found is None:
        doing = "Searching the articles…"
    elif not turn.draft:
        doing = "reading them…"
    else:
        doing = "writing; each sentence is checked when the draft is done."
    return tag("p", f"{done} · {doing}" if done else doing, class_="working", role="status")


def _searched(found: EvidenceEvent) -> str:
    passages = f"Searched {found.searched:,} passages" if found.searched else "Searched"
    kept = len(found.evidence)
    return f"{passages}, {kept} sentence{'' if kept == 1 else 's'} kept"


def _draft(draft: str) -> Html:
    # A marker that has only half arrived is held back; whole ones become chips in the answer.
    words = without_markers(_OPEN_MARKER.sub("", draft))
    return tag("p", words, class_="draft", dir="auto") if words else Html()


def _answered(answer: Answer, number: int, *, narrowed: bool) -> Html:
    if answer.abstained:
        shown = [abstention_html(answer, number, narrowed=narrowed)]
    else:
        shown = [
            conflict_html(answer, number) if answer.conflict else _said(answer, number),
            cited_html(answer.citations, number),
            also_found_html(answer, number),
            Html() if is_small_talk(answer) else _colophon(answer),
        ]
    return join([warnings_html(answer), *shown])


def _said(answer: Answer, number: int) -> Html:
    quotes = answer.mode == "extractive" and bool(answer.citations)
    lead = tag("p", _LEAD, class_="lead") if quotes else Html()
    shown = sentences_html(answer, number)
    return join([lead, tag("div", *shown, class_="answer quotes" if quotes else "answer")])


def _colophon(answer: Answer) -> Html:
    parts = [borne_out(answer)] if answer.sentences else []
    if answer.mode == "generated" and answer.model:
        parts.append(answer.model)
    if answer.as_of is not None:
        parts.append(f"as of {answer.as_of.isoformat()}")
    if answer.timings.total is not None:
        parts.append(f"{answer.timings.total / 1000:.1f} s")
    return tag("p", " · ".join(parts), class_="colophon")
