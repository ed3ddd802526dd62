"""Prompt templates: Markdown files with ``$name`` placeholders, checked when they are loaded.

The instructions come first in every prompt and never change, so that a model server keeps them
computed. The version is a short hash of the files: answers and reports carry it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from index.types import ArticleHeader
from qa.types import Evidence

__all__ = ["Prompts", "load_prompts"]

_FOLDER = Path(__file__).parent.parent / "prompts"
_PLACEHOLDERS = {
    "instructions": set(),
    "article": {"title", "about"},
    "followup": {"earlier_question", "earlier_answer"},
    "question": {"evidence", "question"},
    "standalone": {"earlier_question", "earlier_answer", "question"},
    "suggestion": {"title", "sentence", "mention"},
}
_CONTROL = re.compile(r"(?<=<)(?=[^\s\d=])|(?<=\[)(?=/?[A-Z][A-Z_]+\])")
"""Where a control token of some model may begin: ``<|im_end|>``, ``</s>``, ``[INST]``."""
_NUMBERED = re.compile(r"\[(\d[\d\s,;–-]*)\]")


@dataclass(frozen=True, slots=True)
class Prompts:
    """The loaded templates and their version."""

    templates: dict[str, Template]
    version: str

    @property
    def instructions(self) -> str:
        """The text that every prompt begins with."""
        return self.templates["instructions"].template

    def question(
        self,
        question: str,
        evidence: tuple[Evidence, ...],
        articles: dict[str, ArticleHeader],
        earlier: tuple[str, str] | None = None,
    ) -> str:
        """Return the turn that shows the evidence and asks the question.

        ``earlier`` is the previous question with its answer, where this one follows it up.
        """
        asked = self._fill("question", evidence=self._lines(evidence, articles), question=question)
        if earlier is None:
            return asked
        before = self._fill("followup", earlier_question=earlier[0], earlier_answer=earlier[1])
        return f"{before}\n\n{asked}"

    def standalone(self, question: str, earlier: tuple[str, str]) -> str:
        """Return what asks for a question worded to stand alone, after ``earlier``.

        The first paragraph is the same for every question.
        """
        before = {"earlier_question": _line(earlier[0]), "earlier_answer": _line(earlier[1])}
        return self._fill("standalone", question=_line(question), **before)

    def suggestion(self, title: str, sentence: str, mention: str) -> str:
        """Return what asks for a question about a sentence whose blank is to name ``mention``.

        The first paragraph is the same for every sentence.
        """
        shown = {"title": _line(title), "sentence": _line(sentence), "mention": _line(mention)}
        return self._fill("suggestion", **shown)

    def _lines(self, evidence: tuple[Evidence, ...], articles: dict[str, ArticleHeader]) -> str:
        """Return the numbered sentences below the title, publisher and date of their articles."""
        lines: list[str] = []
        last = None
        for each in evidence:
            if each.article_id != last:
                lines.append(self._heading(articles[each.article_id]))
                last = each.article_id
            lines.append(f"[{each.number}] {_line(each.text)}")
        return "\n".join(line for line in lines if line)

    def _heading(self, article: ArticleHeader) -> str:
        if not article.title:
            return ""
        published = article.published.isoformat() if article.published else ""
        about = ", ".join(filter(None, (_line(article.source), published)))
        return self._fill(
            "article", title=_line(article.title), about=f" ({about})" if about else ""
        )

    def _fill(self, name: str, **values: str) -> str:
        # substitute() puts values in as they are: a "$name" inside an article stays text
        plain = {key: _without_control(value) for key, value in values.items()}
        return self.templates[name].substitute(plain)


def _line(text: str) -> str:
    """Return an article's words as one line in which no number stands in brackets as ours do."""
    return _NUMBERED.sub(r"(\1)", " ".join(text.split()))


def _without_control(text: str) -> str:
    """Return a text that no tokeniser reads a control token in: each is broken by a space.

    llama.cpp's server tokenises the filled chat template as a whole, so that ``<|im_end|>`` inside
    an article would end the user's turn.
    """
    return _CONTROL.sub(" ", text)


@cache
def load_prompts(folder: Path = _FOLDER) -> Prompts:
    """Read every template; raise ValueError when one has other placeholders than it should."""
    templates: dict[str, Template] = {}
    digest = hashlib.sha256()
    for name, expected in _PLACEHOLDERS.items():
        text = (folder / f"{name}.md").read_text(encoding="utf-8").strip()
        digest.update(f"{name}\0{text}\0".encode())
        templates[name] = Template(text)
        found = set(templates[name].get_identifiers())
        if found != expected:
            raise ValueError(f"prompts/{name}.md has placeholders {found}, not {expected}")
    return Prompts(templates, digest.hexdigest()[:12])
