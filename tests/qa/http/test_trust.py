"""What speaks for the answers, over HTTP."""

from __future__ import annotations

from dataclasses import replace

from qa.errors import SettingsError
from qa.http import create_app
from tests.fakes.trust import TRUST


async def test_it_is_what_the_assistant_says_of_itself(client):
    reply = await client.get("/api/trust")
    told = reply.json()
    assert reply.status_code == 200
    assert told == TRUST.to_dict()
    assert told["evaluation"]["when"] == "2026-03-01T09:30:00+00:00"
    assert told["evaluation"]["figures"][0] == {
        "name": "refusal_recall",
        "value": 0.75,
        "low": 0.66,
        "high": 0.83,
        "samples": 100,
        "unit": "share",
    }
    assert told["evaluation"]["coverage"][-1] == [0.6, 0.25]
    assert "provenance" not in told["evaluation"]  # it names the settings


async def test_without_an_evaluation_there_is_none(client, assistant):
    assistant.told = replace(TRUST, evaluation=None)
    assert (await client.get("/api/trust")).json()["evaluation"] is None


async def test_what_goes_wrong_is_a_problem(client, assistant):
    assistant.failure = SettingsError("confidence.toml: mend it")
    reply = await client.get("/api/trust")
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["detail"] == "confidence.toml: mend it"


def test_it_is_described(assistant, settings):
    described = create_app(assistant, settings).openapi()["paths"]["/api/trust"]
    assert "last evaluation" in described["get"]["description"]
