"""A real IMAP server on loopback: pymap, with its mail boxes in memory. Letters are put there by IMAP too."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from imaplib import IMAP4, Time2Internaldate
from queue import Queue
from ssl import SSLContext
from threading import Thread
from typing import Any

from imapclient.imap_utf7 import encode
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer, IMAPService
from pysasl.hashing import BuiltinHash


@dataclass
class MailServer:
    port: int
    tls: SSLContext | None = None

    def put(self, letter: EmailMessage | bytes, at: datetime, folder: str = "INBOX") -> None:
        """As if it had come at that moment."""
        content = letter if isinstance(letter, bytes) else letter.as_bytes()
        named = f'"{encode(folder).decode("ascii")}"'
        with IMAP4("127.0.0.1", self.port) as box:
            box.login("optom", "s3same")
            if folder != "INBOX":
                box.create(named)
            answer, told = box.append(named, "", Time2Internaldate(at), content)
            assert answer == "OK", told

    def flags(self, folder: str = "INBOX") -> list[bytes]:
        with IMAP4("127.0.0.1", self.port) as box:
            box.login("optom", "s3same")
            box.select(folder, readonly=True)
            return [one for one in box.fetch("1:*", "(FLAGS)")[1] if isinstance(one, bytes)]


@contextmanager
def imap_server(tls: SSLContext | None = None, *, is_first: bool = False) -> Iterator[MailServer]:
    """User "optom", password "s3same". With a certificate it begins TLS after a greeting, or at once."""
    ready: Queue[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = Queue()
    thread = Thread(target=lambda: asyncio.run(_serve(tls, ready, is_first=is_first)), daemon=True)
    thread.start()
    port, loop, over = ready.get(timeout=60)
    try:
        yield MailServer(port, tls)
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(2)


async def _serve(tls: SSLContext | None, ready: "Queue[Any]", *, is_first: bool) -> None:
    told = {"ssl_context": tls, "secure_auth": False, "invalid_user_sleep": 0, "hash_context": BuiltinHash(rounds=2)}
    backend, config = await DictBackend.init(_arguments(has_tls=tls is not None), **told)
    config.apply_context()
    async with AsyncExitStack() as stack:
        await backend.start(stack)
        answering = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
        server = await asyncio.start_server(answering, "127.0.0.1", 0, ssl=tls if is_first else None)
        over = asyncio.Event()
        ready.put((server.sockets[0].getsockname()[1], asyncio.get_running_loop(), over))
        await over.wait()
        server.close()


def _arguments(*, has_tls: bool) -> Namespace:
    parser = ArgumentParser()
    parser.set_defaults(passlib_cfg=None, debug=False)
    IMAPService.add_arguments(parser)
    DictBackend.add_subparser("dict", parser.add_subparsers(dest="backend"))
    return parser.parse_args(
        [*([] if has_tls else ["--no-tls"]), "dict", "--demo-user", "optom", "--demo-password", "s3same"]
    )
