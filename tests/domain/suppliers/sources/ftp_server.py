"""A real FTP server on loopback, in the open or within TLS."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it stands on a module that Python 3.12 dropped and a package brings back
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import DTPHandler, FTPHandler, TLS_FTPHandler
    from pyftpdlib.ioloop import IOLoop
    from pyftpdlib.servers import FTPServer


@dataclass
class FilesServer:
    port: int
    folder: Path


@contextmanager
def ftp_server(
    folder: Path,
    *,
    tls: Path | None = None,
    is_old: bool = False,
    is_broken: bool = False,
    encoding: str = "utf8",
    is_first: bool = False,
) -> Iterator[FilesServer]:
    """User "optom", password "s3same". An old one knows no MLSD; a broken one drops data connections in the middle."""
    authorizer = DummyAuthorizer()
    authorizer.add_user("optom", "s3same", str(folder), perm="elr")
    parent = TLS_FTPHandler if tls else FTPHandler

    class Broken(DTPHandler):  # type: ignore[misc]
        def send(self, data: bytes) -> int:
            if not self.file_obj:
                return int(super().send(data))
            sent = int(super().send(data[:1000]))
            self.cmd_channel.close()
            self.close()
            return sent

    class Handler(parent):  # type: ignore[misc,valid-type]
        auth_failed_timeout = 0

        def handle(self) -> None:
            if is_first:
                self.secure_connection(self.ssl_context)
            super().handle()

    Handler.authorizer, Handler.encoding = authorizer, encoding
    if is_old:
        Handler.proto_cmds = {k: v for k, v in parent.proto_cmds.items() if k not in {"MLSD", "MLST"}}
    if is_broken:
        Handler.dtp_handler, Handler.use_sendfile = Broken, False
    if tls:
        Handler.certfile, Handler.tls_control_required, Handler.tls_data_required = str(tls), True, True
    loop = IOLoop()
    server = FTPServer(("127.0.0.1", 0), Handler, ioloop=loop)
    thread = Thread(target=server.serve_forever, kwargs={"timeout": 0.02, "handle_exit": False}, daemon=True)
    thread.start()
    try:
        yield FilesServer(server.address[1], folder)
    finally:
        server.close_all()
        thread.join(2)
