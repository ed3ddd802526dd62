"""The turns of a conversation, and its small talk: thanks, greetings, "what can you do?".

Rules, no model. They are narrow: a false alarm would swallow a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.sentences import words

__all__ = ["Exchange", "exchanges", "small_talk", "without_courtesy"]

_ABOUT_ME = (
    "I answer questions from the articles that were added here, with the exact quotes that each "
    "answer rests on. Where the articles do not say, I say so."
)
_REPLIES = {
    "about": _ABOUT_ME,
    "thanks": "You are welcome.",
    "goodbye": "Goodbye.",
    "greeting": f"Hello. {_ABOUT_ME}",
    "noted": "Good. Ask me anything else about the articles.",
}
"""The reply to each kind of small talk; of several in one message the first listed counts."""
_ALONE = {
    "about": r"""
        (?:and\ )?(?:who|what)\ (?:exactly\ )?are\ you
        | what(?:\ else)?\ can\ (?:you\ (?:do|help(?:\ me)?\ with)(?:\ for\ me)?|i\ ask(?:\ you)?)
        | what\ do\ you\ (?:do|know) | how\ (?:do|can)\ (?:you\ work|i\ use\ (?:you|this))
        | are\ you\ (?:an?\ )?(?:ai|bot|chatbot|robot|human|person|machine|real)
        | what(?:[’']s|\ is)\ your\ name | can\ you\ help(?:\ me)? | help(?:\ me)?
        | (?:wer|was)\ bist\ du | wer\ sind\ sie | was\ (?:kannst\ du|können\ sie)(?:\ tun)?
        | qui\ (?:es-tu|êtes-vous) | que\ (?:peux-tu|pouvez-vous)\ faire
        | qui[eé]n\ eres | qu[eé]\ puedes\ hacer""",
    "noted": r"yes|yeah|yep|sure|fine|no|nope",
}
"""Small talk only when nothing else is said: "No, in Bergen" puts something right."""
_LEADING = {
    "thanks": r"""
        (?:no,?\ |many\ |ok(?:ay)?\ )?(?:thanks|thank\ you|thx)
        (?:\ (?:a\ (?:lot|million|bunch)|so\ much|very\ much|again|anyway|everyone|all
          | for\ (?:(?:your|the|all\ the)\ (?:quick\ )?
              (?:help|answers?|info|information|time|explanation|clarification|reply)
              | that | this | it | everything)))*
        | cheers | much\ appreciated | i\ appreciate\ (?:it|that|your\ help)
        | danke(?:\ (?:schön|sehr|vielmals|dir|ihnen))* | (?:vielen|herzlichen|besten)\ dank
        | merci(?:\ (?:beaucoup|bien))* | (?:muchas\ |mil\ )?gracias""",
    "goodbye": r"""
        (?:good)?bye(?:[\ -]bye)?(?:\ for\ now)? | good\ ?night
        | see\ (?:you|ya)(?:\ (?:later|soon|tomorrow|around))?
        | have\ a\ (?:good|nice|great|lovely)\ (?:day|evening|weekend|one|night)
        | (?:that[’']s|that\ is|that\ will\ be|that\ was)\ all(?:\ (?:for\ (?:now|today)|i\ need))?
        | tschüss | tschüß | auf\ wiedersehen | au\ revoir | adi[oó]s | hasta\ luego""",
    "greeting": r"""
        (?:hello|hi|hey|greetings)(?:\ (?:there|again|all|everyone|assistant|bot))?
        | good\ (?:morning|afternoon|evening|day) | how\ are\ you(?:\ (?:doing|today))*
        | hallo | guten\ (?:tag|morgen|abend) | bonjour | bonsoir | salut | hola
        | buen[oa]s\ (?:d[ií]as|tardes|noches)""",
    "noted": r"""
        ok | okay | alright | all\ right | got\ it | i\ see | i\ understand | understood | right
        | (?:(?:that[’']s|that\ is|very|how|so)\ )?
          (?:great|good|cool|nice|perfect|excellent|amazing|awesome|interesting|wonderful|helpful)
        | wow | that\ helps | (?:good|nice|interesting)\ to\ know | never\ ?mind | no\ worries
        | don[’']t\ worry | well\ done""",
}
"""Small talk that may also stand before a question, as in "Thanks, and who signed it?"."""


def _pattern(kinds: dict[str, str], after: str) -> re.Pattern[str]:
    of_kinds = "|".join(f"(?P<{kind}>{phrases})" for kind, phrases in kinds.items())
    return re.compile(rf"\s*(?:{of_kinds})(?:{after})", re.IGNORECASE | re.VERBOSE)


_END = r"[^\w?]*(?:\?[^\w?]*)?$"
# Without a comma only a question word shows that a name does not go on, as "Hello Kitty" would.
_BREAK = r"(?:[\s.,;:!?…–—)]*[.,;:!?…–—)](?:\s+|$)|\s-\s+)"
_GOES_ON = (
    r"\s+(?=(?:(?:and|but|so)\s+)?(?:who|whom|whose|what|which|when|where|why|how|please|tell"
    r"|can\s+you|could\s+you)\b)"
)
_NOTHING_ELSE = _pattern(_ALONE, _END)
_LAST = _pattern(_LEADING, _END)
_FIRST = _pattern(_LEADING, _BREAK)
_FIRST_POLITE = _pattern(
    {kind: _LEADING[kind] for kind in ("thanks", "greeting")}, f"{_BREAK}|{_GOES_ON}"
)
_THANKS_LAST = re.compile(
    r"(?<=[.!?…])\s+(?:many\s+)?(?:thanks|thank\s+you)[^\w?]*$", re.IGNORECASE
)
_REMEMBERED = 4
"""Exchanges that a question may refer to; further back people name their subject again."""
_READ = 2000
"""Characters of an earlier turn that are read: clients may send pages."""
_MARKER = re.compile(r"\s*\[\d+\]")
_REFUSAL = re.compile(r"The articles do not say(?: for certain)?\.")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question of the user and the answer that it was given, without citation markers."""

    question: str
    answer: str


def exchanges(history: Sequence[tuple[str, str]]) -> tuple[Exchange, ...]:
    """Return the last exchanges of a conversation, oldest first, without its small talk.

    ``history`` is ("user" | "assistant", text), oldest first. Of a refusal only the statement is
    kept: the articles that it names are not the subject.
    """
    found: list[Exchange] = []
    answer = ""
    for role, text in reversed(history):
        said = text[:_READ].strip()
        if role == "assistant":
            answer = said
            continue
        if role == "user" and words(said) and not small_talk(said):
            found.append(Exchange(said, _told(answer)))
        if len(found) == _REMEMBERED:
            break
        answer = ""
    return tuple(reversed(found))


def _told(answer: str) -> str:
    answer = _MARKER.sub("", answer)
    refusal = _REFUSAL.match(answer)
    return refusal.group() if refusal else answer


def small_talk(question: str) -> str | None:
    """Return the reply to a message that asks the articles nothing; None where it may ask."""
    kinds, rest = _courtesies(question)
    alone = _NOTHING_ELSE.match(rest) or _LAST.match(rest)
    if alone:
        kinds.append(str(alone.lastgroup))
    elif rest.strip(" \t\n.,;:!…–—()") and (words(rest) or "?" in rest):
        return None
    elif not kinds and rest.strip():
        kinds.append("noted")  # a thumb, a smile
    return next((reply for kind, reply in _REPLIES.items() if kind in kinds), None)


def without_courtesy(question: str) -> str:
    """Return a question without the thanks and greetings around it; itself where all is such."""
    _, rest = _courtesies(question)
    rest = _THANKS_LAST.sub("", rest).strip()
    return rest if words(rest) else question.strip()


def _courtesies(text: str) -> tuple[list[str], str]:
    """Return the kinds of small talk that a message begins with, and what is left of it."""
    kinds: list[str] = []
    while match := _FIRST_POLITE.match(text) or _FIRST.match(text):
        kinds.append(str(match.lastgroup))
        text = text[match.end() :]
    return kinds, text
