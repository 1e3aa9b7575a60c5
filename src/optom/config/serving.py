"""The two processes that serve: web and worker, each able to leave when whoever started it is gone."""

import http.client
import os
import signal
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from optom.config.postgres import as_role, joined_dsn, project_home

WEB_ROLE = "optom_web"
ANSWER_SECONDS = 30
SUPERVISED = "OPTOM_SUPERVISED"
LONGEST_FAREWELL = 12  # seconds: a job under way has eight of them
WORKER_RSS_MB = 1024  # rendering papers makes a process grow; above this it is replaced between requests


@dataclass(frozen=True, slots=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """What one types into the browser."""
        return f"http://{'localhost' if self.host in _HERE else self.host}:{self.port}/"

    def answers(self) -> bool:
        """Whether a web server answers there, whatever it says. Waits for one that is still loading."""
        connection = http.client.HTTPConnection(_HERE.get(self.host, self.host), self.port, timeout=ANSWER_SECONDS)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True


# Where a browser on this machine reaches a server that listens there.
_HERE = {"127.0.0.1": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- compared, not bound


def address() -> Address:
    """`OPTOM_HOST` and `OPTOM_PORT`, or this machine's port 8000."""
    return Address(host=os.environ.get("OPTOM_HOST", "127.0.0.1"), port=int(os.environ.get("OPTOM_PORT", "8000")))


def web_dsn(owner: str) -> str:
    """The web role's address: `OPTOM_WEB_DATABASE_URL`, or the owner's server with the web role's name.

    Refuses to guess where the owner needs a password: the web role has another.
    """
    if given := os.environ.get("OPTOM_WEB_DATABASE_URL"):
        return given
    if urlsplit(owner).password:
        message = (
            "OPTOM_DATABASE_URL has a password, so the web process needs an address of its own: give the role "
            f"{WEB_ROLE} a password (alter role {WEB_ROLE} password '...') and set OPTOM_WEB_DATABASE_URL."
        )
        raise SystemExit(message)
    return as_role(owner, WEB_ROLE)


def serve_web() -> int:
    """Serve until told to stop, as the role that row-level security binds."""
    from granian import Granian  # noqa: PLC0415 -- the other commands don't need it
    from granian.constants import Interfaces  # noqa: PLC0415

    owner = joined_dsn()
    os.environ["OPTOM_WEB_DATABASE_URL"] = web_dsn(owner)
    os.environ["OPTOM_PROCESS"] = "web"
    os.environ.pop("OPTOM_DATABASE_URL", None)  # the process that faces the world doesn't know the owner's address
    leave_with_parent()
    (project_home() / "static").mkdir(parents=True, exist_ok=True)  # whitenoise wants it even when it has finders
    where = address()
    Granian(
        "optom.config.wsgi:application",
        address=where.host,
        port=where.port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("OPTOM_WORKERS", "2")),
        blocking_threads=int(os.environ.get("OPTOM_THREADS", "4")),
        respawn_failed_workers=True,
        workers_max_rss=WORKER_RSS_MB,
        workers_kill_timeout=10,
        websockets=False,
    ).serve()
    return 0


def leave_with_parent() -> None:
    """End like after Ctrl-C when the other end of our standard input closes: our parent holds it while he lives."""
    if os.environ.pop(SUPERVISED, None):
        threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    # Not sys.stdin: its lock would be held for ever, and granian's workers close it when they are forked.
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LONGEST_FAREWELL)  # the database may have gone before us: then a job under way can't be put down
    os.kill(os.getpid(), signal.SIGKILL)
