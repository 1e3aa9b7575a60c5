"""A real web server on loopback, that says what a test tells it to say, and remembers what it was asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Thread
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Said:
    """``pieces`` are written one by one as they come; without a length the end of the connection ends them."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pieces: Iterator[bytes] | None = None


Answering = Callable[[Asked], Said]


@dataclass
class WebServer:
    url: str
    pages: dict[str, Answering | Said]
    asked: list[Asked]

    def paths(self) -> list[str]:
        return [one.path + (f"?{one.query}" if one.query else "") for one in self.asked]


@contextmanager
def web_server(pages: dict[str, Answering | Said], *, tls: SSLContext | None = None) -> Iterator[WebServer]:
    """Serves while the context lasts. A path that ends with * stands for all that begin so."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            one = Asked(self.command, parts.path, parts.query, {k.lower(): v for k, v in self.headers.items()}, body)
            asked.append(one)
            said = _of(pages, one)
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            if said.pieces is None:
                self.send_header("Content-Length", str(len(said.body)))
                self.end_headers()
                self.wfile.write(said.body)
            else:
                self._slowly(said.pieces)

        def _slowly(self, pieces: Iterator[bytes]) -> None:
            self.close_connection = True
            self.end_headers()
            for piece in pieces:
                try:
                    self.wfile.write(piece)
                    self.wfile.flush()
                except OSError:
                    return

        do_GET = do_POST = do_PROPFIND = answer  # noqa: N815 -- the library's names

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the library's name
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a client that hangs up is what some tests are about

    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield WebServer(f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}", pages, asked)
    finally:
        server.shutdown()
        server.server_close()


def _of(pages: dict[str, Answering | Said], asked: Asked) -> Said:
    found = pages.get(asked.path) or next(
        (page for path, page in pages.items() if path.endswith("*") and asked.path.startswith(path[:-1])), None
    )
    if found is None:
        return Said(b"nothing here", 404)
    return found if isinstance(found, Said) else found(asked)
