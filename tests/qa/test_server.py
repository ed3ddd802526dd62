"""The server process: one line when it can be reached, and an orderly end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from qa import server
from qa.server import Ready

ROOT = Path(__file__).parents[2]

# The command with a scripted assistant on a real lock, and without the page.
PROGRAM = """
    import sys
    import qa.assistant, qa.ui
    from index.lock import DataLock
    from tests.fakes.assistant import FakeAssistant

    class Locked(FakeAssistant):
        def __init__(self, settings):
            super().__init__(settings=settings, pace=30)
            self.lock = DataLock(settings.data_dir).acquire()
        def announce(self, address, key):
            self.lock.announce(address, key)
        def close(self):
            self.lock.release()

    qa.assistant.Assistant = Locked
    qa.ui.mount = lambda *_: None
    from qa.cli import main
    main()
"""


def start(folder, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), "--data", str(folder), *arguments],
        cwd=ROOT,
        env={**os.environ, "CI": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serving(folder, *arguments):
    with start(folder, "serve", "--port", "0", *arguments) as process:
        try:
            line = process.stdout.readline()
            yield process, json.loads((folder / "lock").read_text()), line
        finally:
            process.kill()


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_it_announces_itself_and_ends_with_status_0_on_a_signal(tmp_path, signum):
    with serving(tmp_path) as (process, lock, line):
        assert line == (
            f"Article QA is at {lock['address']} with 3 articles; stop it with Ctrl-C\n"
        )
        assert lock["pid"] == process.pid
        assert (tmp_path / "lock").stat().st_mode & 0o077 == 0
        own = {"X-QA-Key": lock["key"]}
        assert httpx.get(f"{lock['address']}/api/status", headers=own).status_code == 200
        process.send_signal(signum)
        assert process.wait(20) == 0
        assert process.communicate() == ("", "")
    assert (tmp_path / "lock").read_text() == "{}"


def test_it_ends_while_a_question_is_being_answered(tmp_path):
    with serving(tmp_path) as (process, lock, _):
        with (
            httpx.Client(base_url=lock["address"], timeout=30) as client,
            client.stream(
                "POST",
                "/api/ask",
                json={"question": "Who signed the agreement for Iran?"},
                headers={"Accept": "text/event-stream"},
            ) as reply,
        ):
            lines = reply.iter_lines()
            assert next(lines) == "event: evidence"
            process.send_signal(signal.SIGTERM)
            assert "event: error" in list(lines)
        assert process.wait(20) == 0


def test_a_second_server_of_the_folder_names_the_first_and_ends_well(tmp_path):
    with serving(tmp_path) as (first, lock, _):
        with start(tmp_path, "chat", "--port", "0") as second:
            out, err = second.communicate(timeout=20)
        assert second.returncode == 0
        assert out == f"Article QA is already at {lock['address']} (process {first.pid})\n"
        assert err == ""


def test_a_command_beside_the_server_asks_it(tmp_path):
    with serving(tmp_path) as (_, lock, _):
        with start(tmp_path, "doctor", "--json") as command:
            out, _ = command.communicate(timeout=20)
        assert json.loads(out)["here"]["owner"] == f"the server at {lock['address']}"


def test_a_port_that_is_taken_is_one_line_and_frees_the_folder(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with start(tmp_path, "serve", "--port", str(port)) as process:
            out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (1, "")
    assert err == (
        f"error: port {port} is taken: stop what listens there, or choose another with --port\n"
    )
    assert (tmp_path / "lock").read_text() == "{}"


def test_as_json_the_ready_line_is_json(tmp_path):
    with start(tmp_path, "serve", "--port", "0", "--json") as process:
        lines = [process.stdout.readline() for _ in range(6)]
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert json.loads("".join(lines))["pid"] == process.pid


def test_the_ready_line_counts_and_says_how_to_log_in():
    assert "with 1 article;" in Ready("http://x", 1, 1).sentence
    assert "token as the password" in Ready("http://x", 1, 2, login=True).sentence


class TestBrowser:
    @pytest.fixture
    def opened(self, monkeypatch):
        for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(sys, "platform", "linux")
        opened = []
        monkeypatch.setattr("webbrowser.open", opened.append)
        return opened

    def test_it_is_opened_where_there_is_a_screen(self, opened, monkeypatch):
        server.open_browser("http://x", wanted=True)
        assert opened == []
        monkeypatch.setenv("DISPLAY", ":0")
        server.open_browser("http://x", wanted=False)
        assert opened == []
        server.open_browser("http://x", wanted=True)
        assert opened == ["http://x"]

    def test_it_is_never_opened_in_ci(self, opened, monkeypatch):
        monkeypatch.setenv("DISPLAY", ":0")
        monkeypatch.setenv("CI", "true")
        server.open_browser("http://x", wanted=True)
        assert opened == []
