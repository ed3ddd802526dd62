"""A small OpenAI-compatible server on 127.0.0.1 that misbehaves when told to.

    with ModelServer(replies=["Yes.", "No."]) as server:
        ...  # point a client at server.base_url
        server.behave(hang_after=3)

It speaks plain HTTP/1.1 by hand, so that it can also break it. Words are its tokens.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

HEAD = "HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nConnection: close\r\n{more}\r\n"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What the server does; ``hang_after`` and ``cut_after`` count tokens and bytes of the body.

    ``hang_after=0`` hangs before the first token, ``cut_after=0`` closes after the headers.
    ``endless`` never stops writing; ``garbage`` sends text that is no JSON; ``pause`` is seconds
    before each token.
    """

    status: int = 200
    hang_after: int | None = None
    cut_after: int | None = None
    hang_before_headers: bool = False
    endless: bool = False
    garbage: bool = False
    pause: float = 0.0


class ModelServer:
    """Gives scripted replies in turn, the last one for ever, and records what it was asked.

    ``requests`` are the bodies of the completions asked for; ``left`` counts clients that went
    away before their reply had ended. ``llama_cpp`` adds the /tokenize route.
    """

    def __init__(
        self,
        replies: list[str] | Callable[[dict], str] = ("Hello there, reader.",),
        *,
        llama_cpp: bool = False,
        port: int = 0,
        **behaviour,
    ) -> None:
        self.requests: list[dict] = []
        self.headers: list[str] = []
        self.left = 0
        self.streams = 0
        self._replies = replies if callable(replies) else list(replies)
        self._llama_cpp = llama_cpp
        self._port = port
        self._behaviour = Behaviour(**behaviour)
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    def behave(self, **behaviour) -> None:
        """Change what happens to the next requests."""
        self._behaviour = Behaviour(**behaviour)

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._run(asyncio.start_server(self._serve, "127.0.0.1", self._port))
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Go down: close every connection and the port."""
        if self._thread.is_alive():
            self._run(self._close())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def _run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _close(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"(?i)content-length: (\d+)", head)
        body = json.loads(await reader.readexactly(int(length[1]))) if length else {}
        path = head.split()[1]
        if path.endswith("/tokenize") and self._llama_cpp:
            return await _send_json(writer, {"tokens": list(range(len(_words(body["content"]))))})
        if path.endswith("/models"):
            return await _send_json(writer, {"object": "list", "data": [{"id": "scripted"}]})
        if not path.endswith("/chat/completions"):
            return await _send_json(writer, {"error": {"message": "no such route"}}, 404)
        self.requests.append(body)
        self.headers.append(head)
        return await self._complete(body, reader, writer)

    async def _complete(self, body: dict, reader, writer) -> None:
        behaviour = self._behaviour
        if behaviour.hang_before_headers:
            return await self._hang(reader)
        if behaviour.status != 200:
            error = {"error": {"message": "out of order", "code": behaviour.status}}
            return await _send_json(writer, error, behaviour.status)
        reply = self._reply(body)
        if body.get("stream"):
            return await self._stream(body, reply, reader, writer)
        message = {"role": "assistant", "content": reply}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return await _send_json(writer, {"choices": [choice], "usage": _usage(body, reply)})

    def _reply(self, body: dict) -> str:
        if callable(self._replies):
            return self._replies(body)
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]

    async def _stream(self, body: dict, reply: str, reader, writer) -> None:
        self.streams += 1
        behaviour, sent = self._behaviour, 0
        writer.write(HEAD.format(status=200, kind="text/event-stream", more="").encode())
        await writer.drain()
        gone = asyncio.create_task(reader.read(1))  # ends when the client closes
        try:
            for number, event in enumerate(_events(body, reply, behaviour)):
                if number == behaviour.hang_after:
                    return await self._hang(reader, gone)
                await asyncio.wait([gone], timeout=behaviour.pause)
                if gone.done():
                    self.left += 1
                    return None
                piece = event.encode()
                if behaviour.cut_after is not None and sent + len(piece) > behaviour.cut_after:
                    writer.write(piece[: behaviour.cut_after - sent])
                    return await writer.drain()
                writer.write(piece)
                await writer.drain()
                sent += len(piece)
        except ConnectionError:
            self.left += 1
        finally:
            gone.cancel()
            with suppress(asyncio.CancelledError, ConnectionError):
                await gone

    async def _hang(self, reader, gone=None) -> None:
        with suppress(ConnectionError):
            await (gone or reader.read(1))
        self.left += 1


def _events(body: dict, reply: str, behaviour: Behaviour):
    if behaviour.garbage:
        yield "data: {not json\n\n"
    words = _words(reply)
    while True:
        for word in words:
            yield _event({"choices": [_choice(body, word)]})
        if not behaviour.endless:
            break
    yield _event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    yield _event({"choices": [], "usage": _usage(body, reply)})
    yield "data: [DONE]\n\n"


def _choice(body: dict, word: str) -> dict:
    choice = {"index": 0, "delta": {"content": word}, "finish_reason": None}
    if body.get("logprobs"):
        others = [{"token": f"other{n}", "logprob": -2.0 - n} for n in range(body["top_logprobs"])]
        top = [{"token": word, "logprob": -0.1}, *others][: body["top_logprobs"]]
        choice["logprobs"] = {"content": [{"token": word, "logprob": -0.1, "top_logprobs": top}]}
    return choice


def _usage(body: dict, reply: str) -> dict:
    prompt = sum(len(_words(message["content"])) for message in body["messages"])
    completion = len(_words(reply))
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": 0},
    }


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*", text)


def _event(payload: dict) -> str:
    return f"data: {json.dumps({'id': 'x', 'object': 'chat.completion.chunk', **payload})}\n\n"


async def _send_json(writer: asyncio.StreamWriter, payload: dict, status: int = 200) -> None:
    body = json.dumps(payload).encode()
    more = f"Content-Length: {len(body)}\r\n"
    writer.write(HEAD.format(status=status, kind="application/json", more=more).encode() + body)
    await writer.drain()
