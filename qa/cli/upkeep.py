"""``qa reindex``, ``qa backup`` and ``qa restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.cli.adding import progress_bar
from qa.cli.session import Json, session_of
from qa.cli.terminal import counted, print_json, say

__all__ = ["backup", "reindex", "restore"]

BackupFile = Annotated[Path, typer.Argument(metavar="PATH", help="File of the backup.")]


def reindex(ctx: typer.Context, as_json: Annotated[bool, Json] = False) -> None:
    """Split and embed every stored article again.

    Needed after a change of the embedding model or of the length of passages.

    Example: QA_PASSAGE_TOKENS=200 qa reindex
    """
    from qa.assistant import reindex

    with progress_bar("Indexing") as advance:
        count = reindex(
            session_of(ctx).settings(), lambda progress: advance(progress.done, progress.total)
        )
    if as_json:
        print_json({"articles": count})
    else:
        say(f"{counted(count, 'article')} indexed again.")


def backup(ctx: typer.Context, path: BackupFile, as_json: Annotated[bool, Json] = False) -> None:
    """Write all articles and kept conversations to one backup file.

    Works while a server runs. Holds what is needed to answer without embedding again.

    Example: qa backup articles.backup
    """
    with session_of(ctx).assistant() as assistant:
        assistant.backup(path)
    if as_json:
        print_json({"path": str(path)})
    else:
        say(f"Backed up to {path}. To get it back: qa --data DIR restore {path}")


def restore(ctx: typer.Context, path: BackupFile, as_json: Annotated[bool, Json] = False) -> None:
    """Put a backup in the place of what the data folder holds.

    What the folder held is kept in it, as before-restore.sqlite3. No server may run on the folder.

    Example: qa --data restored restore articles.backup
    """
    from qa.assistant import restore

    settings = session_of(ctx).settings()
    restore(path, settings)
    if as_json:
        print_json({"data_dir": str(settings.data_dir)})
    else:
        say(f"Restored into {settings.data_dir}.")
