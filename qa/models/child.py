"""How Python modules of ours are started as processes of their own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["NOT_INSTALLED", "child_command", "child_environment"]

NOT_INSTALLED = 3
"""The exit status of a child whose library cannot be loaded."""


def child_command(module: str, *arguments: str) -> list[str]:
    """Return the command; ``-P`` keeps the working folder out of what can be imported."""
    return [sys.executable, "-P", "-m", module, *arguments]


def child_environment(**extra: str) -> dict[str, str]:
    """Return this process's environment, with our own modules importable, and ``extra``."""
    here = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": paths, **extra}
