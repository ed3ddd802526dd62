"""Downloads one file from the Hugging Face hub, as a process of its own.

``python -m qa.models.hub_child REPOSITORY FILE FOLDER`` prints how many bytes of the file are
there, one number a line while they come; where it fails, the last line is the reason.

The hub's own library finds the file, but the bytes are taken here: its download (2.4) throws away
what an interrupted one had fetched.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from qa.models.child import NOT_INSTALLED

PROBE_TIMEOUT = 3.0
"""Seconds to wait for the hub's first reply."""
READ_TIMEOUT = 30.0
"""Seconds to wait for the next bytes."""
ATTEMPTS = 5
BLOCK = 1 << 18
LONGEST_REASON = 200


def main(repository: str, file: str, folder: str) -> int:
    """Download; return the exit status."""
    try:
        import huggingface_hub  # noqa: F401
    except ImportError:
        return NOT_INSTALLED
    try:
        _download(repository, file, Path(folder) / file)
    except Exception as error:  # noqa: BLE001 - whatever the library raises is the reason
        reason = " ".join(str(error).split()) or "no reason given"
        _say(f"{type(error).__name__}: {reason[:LONGEST_REASON]}")
        return 1
    return 0


def _download(repository: str, file: str, target: Path) -> None:
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    url = hf_hub_url(repository, file)
    found = get_hf_file_metadata(url, token=False, timeout=PROBE_TIMEOUT)
    # Named after the content: what is left of another version is not gone on with.
    version = hashlib.sha256(str(found.etag).encode()).hexdigest()[:16]
    half = target.with_name(f"{target.name}.{version}.half")
    half.parent.mkdir(parents=True, exist_ok=True)
    half.touch()
    if half.stat().st_size != found.size:
        _receive_all(url, half)
    half.replace(target)


def _receive_all(url: str, half: Path) -> None:
    """Begin again where a reply was cut, as long as every attempt brings something."""
    for left in reversed(range(ATTEMPTS)):
        before = half.stat().st_size
        try:
            _receive(url, half)
        except Exception:
            if not left or half.stat().st_size <= before:
                raise
        else:
            return


def _receive(url: str, half: Path) -> None:
    from huggingface_hub import get_session

    count = half.stat().st_size
    headers = {"Accept-Encoding": "identity"}
    if count:
        headers["Range"] = f"bytes={count}-"
    with get_session().stream("GET", url, headers=headers, timeout=READ_TIMEOUT) as reply:
        reply.raise_for_status()
        goes_on = reply.status_code == 206  # noqa: PLR2004 - partial content
        with half.open("ab" if goes_on else "wb") as stream:
            for block in reply.iter_bytes(BLOCK):
                stream.write(block)
                _say(str(stream.tell()))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:4]))
