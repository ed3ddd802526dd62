"""A follow-up question worded by a model so that it stands alone; rules decide whether it may.

The model is asked only where the rules of ``qa.standalone`` could do no better than to put words
of the earlier question in brackets. Whatever goes wrong, the form of the rules stands.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from index.lexical import content_words
from index.sentences import sentence_spans, words
from qa.checking.facts import bare, figures, folded, names, stems
from qa.errors import ModelError
from qa.llm import CompletionRequest, LanguageModel, whole_reply
from qa.prompts import Prompts
from qa.references import ANAPHORA, ASKING
from qa.standalone import Asked

__all__ = ["accepted", "request", "rewritten"]

_log = logging.getLogger(__name__)

_GRAMMAR = 'root ::= [^?\\n]+ "?"'
_REPLY_TOKENS = 40
_SHOWN_WORDS = 25
"""Words of an earlier turn that the model reads: each costs it some 30 ms."""
_SECONDS = 6.0
_LONGEST = 2
"""Times as long as both questions together may a rewording be."""
_DECISIVE = frozenset({"who", "when", "where", "why"})
"""Question words that a rewording must keep: they say what sort of answer is asked for."""


async def rewritten(
    asked: Asked,
    model: Callable[[], LanguageModel],
    prompts: Prompts,
    seconds: float = _SECONDS,
) -> Asked:
    """Return a follow-up as a model words it; ``asked`` itself where that fails or is not needed.

    No error of the model is raised, and none is waited for longer than ``seconds``.
    """
    if asked.earlier is None or not asked.patched:
        return asked
    try:
        async with asyncio.timeout(seconds):
            reply = await whole_reply(model(), request(asked, prompts))
    except (ModelError, TimeoutError) as error:
        _log.warning("the follow-up was not reworded: %s", error or "it took too long")
        return asked
    form = accepted(reply, asked)
    return replace(asked, standalone=form, by_rules=asked.standalone) if form else asked


def request(asked: Asked, prompts: Prompts) -> CompletionRequest:
    """Return what the model is asked: below some 120 tokens, the constant ones first."""
    question, answer = asked.earlier or ("", "")
    shown = prompts.standalone(asked.question, (_begun(question), _begun(_first_sentence(answer))))
    told, _, conversation = shown.partition("\n\n")
    return CompletionRequest(
        (("system", told), ("user", conversation)),
        max_tokens=_REPLY_TOKENS,
        grammar=_GRAMMAR,
    )


def accepted(reply: str, asked: Asked) -> str | None:
    """Return a model's reply if it can be the same question; None if it is empty or absurd.

    Absurd is another name, number or question word than the conversation has, a text that is much
    too long, one that lost most words of the question, or one that adds none of the conversation.
    """
    text = reply.strip().strip("\"“”'").strip()
    told = " ".join((asked.standalone, *(asked.earlier or ())))
    known = f"{asked.question} {told}"
    if not text.endswith("?") or "\n" in text or _is_too_long(text, asked):
        return None
    if not figures(text) <= figures(known) or not names(text) <= _folded_words(known):
        return None
    wanted = _DECISIVE & set(words(asked.question))
    own = _own_stems(asked.question)
    kept = stems(text)
    if wanted and not wanted & set(words(text)):
        return None
    if 2 * len(own & kept) < len(own) or not (kept - own) & stems(told):
        return None
    return text


def _is_too_long(text: str, asked: Asked) -> bool:
    earlier = asked.earlier[0] if asked.earlier else ""
    return len(words(text)) > _LONGEST * len(words(f"{asked.question} {earlier}"))


def _own_stems(question: str) -> frozenset[str]:
    own = [word for word in content_words(question) if word not in ANAPHORA | ASKING]
    return stems(" ".join(own)) if own else frozenset()


def _folded_words(text: str) -> set[str]:
    return {bare(word) for word in words(folded(text))}


def _begun(text: str) -> str:
    return " ".join(text.split()[:_SHOWN_WORDS])


def _first_sentence(text: str) -> str:
    spans = sentence_spans(text)
    return text[slice(*spans[0])] if spans else ""
