"""axe-core in the page: what keeps people from using it, as far as a program can tell.

The script comes with the package axe-playwright-python, so nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe

GRAVE = ("serious", "critical")
SETTLED = "() => !document.getAnimations().some((each) => each instanceof CSSTransition)"


def findings(page: Any) -> list[str]:
    """Return a line for each element with a serious or critical finding.

    https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
    """
    violations = Axe().run(page).response["violations"]
    return [line for each in violations if each["impact"] in GRAVE for line in _lines(each)]


def findings_by_scheme(page: Any) -> dict[str, list[str]]:
    """Return the findings in the page's colours and, behind a press of its switch, in the others.

    By ``light`` and ``dark``; the page stays in the others.
    """
    first = _colours(page), findings(page)
    page.click("#colours")
    page.wait_for_function(
        "!document.getAnimations().some((each) => each instanceof CSSTransition)"
    )
    return dict([first, (_colours(page), findings(page))])


def _colours(page: Any) -> str:
    return "dark" if page.evaluate("document.body.classList.contains('dark')") else "light"


def _lines(violation: dict[str, Any]) -> Iterator[str]:
    for node in violation["nodes"]:
        why = " ".join(node["failureSummary"].split())
        yield f"{violation['id']} ({violation['impact']}) {node['target']} {node['html']}: {why}"
