"""The command line: ``qa``. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command that the arguments name, and exit with its status."""
    from qa.cli.app import app

    app()
