"""Commands beside a running server get from it what the assistant itself would give."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from index.lock import DataLock
from index.types import AddProgress, Filters
from qa.errors import (
    ArticleNotFound,
    ModelServerDown,
    QuestionError,
    StoreError,
    StoreLocked,
    TraceNotFound,
)
from qa.http import HttpServer, create_app
from qa.remote import RemoteAssistant
from qa.settings import Settings
from tests.fakes.assistant import FakeAssistant

KEY = "key"
QUESTION = "Who signed the agreement for Iran?"


@pytest.fixture
def assistant(tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path, token="a token of 16 or more")
    return FakeAssistant(settings=settings)


@pytest.fixture
def remote(assistant) -> Iterator[RemoteAssistant]:
    server, ready = HttpServer("127.0.0.1", 0), threading.Event()
    app = create_app(assistant, assistant.settings, KEY)
    thread = threading.Thread(target=server.run, args=(app, ready.set))
    thread.start()
    assert ready.wait(10)
    with RemoteAssistant(server.address, KEY, assistant.settings) as remote:
        yield remote
    server.stop()
    thread.join(20)
    server.close()


def test_questions_are_answered_the_same(remote, assistant):
    history = [("user", "hello"), ("assistant", "hi")]
    filters = Filters(sources=("Example Wire",), published_from="2020-01-01")
    given = remote.ask(QUESTION, history, filters, "extractive")
    assert assistant.asked == [(QUESTION, history, filters, "extractive")]
    assert given == assistant.ask(QUESTION, history, filters, "extractive")
    assert list(remote.stream(QUESTION)) == list(assistant.stream(QUESTION))


def test_searches_and_lists_are_the_same(remote, assistant):
    filters = Filters(languages=("EN",), published_to="2024-12-31")
    assert remote.search("owls fen signed") == assistant.search("owls fen signed")
    assert remote.search("owls fen", 1, filters) == assistant.search("owls fen", 1, filters)
    assert remote.headers() == assistant.headers()
    assert remote.headers(filters) == assistant.headers(filters)
    assert remote.article("hostile") == assistant.article("hostile")
    assert remote.status().articles == 3
    assert remote.status().provenance == assistant.status().provenance


def test_traces_are_the_same(remote, assistant):
    answer = remote.ask(QUESTION, [("user", "hello"), ("assistant", "hi")])
    assert remote.trace(answer.trace_id) == assistant.trace(answer.trace_id)
    with pytest.raises(TraceNotFound, match="ask the question again"):
        remote.trace("unknown")


def test_ratings_are_kept_and_listed_the_same(remote, assistant):
    filters = Filters(published_from="2020-01-01")
    trace_id = remote.ask(QUESTION, [("user", "hello"), ("assistant", "hi")], filters).trace_id
    remote.feedback(trace_id, "wrong-answer", "Iraq, not Iran")
    assert remote.feedbacks() == assistant.feedbacks()
    assert assistant.feedbacks()[0].comment == "Iraq, not Iran"
    with pytest.raises(TraceNotFound):
        remote.feedback("nothing", "good")


def test_a_list_of_many_pages_is_whole(remote, assistant, monkeypatch):
    monkeypatch.setattr("qa.remote._PAGE", 2)
    assert remote.headers() == assistant.headers()


def test_files_are_added_with_progress_from_wherever_the_command_runs(
    remote, assistant, tmp_path, monkeypatch
):
    (tmp_path / "story.md").write_text("# A story\nOnce upon a time.")
    monkeypatch.chdir(tmp_path)
    settled: list[AddProgress] = []
    report = remote.add("story.md", "https://example.org/x", on_progress=settled.append)
    assert [each.outcome for each in settled] == ["added", "failed"]
    assert (settled[0].item,) == report.added
    assert report.added[0].source == str(tmp_path / "story.md")
    remote.remove(report.added[0].article_id)
    assert len(assistant.store) == 3


def test_a_backup_lies_where_the_command_said(remote, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    remote.backup("backup")
    assert (tmp_path / "backup").exists()


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (ModelServerDown("start it"), lambda remote: remote.ask(QUESTION)),
        (QuestionError("too long"), lambda remote: remote.search("x")),
        (StoreError("torn"), lambda remote: remote.add("https://x.y")),
        (ArticleNotFound("none"), lambda remote: remote.article("x")),
    ],
)
def test_errors_are_raised_as_they_were(remote, assistant, error, call):
    assistant.failure = error
    with pytest.raises(type(error), match=f"^{error}$"):
        call(remote)


def test_leaving_a_stream_cancels_the_servers_model(remote, assistant):
    assistant.pace = 0.2
    events = remote.stream(QUESTION)
    next(events)
    events.close()
    for _ in range(500):
        if assistant.cancelled:
            break
        threading.Event().wait(0.01)
    assert assistant.cancelled == 1


def test_an_id_that_looks_like_a_path_reaches_the_server_as_one(remote):
    with pytest.raises(ArticleNotFound, match="'a/b c'"):
        remote.article("a/b c")


def test_a_server_that_is_gone_is_named(assistant):
    with (
        RemoteAssistant("http://127.0.0.1:9", KEY, assistant.settings) as remote,
        pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9 .* does not answer"),
    ):
        remote.headers()


class TestOpening:
    @pytest.fixture
    def opened(self, monkeypatch, tmp_path):
        """Open a folder whose lock is real and whose assistant is not."""
        from qa import remote

        def opening(settings):
            lock = DataLock(settings.data_dir).acquire()
            lock.release()
            return FakeAssistant(settings=settings)

        monkeypatch.setattr("qa.assistant.Assistant", opening)
        return lambda: remote.open_assistant(Settings(_env_file=None, data_dir=tmp_path))

    def test_a_free_folder_is_opened(self, opened):
        assert isinstance(opened(), FakeAssistant)

    def test_a_folder_of_a_server_is_reached_through_it(self, opened, tmp_path):
        lock = DataLock(tmp_path).acquire()
        lock.announce("http://127.0.0.1:7999", KEY)
        with opened() as reached:
            assert reached.address == "http://127.0.0.1:7999"
        lock.release()

    def test_a_folder_of_another_command_is_refused(self, opened, tmp_path):
        lock = DataLock(tmp_path).acquire()
        with pytest.raises(StoreLocked):
            opened()
        lock.release()
