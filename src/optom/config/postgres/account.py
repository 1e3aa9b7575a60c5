"""Under whose account the server runs: ours, or an unprivileged one when we are root (PostgreSQL refuses root)."""

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

UNPRIVILEGED = ("postgres", "nobody")
SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"


class PostgresUnavailable(Exception):  # noqa: N818 -- it reads as a statement: PostgreSQL is unavailable
    """The embedded server can't be had here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """The system account of the server. `switch` is true when we have to become it first."""

    uid: int
    gid: int
    switch: bool

    def run(self, command: Sequence[str | Path], *, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a command as this account, without our environment, which could steer PostgreSQL (PGDATA, PGPORT)."""
        become: dict[str, Any] = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}
        return subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env={"PATH": SYSTEM_PATH, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            **become,
        )

    def own(self, path: Path) -> None:
        """Give the path to this account."""
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def may_reach(self, path: Path) -> bool:
        """Whether the account gets through every folder on the way to `path` (of what exists already)."""
        folders = [path, *path.parents]
        return not self.switch or all(self._may_enter(folder) for folder in folders if folder.exists())

    def _may_enter(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


@cache
def server_account() -> Account:
    """Ours for an ordinary user; for root `postgres` where it exists, else `nobody`."""
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid(), switch=False)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(uid=entry.pw_uid, gid=entry.pw_gid, switch=True)
    message = "PostgreSQL refuses to run as root and there is no account `postgres` or `nobody` here to run it as"
    raise PostgresUnavailable(message)
