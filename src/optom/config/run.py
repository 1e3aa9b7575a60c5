"""`optom run`: the whole program from one command, and all of it gone with Ctrl-C."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence

from optom.config.children import Child, Died, Stopped, kept, say, see, until_stopped, watch
from optom.config.postgres import joined_dsn, project_home
from optom.config.serving import Address, address, web_dsn
from optom.config.working import workers

READY_SECONDS = 60


def run() -> int:
    """Serve until Ctrl-C. Answers 0 then, 1 when something kept us from serving or ended by itself."""
    where = address()
    if reason := why_taken(where):
        say(reason)
        return 1
    return until_stopped(lambda: _serve(where, started=time.monotonic()))


def why_taken(where: Address) -> str:
    """Why we can't listen there and what to do about it; nothing if we can."""
    try:
        family = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((where.host, where.port))
    except OSError as error:
        return (
            f"Can't listen on {where.host}:{where.port}: {error.strerror or error}.\n"
            f"Stop what runs there, or choose another port: OPTOM_PORT={where.port + 1} make run"
        )
    return ""


def _serve(where: Address, *, started: float) -> None:
    say("Starting PostgreSQL ...")
    os.environ["OPTOM_DATABASE_URL"] = owner = joined_dsn()
    os.environ["OPTOM_WEB_DATABASE_URL"] = web_dsn(owner)
    signins = _prepare()
    logs = project_home() / "log"
    logs.mkdir(parents=True, exist_ok=True)
    children = [Child("web", "web", log=logs / "web.log"), *workers(logs)]
    with kept(children):
        _wait_until_it_answers(where, children)
        say(f"\nOptom is at {where.url} after {time.monotonic() - started:.1f} s. Ctrl-C stops it. Logs: {logs}\n")
        say(signins)
        watch(children)


def _prepare() -> str:
    """Migrate and fill in a process of its own, so that ours stays small. Answers the table of sign-ins."""
    command = [sys.executable, "-m", "optom.config.prepare"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
        try:
            signins, _ = process.communicate()
        except Stopped:
            process.terminate()
            raise
    if process.returncode != 0:
        raise Died("The database could not be prepared; the reason stands above.")
    return signins


def _wait_until_it_answers(where: Address, children: Sequence[Child]) -> None:
    until = time.monotonic() + READY_SECONDS
    while not where.answers():
        see(children)
        if time.monotonic() > until:
            raise Died(f"The web process does not answer at {where.url} after {READY_SECONDS} s.")
        time.sleep(0.1)
