"""The parser process: bounded in time and memory, replaced when it dies, gone with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import ParseError
from index.sources import Raw
from index.sources.frames import pack
from index.sources.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3]
STORY = Raw("/a.txt", "text", b"The council voted. The bridge will be built.")


def texts(sandbox: Sandbox, raw: Raw = STORY) -> list[str]:
    found = sandbox.call({"task": "articles", "raw": raw.to_header()}, raw.data)
    return [article["text"] for article in found]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


def pid(sandbox: Sandbox) -> int:
    assert sandbox._child
    return sandbox._child.pid


def test_one_process_serves_many_documents(sandbox: Sandbox) -> None:
    assert texts(sandbox) == [STORY.data.decode()]
    first = pid(sandbox)
    assert texts(sandbox) == [STORY.data.decode()]
    assert pid(sandbox) == first


def test_a_large_parent_does_not_make_it_tired() -> None:
    code = (
        "from index.sources.sandbox import Sandbox; held = b'x' * 800_000_000\n"
        f"raw = {{'task': 'articles', 'raw': {STORY.to_header()!r}}}\n"
        f"sandbox = Sandbox(); sandbox.call(raw, {STORY.data!r}); first = sandbox._child.pid\n"
        f"sandbox.call(raw, {STORY.data!r}); print(sandbox._child.pid == first); sandbox.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.stdout.strip() == "True", done.stderr


def test_a_process_that_died_between_documents_is_replaced(sandbox: Sandbox) -> None:
    texts(sandbox)
    os.kill(pid(sandbox), signal.SIGKILL)
    time.sleep(0.05)
    assert texts(sandbox) == [STORY.data.decode()]


def test_a_process_that_dies_at_a_document_gives_a_reason_and_is_replaced(
    sandbox: Sandbox,
) -> None:
    texts(sandbox)
    os.kill(pid(sandbox), signal.SIGSTOP)
    threading.Timer(0.2, os.kill, (pid(sandbox), signal.SIGKILL)).start()
    with pytest.raises(ParseError, match=r"broke off \(signal 9\)"):
        texts(sandbox)
    assert texts(sandbox) == [STORY.data.decode()]


def test_a_document_that_takes_too_long_gives_a_reason() -> None:
    with closing(Sandbox(wall=20)) as sandbox:
        texts(sandbox)
        sandbox._wall = 0.3
        stuck = pid(sandbox)
        os.kill(stuck, signal.SIGSTOP)
        with pytest.raises(ParseError, match=r"took longer than 0\.3 s"):
            texts(sandbox)
        with pytest.raises(ProcessLookupError):
            os.kill(stuck, 0)


def test_a_document_that_needs_too_much_memory_gives_a_reason() -> None:
    sandbox = Sandbox(memory=220 * 2**20)
    big = Raw("/a.txt", "text", b"word " * 24_000_000)
    with closing(sandbox):
        with pytest.raises(ParseError, match="too much memory"):
            texts(sandbox, big)
        assert texts(sandbox) == [STORY.data.decode()]


def test_nesting_gives_a_reason_or_a_text_but_no_end(sandbox: Sandbox) -> None:
    deep = b"<div>" * 50_000 + b"The bridge will be built." + b"</div>" * 50_000
    for kind in ("html", "fragment", "markdown"):
        with suppress(ParseError):
            assert texts(sandbox, Raw("/a", kind, deep))
    assert texts(sandbox) == [STORY.data.decode()]


def test_a_kind_without_a_parser_is_a_reason(sandbox: Sandbox) -> None:
    with pytest.raises(ParseError, match=r"kind that is not read \(film\)"):
        texts(sandbox, Raw("/a", "film", b"..."))


def test_the_process_ends_when_its_parent_does() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "index.sources.worker", str(2**31)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    output, _ = child.communicate(
        pack({"task": "articles", "raw": STORY.to_header()}, STORY.data), timeout=30
    )
    assert child.returncode == 0
    assert b"The bridge will be built." in output


def test_the_process_knows_nothing_of_the_parents_environment(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    texts(sandbox)
    assert b"canary" not in Path(f"/proc/{pid(sandbox)}/environ").read_bytes()


def test_nothing_is_imported_from_the_folder_the_user_stands_in(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("trafilatura", "lxml", "json", "index"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('canary')")
    monkeypatch.chdir(tmp_path)
    assert texts(sandbox) == [STORY.data.decode()]


def test_it_cannot_reach_the_network_where_the_kernel_allows_that(sandbox: Sandbox) -> None:
    texts(sandbox)
    own, theirs = (Path(f"/proc/{each}/ns/net").readlink() for each in ("self", pid(sandbox)))
    if own == theirs:
        pytest.skip("this kernel or container does not let a process leave the network")
    assert "lo:" in Path(f"/proc/{pid(sandbox)}/net/dev").read_text()
    assert "eth" not in Path(f"/proc/{pid(sandbox)}/net/dev").read_text()


def test_its_limits_are_set(sandbox: Sandbox) -> None:
    texts(sandbox)
    limits = Path(f"/proc/{pid(sandbox)}/limits").read_text().splitlines()
    bounds = {line[:25].strip(): line[25:].split()[0] for line in limits}
    assert bounds["Max address space"] == str(1536 * 2**20)
    assert bounds["Max core file size"] == "0"
