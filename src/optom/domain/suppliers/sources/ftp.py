# ruff: noqa: S321 -- suppliers have what they have; TLS is what terms say by default
"""Files of a folder on an FTP server, in the open or within TLS."""

import ftplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import socket
from typing import Any

from optom.base.refusal import Refusal

from .found import Entry, Finding, Seen, chosen, landed, no_file, no_folder
from .terms import Ftp, Security
from .visiting import PIECE, NotNow, Visit

_NOT_SIGNED_IN = "530"


class _Pinned(ftplib.FTP):
    """Connected by the visit. Data connections lead to the same address, whatever the server says of another."""

    def __init__(self, visit: Visit, terms: Ftp) -> None:
        super().__init__(timeout=visit.bounds.idle, encoding=terms.encoding)
        self._visit = visit

    def reach(self, host: str, port: int) -> None:
        """`connect` of ftplib, but for who makes the connection."""
        self.host, self.port = host, port
        self.sock = self._opened(self._visit.connect(host, port))
        self.af = self.sock.family
        self.file = self.sock.makefile("r", encoding=self.encoding)
        self.welcome = self.getresp()

    def _opened(self, connection: socket) -> socket:
        return connection

    def ntransfercmd(self, cmd: str, rest: Any = None) -> tuple[socket, int | None]:
        """As ftplib's own, watched."""
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        return self._visit.watched(connection), size

    def lines(self, command: str) -> list[str]:
        """What a listing says, bounded."""
        found: list[str] = []
        size = 0

        def take(line: str) -> None:
            nonlocal size
            size += len(line)
            self._visit.check_listing(command, size)
            found.append(line)

        self.retrlines(command, take)
        return found


class _Tls(_Pinned, ftplib.FTP_TLS):
    """TLS after a greeting. Data connections continue its session: many servers take no other."""

    def __init__(self, visit: Visit, terms: Ftp) -> None:
        ftplib.FTP_TLS.__init__(self, timeout=visit.bounds.idle, encoding=terms.encoding, context=visit.tls)
        self._visit = visit

    def ntransfercmd(self, cmd: str, rest: Any = None) -> tuple[socket, int | None]:
        """As ftplib's own, with the session."""
        connection, size = _Pinned.ntransfercmd(self, cmd, rest)
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        return self.context.wrap_socket(connection, server_hostname=self.host, session=session), size


class _TlsFirst(_Tls):
    """TLS from the first byte, on a port of its own."""

    def _opened(self, connection: socket) -> socket:
        return self.context.wrap_socket(connection, server_hostname=self.host)


_MADE = {Security.NONE: _Pinned, Security.STARTTLS: _Tls, Security.TLS: _TlsFirst}


def fetch(terms: Ftp, seen: Seen, visit: Visit) -> Finding:
    """Refuses ``sources.sign_in_refused``, ``sources.folder_missing``, ``sources.tls_refused``, and as `Visit` does."""
    with _faults(visit, terms), _MADE[terms.security](visit, terms) as server:
        _sign_in(server, terms)
        try:
            server.cwd(terms.folder)
        except ftplib.error_perm as error:
            raise no_folder(terms.folder) from error
        wanted = chosen(_listing(server), terms, seen, visit.bounds.most_files)
        server.voidcmd("TYPE I")  # listings have put it on text, in which files are changed on their way
        yield from landed(wanted, visit, lambda one: _pieces(server, one.name), lambda one: _version(server, one))


def _sign_in(server: _Pinned, terms: Ftp) -> None:
    server.reach(terms.host, terms.port)
    password = terms.password.reveal() if terms.password else ""
    try:
        server.login(terms.user, password)  # within TLS, which begins here if it has not yet
        if isinstance(server, _Tls):
            server.prot_p()
    except ftplib.error_perm as error:
        if str(error).startswith(_NOT_SIGNED_IN):
            raise Refusal("sources.sign_in_refused", host=terms.host) from None
        raise Refusal("sources.tls_refused", host=terms.host) from None


@contextmanager
def _faults(visit: Visit, terms: Ftp) -> Iterator[None]:
    """What a server says for now is tried again, what it says for good is told to a person."""
    with visit.faults_of(terms.host):
        try:
            yield
        except (ftplib.error_temp, ftplib.error_reply, ftplib.error_proto) as error:
            raise NotNow("sources.busy", host=terms.host, status=str(error)[:3]) from error
        except ftplib.error_perm as error:
            raise Refusal("sources.answer_unexpected", host=terms.host, status=str(error)[:3]) from error
        except UnicodeError as error:
            raise Refusal("sources.setting_wrong", setting="encoding", instead="encoding") from error


def _listing(server: _Pinned) -> Iterator[Entry]:
    """By facts, where the server tells them; else by names, and each one's size and time."""
    try:
        listed = server.lines("MLSD")
    except ftplib.error_perm:
        yield from _named(server)
        return
    for line in listed:
        told, _, name = line.partition(" ")
        facts = {fact.lower(): value for fact, _, value in (one.partition("=") for one in told.split(";"))}
        if facts.get("type", "").lower() == "file" and _is_plain(name):
            yield _entry(name, facts.get("size", ""), facts.get("modify", ""))


def _named(server: _Pinned) -> Iterator[Entry]:
    try:
        names = server.lines("NLST")
    except ftplib.error_perm:  # how many servers tell that there is nothing
        return
    server.voidcmd("TYPE I")  # of texts many tell no sizes
    for name in {name.rpartition("/")[2] for name in names}:
        with suppress(ftplib.error_perm):  # of folders there is no size
            if _is_plain(name):
                yield _entry(name, str(server.size(name) or 0), _modified(server, name))


def _modified(server: ftplib.FTP, name: str) -> str:
    with suppress(ftplib.error_perm):
        return server.voidcmd(f"MDTM {name}").removeprefix("213 ").strip()
    return ""


def _version(server: ftplib.FTP, before: Entry) -> str:
    """What the server says of it now."""
    try:
        size, modified = server.size(before.name), _modified(server, before.name)
    except ftplib.error_perm:
        return before.version  # it tells no sizes, and never will
    return _entry(before.name, str(size), modified or before.modified).version


def _entry(name: str, size: str, modified: str) -> Entry:
    return Entry(name, f"{size} {modified}", modified, int(size) if size.isdecimal() else None)


def _is_plain(name: str) -> bool:
    return bool(name) and name not in {".", ".."} and "/" not in name and name.isprintable()


def _pieces(server: ftplib.FTP, name: str) -> Iterator[bytes]:
    try:
        connection = server.transfercmd(f"RETR {name}")
    except ftplib.error_perm as error:
        raise no_file(name) from error
    with connection:
        while piece := connection.recv(PIECE):
            yield piece
        if isinstance(connection, ssl.SSLSocket):
            with suppress(OSError):
                connection.unwrap()
    server.voidresp()
