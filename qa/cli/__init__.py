"""The command line: ``qa``. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command that the arguments name, and exit with its status."""
    import os
    import sys

    from qa.cli.app import app
    from qa.cli.session import INTERRUPTED

    try:
        app()
    except SystemExit as end:
        if end.code == INTERRUPTED:
            sys.stdout.flush()
            os._exit(INTERRUPTED)  # else Python waits for threads that load a model
        raise
