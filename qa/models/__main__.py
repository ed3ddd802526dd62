"""``python -m qa.models list`` and ``pull``: without the libraries that the rest of qa needs."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from qa.errors import ArticleQAError
from qa.models import catalogue, list_models, pull
from qa.models.progress import PullDisplay


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "list":
            _list(options.models_dir)
        else:
            _pull(options)
    except ArticleQAError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped: run the same command to go on where it was\n")
        return 130
    return 0


def _list(models_dir: Path) -> None:
    for status in list_models(models_dir):
        model = status.model
        mark = "*" if model.default else " "
        sys.stdout.write(
            f"{mark} {model.name:20} {model.role:11} {model.size / 1e6:6.0f} MB  {status.state:8} "
            f"{model.licence}  {model.title}\n"
        )


def _pull(options: argparse.Namespace) -> None:
    names = list(options.names)
    if options.defaults:
        names += [model.name for model in catalogue() if model.default]
    if not names:
        raise ArticleQAError("no model was named: give names, or --defaults")
    models = pull(names, options.models_dir, PullDisplay(), folder=options.folder)
    sys.stdout.writelines(f"{model.name} {model.path}\n" for model in models)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m qa.models", description=__doc__)
    parser.add_argument("--models-dir", type=Path, default=_models_dir())
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="the catalogue, and what is here")
    puller = commands.add_parser("pull", help="pull models and verify them")
    puller.add_argument("names", nargs="*", metavar="NAME")
    puller.add_argument("--defaults", action="store_true", help="the models used by default")
    puller.add_argument(
        "--from", dest="folder", type=Path, help="folder to look in before downloading"
    )
    return parser


def _models_dir() -> Path:
    """Return the folder that ``qa.settings`` would name, which cannot be imported this early."""
    if named := os.environ.get("QA_MODELS_DIR"):
        return Path(named)
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "article-qa" / "models"


if __name__ == "__main__":
    raise SystemExit(main())
