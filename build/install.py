"""Sets everything up: ``python3 build/install.py run|setup|test``, called by the Makefile.

``run`` makes what the product needs, ``test`` what its tests need, ``setup`` both. Needs only the
standard library. Steps that were finished are left out, so that it can be interrupted and repeated,
and a second run needs no network.
"""

# ruff: noqa: INP001 - a script run by its path
from __future__ import annotations

import fcntl
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import steps
from screen import Screen
from steps import StepFailed

EMBEDDINGS = "all-minilm-l6-v2"
ANSWERS = "qwen2.5-coder-1.5b"
TESTS = "smollm2-135m"
OLDEST = (3, 11)
WORTH_TELLING = 2.0
"""Seconds: looking and finding everything there is not worth a line."""


@dataclass(frozen=True)
class Step:
    """A step: what it is called, the stamp it leaves (none: always done), and its work."""

    name: str
    stamp: str | None
    work: Callable[[Screen], None]


def main(goal: str) -> int:
    """Do all the steps for a goal; return the exit status."""
    if sys.version_info < OLDEST:
        sys.stderr.write("error: Python 3.11 or newer is needed: make PYTHON=python3.11 …\n")
        return 1
    screen, started = Screen(), time.monotonic()
    try:
        with alone(screen):
            Run(screen, goal).all()
    except StepFailed as error:
        screen.line(f"error: {error}")
        return 1
    except KeyboardInterrupt:
        screen.line("stopped: run the same command again, and it goes on from here")
        return 130
    screen.line(f"set up in {time.monotonic() - started:.0f} s{hint(goal)}")
    return 0


def hint(goal: str) -> str:
    """Return what to do next; the other goals go on by themselves."""
    return ": now run `make chat`, or `make test`" if goal == "setup" else ""


class Run:
    """The steps of one goal: one after the other, with the downloads of models beside them."""

    def __init__(self, screen: Screen, goal: str) -> None:
        self.screen = screen
        self.failure: StepFailed | None = None
        python = f"{sys.version} {steps.fingerprint()}"
        self.first = Step("environment", python, steps.environment)
        self.steps = list(install_steps(tests=goal != "run"))
        self.beside = [Step("models", None, lambda screen: steps.models(screen, model_names(goal)))]
        if goal == "test":
            self.beside.append(Step("chromium", None, steps.chromium))
        self.total = 1 + len(self.steps) + len(self.beside)

    def all(self) -> None:
        """Do them; raise StepFailed, whichever failed."""
        self._do(1, self.first)
        beside = threading.Thread(target=self._do_beside, daemon=True)
        beside.start()
        for number, step in enumerate(self.steps, 2):
            self._do(number, step)
        while beside.is_alive():
            beside.join(0.5)
        if self.failure:
            raise self.failure

    def _do_beside(self) -> None:
        try:
            for number, step in enumerate(self.beside, 2 + len(self.steps)):
                self._do(number, step)
        except StepFailed as error:
            self.failure = error

    def _do(self, number: int, step: Step) -> None:
        name = step.name.split()[0]
        if step.stamp is not None and steps.stamped(name, step.stamp):
            return
        started = time.monotonic()
        step.work(self.screen)
        if step.stamp is not None:
            steps.set_stamp(name, step.stamp)
        seconds = time.monotonic() - started
        if step.stamp is not None or seconds > WORTH_TELLING:
            self.screen.line(f"{number}/{self.total}   {step.name:30} {seconds:4.0f} s")


def install_steps(*, tests: bool) -> Iterator[Step]:
    """Yield the steps that pip does."""
    yield Step("torch", steps.TORCH, steps.torch)
    lock = "requirements.lock"
    yield Step(
        "dependencies",
        steps.fingerprint(lock),
        lambda screen: steps.packages(screen, lock, "dependencies"),
    )
    yield Step("first-start", steps.fingerprint(lock), steps.first_start)
    if tests:
        dev = "requirements-dev.lock"
        yield Step(
            "test-tools",
            steps.fingerprint(dev),
            lambda screen: steps.packages(screen, dev, "test-tools"),
        )
    yield Step("article-qa", steps.fingerprint("pyproject.toml"), steps.product)


def model_names(goal: str) -> list[str]:
    """Return the models to pull; the settings may name another one, or a server of one's own."""
    if goal == "test":
        return [EMBEDDINGS, TESTS]
    names = [EMBEDDINGS]
    answers = os.environ.get("QA_MODEL") or ANSWERS
    if not os.environ.get("QA_LLM_BASE_URL") and "/" not in answers:
        names.append(answers)
    return [*names, TESTS] if goal == "setup" else names


@contextmanager
def alone(screen: Screen) -> Iterator[None]:
    """Wait while another set-up of this repository runs, or the pip that a killed one left."""
    with Path(__file__).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            screen.line("another set-up is at work here: waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), True)
        yield


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else "setup"))
