"""Candidates as a YAML file that a person can read, mend and run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from evals.loading import SampleIn
from qa.errors import EvalError

__all__ = ["write_candidates"]

_HEADER = """\
# Candidate questions made of your own articles. A program wrote them: read each one, then
#   keep it   as it is; the note may stay or go;
#   mend it   question, answers and evidence; a quote must stand in its article to the character;
#   drop it   delete it, from its "- id:" to the next.
# answers are wordings of one answer, any of which is right. answerable: false is a question that
# must be refused; answerable: null is left out of what is scored as answered or refused.
# Then run:  qa eval {name}
"""
_BREAKS = frozenset("\x85\u2028\u2029")
"""Line breaks to YAML that are read back as blanks, unless they are escaped."""


class _Flow(list[str]):
    """A list on one line: ``[user, Who signed it?]``."""


class _Dumper(yaml.SafeDumper):
    """YAML in block style, lists set in as far as their key, lines never folded."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


_Dumper.add_representer(
    _Flow,
    lambda dumper, turn: dumper.represent_sequence("tag:yaml.org,2002:seq", turn, flow_style=True),
)


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if _BREAKS & set(text) else None
    ),
)


def write_candidates(samples: Iterable[SampleIn], path: Path) -> None:
    """Write samples that ``evals.loading.read_samples`` reads back; raise EvalError."""
    parts = [_HEADER.format(name=path), *(_block(each) for each in samples)]
    try:
        path.write_text("\n".join(parts), encoding="utf-8")
    except OSError as error:
        raise EvalError(
            f"{path} cannot be written ({error.strerror}): name a file in a folder that exists"
        ) from None


def _block(sample: SampleIn) -> str:
    """Return one sample; what is as usual is left out, the note stands last."""
    content = sample.model_dump(mode="json", exclude_defaults=True)
    if "history" in content:
        content["history"] = [_Flow(turn) for turn in content["history"]]
    content = {**content, "note": content.pop("note", "")}
    return _yaml([{name: value for name, value in content.items() if value != ""}])


def _yaml(content: Any) -> str:
    text: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    return text
