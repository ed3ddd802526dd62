"""The process that runs a model: llama.cpp's own server, on the loopback address only.

Reads one line of JSON (``ServerConfig``) from standard input, so that the key is never among the
arguments that other users can list; answers with one line of JSON holding its URL, or the reason
why it could not start; and ends when standard input closes, that is with the process that owns it.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import Any

__all__ = ["ServerConfig"]

HTTP_THREADS = 16
"""Requests that may wait beside those being answered, and still leave /health answering."""
PROMPT_CACHE_MIB = 512
"""Memory for prompts of conversations that have no slot at the moment; the default is 8 GiB."""


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """What the server is started with; ``context`` in tokens, for each of ``slots``."""

    path: str
    name: str
    key: str
    threads: int
    context: int
    slots: int


def main() -> int:
    """Serve until standard input closes; return the exit status."""
    report = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # the library writes its log to both
    config = ServerConfig(**json.loads(sys.stdin.readline()))
    try:
        server = _serve(config)
    except Exception as error:  # noqa: BLE001 - whatever the library raises is the reason
        _say(report, error=str(error) or type(error).__name__)
        return 1
    _say(report, url=server.listening_address)
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)  # the library's own ending waits for answers that nobody will read


def _serve(config: ServerConfig) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = config.path
    params.model_alias = {config.name}
    params.n_parallel = config.slots
    params.n_ctx = config.context * config.slots  # the total, which the slots share equally
    params.kv_unified = False
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = config.threads
    params.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_ENABLED
    params.cache_prompt = True
    params.cache_ram_mib = PROMPT_CACHE_MIB
    params.fit_params = False
    params.n_gpu_layers = 0
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [config.key]
    params.cors_origins = ""
    params.n_threads_http = config.slots + HTTP_THREADS
    params.endpoint_slots = True
    params.ui = False
    params.offline = True
    params.verbosity = 1
    return xllamacpp.Server(params)


def _say(report: Any, **message: str) -> None:
    report.write(json.dumps(message) + "\n")
    report.flush()


if __name__ == "__main__":
    raise SystemExit(main())
