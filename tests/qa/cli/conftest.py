from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from qa.cli.app import app
from qa.cli.session import Session
from tests.fakes.assistant import FakeAssistant


@pytest.fixture
def assistant():
    return FakeAssistant()


@pytest.fixture
def run(assistant):
    """Run ``qa`` with arguments; the result has stdout, stderr and exit_code."""

    def run(*arguments, **more):
        session = Session(opener=lambda _: assistant)
        return CliRunner().invoke(app, [str(each) for each in arguments], obj=session, **more)

    return run


@pytest.fixture
def run_json(run):
    """Run ``qa … --json``; return what stdout holds, which has to be JSON and nothing else."""

    def run_json(*arguments):
        return json.loads(run(*arguments, "--json").stdout)

    return run_json
