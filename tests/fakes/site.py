"""A real web server on 127.0.0.1 whose answers a test writes, and a page to serve."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Respond = Callable[[BaseHTTPRequestHandler], None]

PARAGRAPHS = [
    "The council of Port Selwyn voted on Monday evening to build a lifting bridge over the river.",
    "Eleven members were in favour and six were against, after a debate of four hours.",
    "The bridge will cost 23.4 million pounds, of which the town has to borrow about a third.",
    "Work on the foundations is to begin in September, said the leader of the council.",
]
BODY = "\n\n".join(PARAGRAPHS)


def page(title: str = "Council backs a bridge", head: str = "", end: str = "") -> bytes:
    """An article's page with a menu and a footer around it."""
    paragraphs = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>{title.partition(' - ')[0]}</h1>{paragraphs}{end}</article>"
        "<footer>All the news, all the time</footer></body></html>"
    ).encode()


@dataclass
class Site:
    """``answers`` maps a path to a function that writes the response; ``asked`` records paths."""

    address: str
    answers: dict[str, Respond] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def serve(self, path: str, body: bytes, media_type: str = "text/html", **headers: str) -> str:
        def respond(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.send_header("Content-Type", media_type)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        self.answers[path] = respond
        return self.address + path

    def redirect(self, path: str, location: str, status: int = 302) -> str:
        def respond(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            request.send_header("Location", location)
            request.send_header("Content-Length", "0")
            request.end_headers()

        self.answers[path] = respond
        return self.address + path


@contextmanager
def local_site() -> Iterator[Site]:
    """A server on 127.0.0.1, ended with the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            respond = site.answers.get(self.path)
            with suppress(OSError):  # the reader hangs up, as some tests want it to
                respond(self) if respond else self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
