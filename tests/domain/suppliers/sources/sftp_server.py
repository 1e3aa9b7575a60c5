# ruff: noqa: ARG002 -- methods have the arguments with which the library calls them
"""A real SFTP server on loopback."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import paramiko
from paramiko.common import AUTH_FAILED, AUTH_SUCCESSFUL, OPEN_SUCCEEDED

_USER, _PASSWORD = "optom", "s3same"


@dataclass
class SshServer:
    """``while_read`` is called whenever a piece has been read; ``tried`` are the passwords that were sent."""

    port: int
    folder: Path
    host_key: paramiko.PKey
    client_key: paramiko.PKey | None = None
    while_read: Callable[[], None] | None = None
    tried: list[str] = field(default_factory=list)
    opened: list[paramiko.Transport] = field(default_factory=list)

    def drop(self) -> None:
        """Hang up on everybody."""
        for transport in self.opened:
            transport.close()


class _Doors(paramiko.ServerInterface):
    def __init__(self, server: SshServer) -> None:
        self.server = server

    def get_allowed_auths(self, username: str) -> str:
        return "password,publickey"

    def check_auth_password(self, username: str, password: str) -> int:
        self.server.tried.append(password)
        is_known = (username, password) == (_USER, _PASSWORD)
        return AUTH_SUCCESSFUL if is_known else AUTH_FAILED

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        is_known = username == _USER and key == self.server.client_key
        return AUTH_SUCCESSFUL if is_known else AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return OPEN_SUCCEEDED


class _File(paramiko.SFTPHandle):
    def __init__(self, server: SshServer, path: Path) -> None:
        super().__init__(os.O_RDONLY)
        self.readfile = path.open("rb")
        self._server = server

    def read(self, offset: int, length: int) -> bytes | int:
        read = super().read(offset, length)
        if self._server.while_read:
            self._server.while_read()
        return read

    def stat(self) -> paramiko.SFTPAttributes:
        return paramiko.SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))


class _Files(paramiko.SFTPServerInterface):
    def __init__(self, server: paramiko.ServerInterface, *told: Any) -> None:
        super().__init__(server, *told)
        assert isinstance(server, _Doors)
        self.server = server.server

    def _path(self, path: str) -> Path:
        return self.server.folder / self.canonicalize(path).lstrip("/")

    def list_folder(self, path: str) -> list[paramiko.SFTPAttributes] | int:
        try:
            entries = list(os.scandir(self._path(path)))
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        return [paramiko.SFTPAttributes.from_stat(one.stat(), one.name) for one in entries]

    def stat(self, path: str) -> paramiko.SFTPAttributes | int:
        try:
            return paramiko.SFTPAttributes.from_stat(self._path(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    lstat = stat

    def open(self, path: str, flags: int, attr: paramiko.SFTPAttributes) -> paramiko.SFTPHandle | int:
        try:
            return _File(self.server, self._path(path))
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)


@contextmanager
def sftp_server(folder: Path, host_key: paramiko.PKey) -> Iterator[SshServer]:
    """User "optom", password "s3same"."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = SshServer(listening.getsockname()[1], folder, host_key)
        thread = Thread(target=_serve, args=(listening, server), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            server.drop()
            thread.join(2)


def _serve(listening: socket.socket, server: SshServer) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as the usual server does
        transport = paramiko.Transport(connection)
        transport.add_server_key(server.host_key)
        transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files)
        server.opened.append(transport)
        with suppress(paramiko.SSHException, EOFError, OSError):
            transport.start_server(server=_Doors(server))
