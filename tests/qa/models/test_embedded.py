"""The embedded server with a real small model: it starts late, frees slots, restarts, and ends."""

from __future__ import annotations

import asyncio
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from qa.errors import ModelError, ModelServerDown
from qa.llm import CompletionRequest, Finished
from qa.models import ModelFile, resolve
from qa.models.client import OpenAICompatibleModel, open_model
from qa.models.embedded import EmbeddedServer
from qa.settings import Settings

LONG = CompletionRequest((("user", "Count from one to a thousand."),), max_tokens=900)
SHORT = CompletionRequest((("user", "Say hello."),), max_tokens=4)


def model_file() -> ModelFile:
    try:
        return resolve("smollm2-135m", Settings(_env_file=None).models_dir)
    except ModelError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def server():
    server = EmbeddedServer(model_file(), context=2048, slots=2)
    yield server
    server.close()


@pytest.fixture
async def model(server):
    model = OpenAICompatibleModel("smollm2-135m", server)
    yield model
    await model.disconnect()


def slots_at_work(server):
    endpoint = server.endpoint()
    root = endpoint.base_url.removesuffix("/v1")
    headers = {"Authorization": f"Bearer {endpoint.key}"}
    slots = httpx.get(f"{root}/slots", headers=headers, trust_env=False).json()
    return sum(slot["is_processing"] for slot in slots)


async def until(condition, seconds=20.0):
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)


@pytest.mark.model
async def test_nothing_runs_until_the_first_question(model, server):
    fresh = EmbeddedServer(server.model)
    assert fresh.pid is None
    fresh.close()
    events = [event async for event in model.stream(SHORT)]
    assert isinstance(events[-1], Finished)
    assert 1 <= events[-1].completion_tokens <= 4
    assert events[-1].prompt_tokens > 5


@pytest.mark.model
async def test_the_server_counts_tokens_exactly(model):
    assert await model.count_tokens("") == 0
    assert 5 <= await model.count_tokens("Hello world, how are you?") <= 8


@pytest.mark.model
async def test_a_grammar_binds_the_reply_and_probabilities_are_the_models_own(model):
    ask = CompletionRequest(
        (("system", "Answer Yes or No."), ("user", "Is water wet?")),
        max_tokens=1,
        grammar='root ::= "Yes" | "No"',
        top_logprobs=10,
    )
    first, finished = [event async for event in model.stream(ask)]
    assert first.text in {"Yes", "No"}
    shares = {text: math.exp(logprob) for text, logprob in first.top_logprobs}
    assert len(shares) == 10
    assert sum(shares.values()) <= 1.001
    assert finished.completion_tokens == 1


@pytest.mark.model
async def test_a_prompt_that_was_warmed_is_not_read_again(model):
    prefix = " ".join(f"Rule {number}: be brief." for number in range(40))
    await model.warm((("system", prefix),))
    ask = CompletionRequest((("system", prefix), ("user", "Hello?")), max_tokens=1)
    finished = [event async for event in model.stream(ask)][-1]
    assert finished.cached_tokens > 0.8 * finished.prompt_tokens


@pytest.mark.model
@pytest.mark.parametrize("way", ["close", "cancel"])
async def test_a_reader_who_leaves_frees_the_slot(model, server, way):
    if way == "close":
        stream = model.stream(LONG)
        await anext(stream)
        assert await asyncio.to_thread(slots_at_work, server) == 1
        await stream.aclose()
    else:
        started = asyncio.Event()
        reader = asyncio.create_task(read(model, started))
        await started.wait()
        reader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reader
    await until(lambda: slots_at_work(server) == 0)


@pytest.mark.model
async def test_a_crash_is_one_error_and_the_next_question_is_answered(model, server):
    stream = model.stream(LONG)
    await anext(stream)
    os.kill(server.pid, signal.SIGKILL)
    with pytest.raises(ModelError):
        async for _ in stream:
            pass
    assert [event async for event in model.stream(SHORT)]


@pytest.mark.model
def test_only_who_has_the_key_is_answered_and_it_is_no_argument(server):
    endpoint = server.endpoint()
    assert endpoint.base_url.startswith("http://127.0.0.1:")
    for headers in ({}, {"Authorization": "Bearer guess"}):
        reply = httpx.post(
            f"{endpoint.base_url}/chat/completions", json={}, headers=headers, trust_env=False
        )
        assert reply.status_code == 401
    if Path("/proc/self").exists():
        assert endpoint.key not in Path(f"/proc/{server.pid}/cmdline").read_text()
        assert endpoint.key not in Path(f"/proc/{server.pid}/environ").read_text()


@pytest.mark.model
def test_it_ends_with_its_owner_even_if_that_is_killed():
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER.format(model=str(model_file().path))],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    with owner:
        child = int(owner.stdout.readline())
        owner.kill()
    deadline = time.monotonic() + 20
    while alive(child):
        assert time.monotonic() < deadline
        time.sleep(0.05)


OWNER = """
import time
from pathlib import Path
from qa.models import ModelFile
from qa.models.embedded import EmbeddedServer
server = EmbeddedServer(ModelFile("tests", Path({model!r})), context=1024, slots=1)
server.endpoint()
print(server.pid, flush=True)
time.sleep(600)
"""


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_file_that_is_no_model_is_one_clear_error(tmp_path):
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + b"\0" * 100)
    server = EmbeddedServer(ModelFile("broken", broken))
    with pytest.raises(ModelServerDown, match=r"server for broken did not start: .*QA_MODEL"):
        server.endpoint()
    assert server.pid is None
    server.close()
    with pytest.raises(ModelServerDown, match="was closed"):
        server.endpoint()


def test_settings_choose_between_a_server_of_ones_own_and_the_embedded_one(tmp_path):
    own = Settings(llm_base_url="http://127.0.0.1:9/v1", llm_model="mine", _env_file=None)
    assert open_model(own).name == "mine"
    with pytest.raises(ModelError, match=r"qa models pull qwen2\.5-coder-0\.5b"):
        open_model(Settings(model="qwen2.5-coder-0.5b", models_dir=tmp_path, _env_file=None))


async def read(model, started):
    async for _ in model.stream(LONG):
        started.set()
