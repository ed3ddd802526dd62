"""Downloads one file from the Hugging Face hub, as a process of its own.

``python -m qa.models.hub_child REPOSITORY FILE FOLDER`` prints the bytes that came, one number a
line while they come; where it fails, the last line is the reason.
"""

from __future__ import annotations

import sys
from typing import Any

from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url
from tqdm import tqdm  # type: ignore[import-untyped, unused-ignore]

PROBE_TIMEOUT = 3.0
"""Seconds to wait for the hub's first reply: its own downloads retry for half a minute."""


class _Lines(tqdm):  # type: ignore[misc, unused-ignore] # it has no types
    """Prints what a progress bar would draw."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.pop("name", None)
        super().__init__(*args, **{**options, "disable": False, "file": sys.stderr})
        if self.initial:
            _say(str(int(self.initial)))

    def update(self, n: float | None = 1) -> Any:
        if n:
            _say(str(int(n)))
        return super().update(n)


def main(repository: str, file: str, folder: str) -> int:
    """Download; return the exit status."""
    try:
        get_hf_file_metadata(hf_hub_url(repository, file), timeout=PROBE_TIMEOUT)
        hf_hub_download(repository, file, local_dir=folder, tqdm_class=_Lines)
    except Exception as error:  # noqa: BLE001 - whatever the library raises is the reason
        lines = str(error).strip().splitlines()
        _say(f"{type(error).__name__}: {lines[0] if lines else 'no reason given'}")
        return 1
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:4]))
