"""What is done in the page while it is timed: each step as JavaScript, and what it must show."""

from __future__ import annotations

import json
from dataclasses import dataclass

from playwright.sync_api import Page

__all__ = ["CONVERSING", "LIBRARY", "Step", "timed", "typed"]

LONGEST = 20_000
"""Milliseconds after which a step has failed."""


@dataclass(frozen=True)
class Step:
    """Something done in the page: what is done, the part that is watched, and what it must show.

    All three are JavaScript; ``round`` holds the number of the round.
    """

    name: str
    act: str
    watch: str
    shown: str


def typed(field_name: str, words: str) -> str:
    """Return the script that writes words into a field."""
    return (
        f"const field = document.querySelector('#{field_name} :is(textarea, input)');"
        f"field.value = `{words}`; field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    )


def one(selector: str) -> str:
    """Return the expression of the first element that a selector finds."""
    return f"document.querySelector(`{selector}`)"


LISTED = "document.querySelectorAll('#listed li').length"
KEPT = "document.querySelectorAll('#kept li').length"
TAB = (
    "[...document.querySelectorAll('[role=tab]')]"
    ".find((tab) => tab.textContent.trim() === '{}').click()"
)
LIBRARY = [
    Step("search the library", typed("sought", "r${round}x"), "#listed", f"{LISTED} === 1"),
    Step("clear the search", typed("sought", ""), "#listed", f"{LISTED} > 1"),
    Step(
        "tick an article",
        one("#listed .tick") + ".click()",
        "#listed",
        one("#listed .tick") + ".ariaChecked === (round % 2 ? 'false' : 'true')",
    ),
    Step(
        "open an article",
        "window.title = document.querySelectorAll('#listed a.title')[round];"
        "window.wanted = window.title.textContent; window.title.click()",
        "#reader",
        one("#article h2") + "?.textContent === window.wanted",
    ),
    Step(
        "remove an article",
        one("#listed [data-do=remove]") + ".click()",
        "#listed",
        one("#listed .removed"),
    ),
    Step(
        "undo it",
        one("#listed .removed [data-do=undo]") + ".click()",
        "#listed",
        "!" + one("#listed .removed"),
    ),
]
CONVERSING = [
    Step(
        "open the conversations",
        TAB.format("Conversations"),
        "#library",
        one("#kept li") + "?.offsetParent",
    ),
    Step(
        "open a conversation",
        "window.row = document.querySelectorAll('#kept a.title')[round];"
        "window.wanted = window.row.dataset.id; window.row.click()",
        "#composer",
        one("#thread-line .thread") + "?.dataset.id === window.wanted",
    ),
    Step("search conversations", typed("recall", "talk${round}x"), "#kept", f"{KEPT} === 1"),
    Step("clear that search", typed("recall", ""), "#kept", f"{KEPT} > 1"),
    Step(
        "back to the library", TAB.format("Library"), "#library", one("#sought") + ".offsetParent"
    ),
    Step(
        "ask, to the evidence",
        typed("question", "What of lighthouse ${round}?")
        + f"setTimeout(() => {one('#ask')}.click())",
        "#current",
        "document.querySelector('#current .question')?.textContent.includes(`lighthouse ${round}?`)"
        " && " + one("#current blockquote"),
    ),
]


def timed(page: Page, step: Step, number: int) -> float:
    """Do a step; return the milliseconds until a frame shows what came of it."""
    script = f"""() => new Promise((resolve, reject) => {{
      setTimeout(() => reject(new Error({json.dumps(step.name)})), {LONGEST});
      const round = {number};
      const begun = performance.now();
      const watcher = new MutationObserver(() => {{
        if (!({step.shown})) return;
        watcher.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - begun));
      }});
      watcher.observe(document.querySelector({json.dumps(step.watch)}),
        {{ childList: true, subtree: true, characterData: true, attributes: true }});
      {step.act};
    }})"""
    return float(page.evaluate(script))
