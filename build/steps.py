"""The steps of the set-up. Each is left out when its stamp says that it has been done."""

# ruff: noqa: INP001, S603, S607 - scripts run by path, which start programs of our choosing
from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from screen import Screen

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TORCH = "torch==2.13.0"
TORCH_PACKAGES = 10
"""It and what it draws in; only its progress depends on the number."""
AT_ONCE = 20
"""Packages installed by one call of pip: it installs none before it has fetched all of them, so
this is what an interruption loses where pip's cache does not keep them."""
FIRST_IMPORTS = (
    "sentence_transformers",
    "gradio, chromadb, openai, trafilatura, llama_index.core, pypdf, docx, uvicorn, typer",
)
FOUND = re.compile(r"^(Collecting|Processing|Requirement already)", re.MULTILINE)
NOISE = re.compile(r"Location '.*' is ignored|notice. A new release of pip")


class StepFailed(Exception):
    """Why a step failed, and what to do."""


def fingerprint(*files: str) -> str:
    """Return a short hash of files of the repository and of where it lies."""
    digest = hashlib.sha256(str(ROOT).encode())
    for name in files:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:16]


def stamped(name: str, value: str) -> bool:
    """Return whether the step of that name was finished with that value."""
    stamp = VENV / f".stamp-{name}"
    return stamp.is_file() and stamp.read_text() == value


def set_stamp(name: str, value: str) -> None:
    """Record that the step of that name is finished."""
    (VENV / f".stamp-{name}").write_text(value)


def environment(_: Screen) -> None:
    """Make .venv; a half-made one, or one of another place or Python, is made anew."""
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise StepFailed(
            f"{(done.stderr or done.stdout).strip()}\nthe virtual environment could not be made: "
            "install what is missing (Debian: apt-get install python3-venv), then run it again"
        )


def torch(screen: Screen) -> None:
    """Install torch by itself, so that pip takes the build that the index offers for this CPU."""
    _pip(screen, "torch", [TORCH, "-c", "requirements.lock"], total=TORCH_PACKAGES)


def packages(screen: Screen, lock: str, step: str) -> None:
    """Install exactly what a lock file names, and nothing else, some packages at a time."""
    names = [line for line in (ROOT / lock).read_text().splitlines() if "==" in line]
    for at in range(0, len(names), AT_ONCE):
        some = names[at : at + AT_ONCE]
        _pip(screen, step, ["--no-deps", *some], done=at, total=len(names))


def product(screen: Screen) -> None:
    """Install the product itself, editable; what builds it is in the lock file."""
    _pip(screen, "article-qa", ["--no-deps", "--no-build-isolation", "-e", "."], total=1)


def first_start(screen: Screen) -> None:
    """Import what the product imports, so that its bytecode is there at every later start.

    pip would compile all of 2 GB, which takes longer than to install them; and where the
    environment forbids Python to write bytecode, every start would compile again.
    """
    screen.going_on("first start", 0.5, "first start of the libraries")
    allowed = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    children = [
        subprocess.Popen(
            [str(PYTHON), "-c", f"import {names}"], cwd=VENV, env=allowed,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for names in FIRST_IMPORTS
    ]  # fmt: skip
    said = [child.communicate()[1] for child in children]
    screen.over("first start")
    for child, text in zip(children, said, strict=True):
        if child.returncode:
            raise StepFailed(f"{text}a library cannot be loaded: run `make clean`, then try again")


def models(screen: Screen, names: list[str]) -> None:
    """Pull models; a run with everything in place touches no network."""
    command = [str(PYTHON), "-m", "qa.models", "pull", *names]
    if folder := os.environ.get("MODELS_FROM"):
        command += ["--from", folder]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr is not None
        last = ""
        told: set[str] = set()
        for line in child.stderr:
            last = line.strip()
            reason = last.partition(": ")[2]
            if found := re.search(r"(\S+): (\d+) of (\d+) MB", last):
                share = int(found[2]) / max(int(found[3]), 1)
                screen.going_on("models", share, last)
            elif reason not in told and re.match(r"\S+ (failed|skipped): ", reason):
                told.add(reason)
                screen.line(f"      {last}")
    screen.over("models")
    if child.returncode:
        raise StepFailed(last)


def chromium(screen: Screen) -> None:
    """Install Debian's Chromium for the tests of the page, where that is possible."""
    if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return
    hint = "apt-get update && apt-get install -y --no-install-recommends chromium"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        screen.line(f"      no Chromium: its tests are skipped; to enable them: {hint}")
        return
    screen.going_on("chromium", 0.5, "chromium")
    done = subprocess.run(
        ["sh", "-c", hint], capture_output=True, text=True, check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )  # fmt: skip
    screen.over("chromium")
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        screen.line(f"      no Chromium ({reason}): its tests are skipped; to try: {hint}")


def _pip(screen: Screen, step: str, arguments: list[str], *, total: int, done: int = 0) -> None:
    """Run pip quietly; show all that it said when it fails. ``done`` of ``total`` are there."""
    _forget_halves()
    before = _installed()
    log, temporary = VENV / "pip.log", VENV / "tmp"
    temporary.mkdir()
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--no-compile"]
    with log.open("w") as said, subprocess.Popen(
        [*command, "--disable-pip-version-check", *arguments],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
        env={**os.environ, "TMPDIR": str(temporary)},
        close_fds=False,  # it holds our lock too, and so longer than we do where we are killed
    ) as child:  # fmt: skip
        try:
            while child.poll() is None:
                found = done + len(FOUND.findall(log.read_text(errors="replace")))
                share = (found + done + _installed() - before) / (2 * total)
                screen.going_on(step, share, f"{step}: {min(found, total)} of {total}")
                with suppress(subprocess.TimeoutExpired):
                    child.wait(0.5)
        finally:
            child.terminate()
    screen.over(step)
    if child.returncode:
        lines = [
            line for line in log.read_text(errors="replace").splitlines() if not NOISE.search(line)
        ]
        text = "\n".join([*lines, "pip could not install"])
        raise StepFailed(f"{text} {step}: check the network, run it again")


def _site_packages() -> Path:
    return next((VENV / "lib").glob("python3*/site-packages"))


def _installed() -> int:
    return sum(1 for _ in _site_packages().glob("*.dist-info/INSTALLER"))


def _forget_halves() -> None:
    """Remove the traces of what an interrupted pip left half installed: INSTALLER comes last."""
    shutil.rmtree(VENV / "tmp", ignore_errors=True)
    for folder in _site_packages().glob("*.dist-info"):
        if not (folder / "INSTALLER").is_file():
            shutil.rmtree(folder)
