"""Speaks to an OpenAI-compatible server, ours or another, and keeps every deadline.

A client belongs to the event loop that first uses it: run one loop and submit everything to it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from qa.errors import ModelInterrupted, ModelServerError, ModelTimeout
from qa.llm import CompletionRequest, Finished, Messages, Token
from qa.models.embedded import EmbeddedServer, Endpoint
from qa.models.failures import ServerUnreachable, explain_cut, explain_refusal
from qa.models.resolve import resolve
from qa.models.wire import body_of, finished_of, token_of

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream

    from qa.settings import Settings

__all__ = ["OpenAICompatibleModel", "open_model"]

T = TypeVar("T")
CONNECT_TIMEOUT = 10.0
COUNT_TIMEOUT = 10.0
CHARS_PER_TOKEN = 4
"""Of English text, for servers that do not count: the usual rule of thumb."""
SPARE_CHUNKS = 16


class OpenAICompatibleModel:
    """One model at one server; an ``EmbeddedServer`` is started when it is first needed.

    ``first_token_timeout`` and ``token_timeout`` are in seconds, by the monotonic clock, and do
    not count the start of an embedded server.
    """

    def __init__(
        self,
        name: str,
        server: EmbeddedServer | Endpoint,
        *,
        first_token_timeout: float = 60.0,
        token_timeout: float = 30.0,
    ) -> None:
        self.name = name
        self._server = server
        self._first_token_timeout = first_token_timeout
        self._token_timeout = token_timeout
        self._clients: dict[Endpoint, AsyncOpenAI] = {}
        self._is_llama_cpp: bool | None = True if isinstance(server, EmbeddedServer) else None

    async def stream(self, request: CompletionRequest) -> AsyncGenerator[Token | Finished, None]:
        """Yield tokens as they are written, and last one Finished; see ``qa.llm``."""
        chunks, deadline = await self._restarting(lambda: self._begin(request))
        clock = asyncio.get_running_loop().time
        try:
            count, finished = 0, None
            while chunk := await self._before(deadline, lambda: anext(chunks, None), count):
                finished = finished_of(chunk, finished)
                if token := token_of(chunk):
                    count += 1
                    deadline = clock() + self._token_timeout
                    yield token
                if count > 2 * request.max_tokens + SPARE_CHUNKS:
                    finished = finished or Finished("length", 0, count)
                    break  # a server that knows no limit
        finally:
            await chunks.close()
        if finished is None:
            raise ModelInterrupted(explain_cut(self._where, count))
        yield finished

    async def count_tokens(self, text: str) -> int:
        """Return how many tokens a text has: exact with llama.cpp's server, else an estimate."""
        return await self._restarting(lambda: self._count_or_estimate(text))

    async def warm(self, messages: Messages) -> None:
        """Have llama.cpp's server read ``messages``, so that its cache holds them."""
        client = await self._client()
        if await self._speaks_llama_cpp(client):
            async for _ in self.stream(CompletionRequest(messages, max_tokens=1)):
                pass

    async def aclose(self) -> None:
        """Close the connections, and end the embedded server."""
        await self.disconnect()
        if isinstance(self._server, EmbeddedServer):
            await asyncio.to_thread(self._server.close)

    async def disconnect(self) -> None:
        """Close the connections and leave the server running, for whoever shares it."""
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.close()

    async def _restarting(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do ``work``, and once more with a new server where the embedded one has died."""
        try:
            return await work()
        except ServerUnreachable as error:
            if isinstance(self._server, Endpoint):
                raise
            await asyncio.to_thread(self._server.discard, error.base_url)
        return await work()

    async def _count_or_estimate(self, text: str) -> int:
        client = await self._client()
        if await self._speaks_llama_cpp(client):
            return await self._count(client, text)
        return -(-len(text) // CHARS_PER_TOKEN)

    async def _begin(self, request: CompletionRequest) -> tuple[AsyncStream[Any], float]:
        """Send a request; return its reply to be read, and the deadline of the first token."""
        client = await self._client()
        llama_cpp = await self._speaks_llama_cpp(client) if request.grammar else False
        body = body_of(request, self.name, llama_cpp=llama_cpp or bool(self._is_llama_cpp))
        deadline = asyncio.get_running_loop().time() + self._first_token_timeout
        send: Any = client.chat.completions.create
        return await self._before(deadline, lambda: send(**body), 0), deadline

    @property
    def _where(self) -> str:
        if isinstance(self._server, Endpoint):
            return f"the model server at {self._server.base_url}"
        return f"the embedded model server ({self.name})"

    async def _client(self) -> AsyncOpenAI:
        endpoint = self._server
        if isinstance(endpoint, EmbeddedServer):
            endpoint = await asyncio.to_thread(endpoint.endpoint)
        if endpoint not in self._clients:
            await self.disconnect()
            own = endpoint is not self._server
            self._clients = {endpoint: await asyncio.to_thread(_connect, endpoint, own=own)}
        return self._clients[endpoint]

    async def _speaks_llama_cpp(self, client: AsyncOpenAI) -> bool:
        if self._is_llama_cpp is None:
            try:
                self._is_llama_cpp = await self._count(client, "one") > 0
            except ModelServerError:
                self._is_llama_cpp = False
        return self._is_llama_cpp

    async def _count(self, client: AsyncOpenAI, text: str) -> int:
        """Ask llama.cpp's own route, which lies beside /v1."""
        root = str(client.base_url).rstrip("/").removesuffix("/v1")
        deadline = asyncio.get_running_loop().time() + COUNT_TIMEOUT
        reply: Any = await self._before(
            deadline,
            lambda: client.post(f"{root}/tokenize", cast_to=object, body={"content": text}),
            0,
        )
        tokens = reply.get("tokens") if isinstance(reply, dict) else None
        return len(tokens) if isinstance(tokens, list) else 0

    async def _before(self, deadline: float, start: Callable[[], Awaitable[T]], count: int) -> T:
        """Await until ``deadline`` and say in our own words what went wrong."""
        from httpx import HTTPError
        from openai import APIConnectionError, APIStatusError, OpenAIError

        try:
            async with asyncio.timeout_at(deadline):
                return await start()
        except TimeoutError:
            raise ModelTimeout(self._late(count)) from None
        except (APIConnectionError, APIStatusError) as error:
            await self._settle(error)
            raise explain_refusal(
                self._where, self.name, error, own=isinstance(self._server, EmbeddedServer)
            ) from None
        except (HTTPError, OpenAIError, ValueError) as error:
            await self._settle(error)
            raise ModelInterrupted(explain_cut(self._where, count, error)) from None

    async def _settle(self, error: Exception) -> None:
        from httpx import HTTPError
        from openai import APIConnectionError

        broke = isinstance(error, (HTTPError, APIConnectionError))
        if broke and isinstance(self._server, EmbeddedServer):
            await asyncio.to_thread(self._server.settle)

    def _late(self, count: int) -> str:
        if count:
            return (
                f"{self._where} paused for more than {self._token_timeout:g} s: ask again, or set "
                "QA_TOKEN_TIMEOUT higher"
            )
        return (
            f"{self._where} wrote nothing for {self._first_token_timeout:g} s: ask again, set "
            "QA_FIRST_TOKEN_TIMEOUT higher, or choose a smaller model"
        )


def open_model(settings: Settings) -> OpenAICompatibleModel:
    """Return the model that the settings name; nothing is started or asked yet.

    Raises ModelUnknown, ModelMissing or ModelDamaged for an embedded model that cannot be used.
    """
    timeouts = {
        "first_token_timeout": settings.first_token_timeout,
        "token_timeout": settings.token_timeout,
    }
    if settings.llm_base_url and settings.llm_model:
        endpoint = Endpoint(settings.llm_base_url, settings.llm_api_key)
        return OpenAICompatibleModel(settings.llm_model, endpoint, **timeouts)
    model = resolve(settings.model, settings.models_dir)
    server = EmbeddedServer(
        model,
        threads=settings.llm_threads,
        context=settings.llm_context,
        slots=settings.llm_slots,
    )
    return OpenAICompatibleModel(model.name, server, **timeouts)


def _connect(endpoint: Endpoint, *, own: bool) -> AsyncOpenAI:
    """Return a client without retries: a slow answer asked for twice is slower still.

    Importing the library takes a second or more, so this is no work for the event loop. Neither a
    proxy nor a certificate stands between us and our own server.
    """
    from httpx import Timeout
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient

    return AsyncOpenAI(
        base_url=endpoint.base_url,
        api_key=endpoint.key or "none",
        max_retries=0,
        timeout=Timeout(None, connect=CONNECT_TIMEOUT),
        http_client=DefaultAsyncHttpxClient(trust_env=not own, verify=not own),
    )
