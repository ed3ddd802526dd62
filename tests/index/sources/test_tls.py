"""HTTPS: the connection goes to the judged address, the certificate is checked for the name."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from index.errors import FetchError
from index.sources import FetchLimits
from index.sources.web import Fetcher


def certificate(folder: Path, name: str) -> Path:
    """A self-signed certificate for ``name`` with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "news.pem"
    path.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@dataclass
class Secure:
    port: int
    trusted: ssl.SSLContext
    names: list[str | None] = field(default_factory=list)

    def fetcher(self) -> Fetcher:
        limits = FetchLimits(allow=("127.0.0.0/8",), timeout=10)
        fetcher = Fetcher(limits, lambda host, port: ["127.0.0.1"])
        fetcher._tls = self.trusted
        return fetcher


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Secure]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write(b"secure")

        def log_message(self, *_: object) -> None: ...

    class Server(HTTPServer):
        def handle_error(self, *_: object) -> None: ...

    def note(_: object, name: str | None, __: object) -> None:
        secure.names.append(name)

    pem = certificate(tmp_path, "news.example")
    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    context.sni_callback = note
    server.socket = context.wrap_socket(server.socket, server_side=True)
    secure = Secure(server.server_port, ssl.create_default_context(cafile=pem))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield secure
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_name_is_what_is_checked_though_an_address_is_connected_to(secure: Secure) -> None:
    page = secure.fetcher().get(f"https://news.example:{secure.port}/")
    assert page.data == b"secure"
    assert secure.names == ["news.example"]


@pytest.mark.parametrize("host", ["other.example", "127.0.0.1"])
def test_a_certificate_for_another_name_is_refused(secure: Secure, host: str) -> None:
    with pytest.raises(FetchError, match=r"could not be reached .*certificate"):
        secure.fetcher().get(f"https://{host}:{secure.port}/")


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Secure) -> None:
    fetcher = secure.fetcher()
    fetcher._tls = None
    with pytest.raises(FetchError, match=r"could not be reached .*certificate"):
        fetcher.get(f"https://news.example:{secure.port}/")
