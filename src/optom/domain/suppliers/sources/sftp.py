"""Files of a folder on an SFTP server, whose host key is remembered at the first contact and compared ever after."""

import io
import stat
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

import paramiko

from optom.base.refusal import Refusal
from optom.base.secrets import Secret

from .found import Entry, Finding, Seen, chosen, landed, no_file, no_folder
from .terms import Sftp
from .visiting import PIECE, NotNow, Visit


def fetch(terms: Sftp, seen: Seen, visit: Visit) -> Finding:
    """The host key is compared, or written into `seen`, before anything secret is sent.

    Refuses ``sources.host_key_changed`` (host, known, met), ``sources.key_unreadable``, ``sources.sign_in_refused``,
    ``sources.folder_missing``, and what `Visit` does.
    """
    with _faults(visit, terms), closing(paramiko.Transport(visit.connect(terms.host, terms.port))) as transport:
        _greet(transport, terms, seen, visit)
        _sign_in(transport, terms)
        with closing(_opened(transport, visit)) as server:
            wanted = chosen(_listing(server, terms, visit), terms, seen, visit.bounds.most_files)
            yield from landed(
                wanted,
                visit,
                lambda one: _pieces(server, _path(terms, one)),
                lambda one: _entry(one.name, server.stat(_path(terms, one))).version,
            )


def _greet(transport: paramiko.Transport, terms: Sftp, seen: Seen, visit: Visit) -> None:
    """Before anything secret is said it is clear who is there."""
    transport.banner_timeout = transport.auth_timeout = visit.bounds.idle
    known = seen.host_key.partition(" ")[0].replace("ssh-rsa", "rsa-")
    options = transport.get_security_options()
    # A server with several keys is asked for the one that it showed before.
    options.key_types = sorted(options.key_types, key=lambda one: known not in one)
    transport.start_client(timeout=visit.bounds.idle)
    key = transport.get_remote_server_key()
    met = f"{key.get_name()} {key.fingerprint}"
    if seen.host_key and seen.host_key != met:
        raise Refusal("sources.host_key_changed", host=terms.host, known=seen.host_key, met=met)
    seen.host_key = met


def _sign_in(transport: paramiko.Transport, terms: Sftp) -> None:
    password = terms.password.reveal() if terms.password else None
    try:
        if terms.key:
            transport.auth_publickey(terms.user, _key(terms.key, password))
        else:
            transport.auth_password(terms.user, password or "")
    except (paramiko.AuthenticationException, paramiko.BadAuthenticationType):
        raise Refusal("sources.sign_in_refused", host=terms.host) from None


def _key(secret: Secret, password: str | None) -> paramiko.PKey:
    text = secret.reveal()
    for kind in (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey):
        try:
            return kind.from_private_key(io.StringIO(text), password)
        except (paramiko.SSHException, ValueError):
            continue
    raise Refusal("sources.key_unreadable")


def _opened(transport: paramiko.Transport, visit: Visit) -> paramiko.SFTPClient:
    server = paramiko.SFTPClient.from_transport(transport)
    channel = server.get_channel() if server else None
    if server is None or channel is None:
        raise EOFError
    channel.settimeout(visit.bounds.idle)
    return server


@contextmanager
def _faults(visit: Visit, terms: Sftp) -> Iterator[None]:
    with visit.faults_of(terms.host):
        try:
            yield
        except paramiko.SSHException as error:
            visit.check_time()
            raise NotNow("sources.no_answer", host=terms.host, port=str(terms.port)) from error


def _listing(server: paramiko.SFTPClient, terms: Sftp, visit: Visit) -> Iterator[Entry]:
    try:
        yield from _files(server.listdir_iter(terms.folder), visit)
    except (FileNotFoundError, PermissionError) as error:
        raise no_folder(terms.folder) from error


def _files(listed: Iterable[paramiko.SFTPAttributes], visit: Visit) -> Iterator[Entry]:
    size = 0
    for one in listed:
        size += len(one.longname) + len(one.filename)
        visit.check_listing("READDIR", size)
        if stat.S_ISREG(one.st_mode or 0) and "/" not in one.filename and one.filename.isprintable():
            yield _entry(one.filename, one)


def _entry(name: str, told: paramiko.SFTPAttributes) -> Entry:
    return Entry(name, f"{told.st_size} {told.st_mtime}", f"{told.st_mtime or 0:012}", told.st_size)


def _path(terms: Sftp, one: Entry) -> str:
    return f"{terms.folder.rstrip('/')}/{one.name}"


def _pieces(server: paramiko.SFTPClient, path: str) -> Iterator[bytes]:
    try:
        file = server.open(path, "rb")
    except (FileNotFoundError, PermissionError) as error:
        raise no_file(path.rpartition("/")[2]) from error
    with file:
        # Not ahead of what is asked for: the library does that in a thread that cries when a server hangs up.
        while piece := file.read(PIECE):
            yield piece
