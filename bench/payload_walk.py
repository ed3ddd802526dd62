"""A walk through every view of the chat page, for ``bench.payloads``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle
from typing import Any

from playwright.sync_api import Error, Page

from bench.payload_kinds import LOOK, Elements, as_browsers_read, in_common_mark
from bench.payload_records import ALL, BROKEN, Echo, failures, joined, keep
from bench.payload_tally import Tally, shown
from qa.ui.place import Place
from qa.ui.talk.turn import without_markers

__all__ = ["Walk"]

_OPENED = 5
"""Articles of a walk that are opened one by one, beside the one that holds all its strings."""
_FAILED = 50
"""Failures that the page shows."""
_UPLOADED = 100
"""Files that the page takes at a time."""
_TITLE_CHARS = 120
_SNIPPET_CHARS = 240
_PRESS_AND_LOOK = f"each => {{ each.click(); return ({LOOK})(); }}"
"""Looks while what was pressed has not come yet."""
_TEXTS = "found => found.filter(each => each.checkVisibility()).map(each => each.textContent)"


@dataclass
class Walk:
    """A page that shows some strings; each view is looked at once it stands."""

    page: Page
    home: str
    assistant: Echo
    strings: Sequence[str]
    tally: Tally

    def try_through(self) -> None:
        """Go through every view; a page in which something no longer works is counted."""
        try:
            self.through()
        except Error as error:
            self.tally.broken.append(" ".join(error.message.split())[:300])

    def through(self) -> None:
        """Go through every view, those first that the later ones add to."""
        self.page.goto(self.home)
        self.page.locator("#past section.welcome").wait_for()
        self.library()
        self.answer()
        self.reader()
        self.unanswered()
        self.conversations()
        self.trust()
        self.failed()
        self.uploaded()
        self.linked()

    # -- library and talk ----------------------------------------------------------------------

    def library(self) -> None:
        """List every article and every publisher, and search for one."""
        self._await("#listed li")
        while self.page.locator("#listed [data-do=more]").count():
            before = self.page.locator("#listed li").count()
            self._click("#listed [data-do=more]")
            self._await(f"#listed li:nth-of-type({before + 1})")
        self._look(
            "library", {"#listed .title": self.strings, "#listed .imprint bdi": self.strings}
        )
        self._click("#filtering > button")
        self.page.click("#publishers input")
        self._await("#publishers [role=option]")
        self._look("publishers")
        # the first hundred; the others come as one scrolls
        options = [_closed(each).removeprefix("✓") for each in self._texts("#publishers li")]
        publishers = map(_closed, [*self.strings, joined(self.strings)])
        self.tally.look_for("publishers", options, publishers)
        self.page.keyboard.press("Escape")
        self._await_end("#publishers [role=option]")  # the list is inert while it fades out
        self.page.fill("#sought :is(textarea, input)", self.strings[0])
        self._await("#listed .tally")
        self._look("search")
        self._click("#listed [data-do=show-all]")

    def answer(self) -> None:
        """Ask, unfold what was found besides, and see what is suggested."""
        self._ask("Answer")
        self._click("#current .also summary")
        spoken = (".said", ".publisher", ".cited blockquote", ".cited cite", ".also .title")
        self._look("answer", {f"#current {each}": self.strings for each in spoken})
        whole = [joined(self.strings)]
        self._look("answer as a whole", {"#current .notice > span:last-child": whole})
        self._await("#suggested button")
        self._look("suggestions", {"#suggested button": whole})

    def reader(self) -> None:
        """Open the article of all strings at a quote, which marks every quote, and some others."""
        self._note(self.page.locator("#current .chip").first.evaluate(_PRESS_AND_LOOK))
        self._await("#article mark.main")
        whole = [joined(self.strings)]
        places = {"#article h2": whole, "#article header bdi": whole}
        self._look("reader", {**places, "#article footer bdi": self.strings})
        self._read_marks()
        for number in range(0, len(self.strings), max(1, len(self.strings) // _OPENED)):
            words = [self.strings[number]]
            self.page.locator("#current .also .title").nth(number).evaluate("each => each.click()")
            self.page.locator("#article .text p", has_text=f"Keeper {number} says").wait_for()
            self._look("one article", {"#article h2": words, "#article .imprint bdi": words})

    def unanswered(self) -> None:
        """Ask what articles disagree on, and what breaks off after its draft."""
        self._ask("Conflict")
        values = (".conflict .said", ".conflict .says > .imprint bdi")
        self._look("conflict", {f"#current {each}": self.strings for each in values})
        self._ask(BROKEN)
        whole = joined(self.strings)
        words = {"#current .draft": [without_markers(whole)]}
        self._look("draft", {**words, "#current .problem > span:last-child": [whole]})

    # -- kept conversations ----------------------------------------------------------------------

    def conversations(self) -> None:
        """List, find, rename, remove, restore, export and open conversations."""
        titles = [" ".join(each[:_TITLE_CHARS].split()) for each in self.strings]
        owner = self._owner()
        refused = keep(self.assistant.conversations, owner, self.strings, titles)
        self.page.fill("#recall :is(textarea, input)", titles[0])
        self._await("#kept .title")
        self._look("conversations found", {"#kept .title": titles[:1]})
        self.page.fill("#recall :is(textarea, input)", "")
        self._await(f"#kept li:nth-of-type({len(titles)})")
        self._look("conversations", {"#kept .title": titles})
        self._change()
        self._click(f"#kept .title[data-id='{refused}']")
        self._await("#current .abstention")
        short = [each for each in self.strings if len(each) <= _SNIPPET_CHARS]
        self._look("refusals", {".nearest .title": self.strings, ".nearest blockquote": short})
        self._export(owner)

    def _owner(self) -> str:
        """Return the key of this browser's conversations, which its events carry."""
        self.page.get_by_role("tab", name="Conversations").click()
        with self.page.expect_request(
            lambda sent: '"key please"' in (sent.post_data or "")
        ) as sent:
            self.page.fill("#recall :is(textarea, input)", "key please")
        return str(json.loads(sent.value.post_data or "")["data"][0])

    def _change(self) -> None:
        """Open the field for another title, and remove a conversation and bring it back."""
        row = self.page.locator("#kept li").nth(1)  # the first one holds the refusals
        title = row.locator(".title").text_content() or ""
        row.locator("[data-do=edit]").evaluate("each => each.click()")
        self._await("#renaming")
        self.page.wait_for_function(
            "words => document.querySelector('#renaming :is(textarea, input)').value === words",
            arg=title,
        )
        row.locator("[data-do=delete]").evaluate("each => each.click()")
        self._await("#kept-line [data-do=undo]")
        self._look("removed conversation")
        self.tally.look_for("removed", [title], self._texts("#kept-line bdi"))
        self._click("#kept-line [data-do=undo]")

    def _export(self, owner: str) -> None:
        """Fetch the long conversations as Markdown, and look at them as CommonMark shows them."""
        sheet = self.page.context.new_page()
        for each in self.assistant.conversations.headers(owner):
            if each.turns == 1:
                continue
            address = f"{self.home}/api/conversations/{each.id}/markdown"
            markdown = self.page.request.get(address).text()
            sheet.set_content(in_common_mark(markdown))
            self._note(sheet.evaluate(LOOK), "exported ")
            if each.title == "Answer":
                quotes = sheet.eval_on_selector_all("blockquote", _TEXTS)
                wanted = list(map(_closed, self.strings))
                self.tally.look_for("export", wanted, map(_closed, quotes))
        sheet.close()

    # -- trust, failures, files, links -------------------------------------------------------------

    def trust(self) -> None:
        """Open the panel that says what was measured."""
        self.page.get_by_role("tab", name="Trust").click()
        self._await("#trust section")
        listed = ("#trust .aside", "#trust bdi", "#trust ul li")
        self._look("trust", dict.fromkeys(listed, self.strings))

    def failed(self) -> None:
        """Add every string as an address, and see it among what failed before."""
        self.page.get_by_role("tab", name="Library").click()
        self._click("#adding > button")
        for at in range(0, len(self.strings), _FAILED):
            some = self.strings[at : at + _FAILED]
            self.assistant.failing = failures(some)
            lines = [each for each in some if len(each.splitlines()) == 1]
            self.page.fill("#addresses textarea", "\n".join(lines))
            self._add()
            self._look("addresses", {"#jobs .label": [each.strip()[:200] for each in lines]})
            if not self.page.locator("#failures").is_visible():
                self._click("#failing > button")
            self.page.locator("#failures .label", has_text=shown(some[-1])).first.wait_for()
            self._look("failures", {"#failures .label": some, "#failures .reason": some})

    def uploaded(self) -> None:
        """Add a file for each string, which is its name; the server shortens and cleans names.

        Every other one is of a type that is not read.
        """
        for at in range(0, len(self.strings), _UPLOADED):
            some = self.strings[at : at + _UPLOADED]
            files: list[Any] = [
                {"name": f"{each[:100]}a.{end}", "mimeType": "text/plain", "buffer": each.encode()}
                for each, end in zip(some, cycle(("md", "exe")))
            ]
            self.page.set_input_files("#uploads input[type=file]", files)
            self._await(f"#uploads tr:nth-of-type({len(files)})")
            self._look("files")
            self._add()
            self._look("files added")

    def _add(self) -> None:
        if self.page.locator("#jobs .summary").count():
            self._click("#jobs [data-do=clear]")
            self._await_end("#jobs .summary")
        self._click("#add")
        self._await("#jobs .summary")

    def linked(self) -> None:
        """Open the page anew at a quote, and at an article that is not there."""
        for place in (Place(ALL, quote=self.strings[0][:500]), Place(self.strings[-1][:400])):
            self.page.goto(f"{self.home}/{place.link}")
            self._await("#article h2, #article .problem")
            self._look("link")

    # -- how -------------------------------------------------------------------------------------

    def _ask(self, question: str) -> None:
        self.page.fill("#question textarea", question)
        self.page.click("#ask")
        self.page.locator("#current .turn[data-settled]", has_text=question).wait_for()

    def _click(self, selector: str) -> None:
        """Click the first of such elements, wherever it has been scrolled to."""
        self.page.locator(selector).first.evaluate("each => each.click()")

    def _await(self, selector: str) -> None:
        self.page.locator(selector).first.wait_for()

    def _await_end(self, selector: str) -> None:
        self.page.locator(selector).first.wait_for(state="detached")

    def _texts(self, selector: str) -> list[str]:
        found: list[str] = self.page.eval_on_selector_all(selector, _TEXTS)
        return found

    def _look(self, view: str, places: dict[str, Sequence[str]] | None = None) -> None:
        """Note what kinds the page has, and whether each string stands whole at its selector."""
        self._note(self.page.evaluate(LOOK))
        for selector, strings in (places or {}).items():
            wanted = [shown(each) for each in strings]
            self.tally.look_for(f"{view}, {selector}", wanted, self._texts(selector))

    def _note(self, seen: dict[str, Any], where: str = "") -> None:
        kinds = Elements.read(seen).kinds(self.home, self._addresses)
        self.tally.note(f"{where}{kind}" for kind in kinds)

    @cached_property
    def _addresses(self) -> frozenset[str]:
        return as_browsers_read(self.assistant.addresses, self.page)

    def _read_marks(self) -> None:
        """Look for the strings in the marked text, whose blank lines are not shown."""
        marked = _closed("".join(self._texts("#article mark")))
        self.tally.look_for("marked quotes", [_closed(joined(self.strings))], [marked])


def _closed(words: str) -> str:
    """Return words as shown, without white space and without what nothing can show.

    Some controls are white space to Python, and the list of publishers keeps them as they are.
    """
    return "".join(shown(words).replace("\ufffd", "").split())
