"""Where the cluster lives, where its socket is, and how one addresses it."""

import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from .account import PostgresUnavailable, server_account

OWNER = "optom"
DATABASE = "optom"
PORT = 5432
SOCKET_NAME = f".s.PGSQL.{PORT}"
# sockaddr_un holds 108 bytes on Linux and 104 on macOS, the closing zero included.
SOCKET_PATH_BYTES = 103 if sys.platform == "darwin" else 107
# Where root's own clusters and copies go when the server's account can't reach the project (a clone in /root, say).
ROOT_PLACE = Path("/var/lib/optom")
PROJECT = Path(__file__).resolve().parents[4]


def project_home() -> Path:
    """The folder of this project's data: `OPTOM_HOME`, or `.optom` beside the sources, or in the user's home."""
    if given := os.environ.get("OPTOM_HOME"):
        return Path(given).expanduser().resolve()
    if (PROJECT / "pyproject.toml").exists():
        return PROJECT / ".optom"
    return Path.home() / ".optom"


def cluster_folder(home: Path) -> Path:
    """The folder 0700 of the cluster: inside `home` if the server's account can reach it, else root's own place."""
    if server_account().may_reach(home):
        return home / "postgres"
    return ROOT_PLACE / f"{home.parent.name}-{_digest(home)}"


def socket_folder(folder: Path) -> Path:
    """The cluster's own folder, or a short private one when the socket's path would not fit into an address."""
    if _fits(folder):
        return folder
    return _temporary_root() / f"optom-{server_account().uid}-{_digest(folder)}"


def make_private(folder: Path) -> None:
    """Make the folder with mode 0700 for the server's account. Refuses a folder that somebody else has put there."""
    account = server_account()
    if not folder.parent.exists():
        folder.parent.mkdir(parents=True)
        if account.switch:
            folder.parent.chmod(0o711)  # root's umask may be 077, and the server has to get through
    try:
        folder.mkdir(mode=0o700)
        account.own(folder)
    except FileExistsError:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != account.uid:
            message = f"{folder} exists and does not belong to the server's account (uid {account.uid}): remove it"
            raise PostgresUnavailable(message) from None
        folder.chmod(0o700)


def socket_dsn(folder: Path, *, database: str = DATABASE, role: str = OWNER) -> str:
    """The address of a database of the cluster in `folder`, as a URL that libpq and Django's settings understand."""
    return f"postgresql://{role}@/{database}?host={quote(str(socket_folder(folder)), safe='')}&port={PORT}"


def default_dsn() -> str:
    """The owner's address: `OPTOM_DATABASE_URL`, or this project's embedded cluster (not started by asking)."""
    return os.environ.get("OPTOM_DATABASE_URL") or socket_dsn(cluster_folder(project_home()))


def as_role(dsn: str, role: str) -> str:
    """The same address for another role, without the owner's password."""
    parts = urlsplit(dsn)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}@{place}"))


def temporary_parent() -> Path:
    """A temporary folder that the server's account can reach."""
    account = server_account()
    for parent in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):  # noqa: S108 -- a private folder is made in it
        if parent.is_dir() and account.may_reach(parent):
            return parent
    message = "the server's account can reach no temporary folder (TMPDIR, /tmp, /var/tmp)"
    raise PostgresUnavailable(message)


def _temporary_root() -> Path:
    parent = temporary_parent()
    return parent if _fits(parent / "optom-0000000000-0123456789") else Path("/tmp")  # noqa: S108 -- see make_private


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / SOCKET_NAME)) <= SOCKET_PATH_BYTES


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
