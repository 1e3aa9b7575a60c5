"""One embedded cluster: make it, start it or join it, leave it."""

import locale
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

import psutil
import psycopg
from psycopg import sql

from . import locks
from .account import PostgresUnavailable, server_account
from .binaries import binaries
from .places import DATABASE, OWNER, PROJECT, SOCKET_NAME, cluster_folder, make_private, socket_dsn, socket_folder
from .tuning import as_conf, settings

__all__ = ["EmbeddedPostgres", "PostgresUnavailable"]

START_SECONDS = 300  # a crash recovery after a large import may take minutes
ORPHAN_SECONDS = 30
LOG_BYTES = 10_000_000
# Upper and lower case and trigrams of Cyrillic need a UTF-8 character type even under the builtin locale provider:
# with LC_CTYPE=C pg_trgm (18.6) finds no letter, and so no trigram, in a Russian word.
BUILTIN_LOCALES_SINCE = 17
UTF8_CTYPES = ("C.UTF-8", "en_US.UTF-8", "ru_RU.UTF-8", "UTF-8")


class EmbeddedPostgres:
    """The cluster of `home`. Any number of processes may start it; the last to leave stops it.

    One that is not `durable` never waits for a disk, and its home is removed when the last has left.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home
        self.durable = durable
        self.folder = cluster_folder(home)
        self._data = self.folder / "data"
        self._log = self.folder / "log"
        self._users: int | None = None

    def start(self) -> str:
        """Start the cluster, or join the running one; answer the owner's address. Makes cluster and database if new.

        Raises PostgresUnavailable with the reason and the end of the server's log.
        """
        make_private(self.folder)
        with locks.exclusive(self.folder / "starting.lock"):
            users = locks.opened(self.folder / "users.lock")
            locks.share(users)
            try:
                self._keep()  # first: whatever happens to us while it starts, somebody will stop it
                self._run()
            except BaseException:
                os.close(users)
                raise
            self._users = users
        return self.dsn()

    def stop(self) -> None:
        """Leave the cluster. Nobody else in it: stop it and wait until it has stopped."""
        if self._users is None:
            return
        users, self._users = self._users, None
        try:
            if locks.may_take(users):
                self.shut_down()
        finally:
            os.close(users)

    def dsn(self, *, database: str = DATABASE, role: str = OWNER) -> str:
        """The address of a database for a role."""
        return socket_dsn(self.folder, database=database, role=role)

    def shut_down(self) -> None:
        """Stop the server now, without asking who uses it."""
        mode = "fast" if self.durable else "immediate"
        if (self._data / "postmaster.pid").exists():
            self._pg_ctl("stop", "-m", mode, "-w", "-t", str(START_SECONDS))

    def log_tail(self, lines: int = 15) -> str:
        """The end of the server's log."""
        try:
            text = self._log.read_text(errors="replace")
        except OSError:
            return ""
        return "\n".join(text.splitlines()[-lines:])

    def _run(self) -> None:
        if self._is_running():
            return
        if not self._data.exists():
            self._make()
        self._refuse_other_version()
        self._configure()
        self._forget_dead_server()
        self._start_server()
        self._make_database()

    def _start_server(self) -> None:
        """Start it, after a crash as soon as the last of the dead server's processes has noticed."""
        until = time.monotonic() + ORPHAN_SECONDS
        while (started := self._pg_ctl("start", "-w", "-t", str(START_SECONDS), "-l", str(self._log))).returncode != 0:
            if "shared memory block" not in self.log_tail() or time.monotonic() > until:
                self._fail("did not start", f"{started.stderr}\n{self.log_tail()}")
            time.sleep(0.3)

    def _is_running(self) -> bool:
        try:
            with psycopg.connect(self.dsn(database="postgres"), connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False  # also while it starts or stops: pg_ctl waits for that

    def _make(self) -> None:
        """Make the cluster beside its place and move it there: what exists is complete."""
        unfinished = self._data.with_name("data.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        options = ["--encoding=UTF8", "--locale=C", f"--lc-ctype={_utf8_ctype()}"]
        options += ["--auth=trust", f"--username={OWNER}"]
        if self._version() >= BUILTIN_LOCALES_SINCE:
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += [] if self.durable else ["--no-sync"]
        made = server_account().run([binaries() / "initdb", "-D", unfinished, *options], cwd=self.folder)
        if made.returncode != 0:
            self._fail("could not be made", made.stderr)
        with (unfinished / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude = 'optom.conf'\n")
        unfinished.rename(self._data)

    def _version(self) -> int:
        """The major version of the programs, which say `postgres (PostgreSQL) 18.6`."""
        said = server_account().run([binaries() / "postgres", "--version"], cwd=self.folder)
        found = re.search(r"\) (\d+)", said.stdout)
        if found is None:
            self._fail(f"has no programs that run in {binaries()}", said.stderr)
        return int(found[1])

    def _configure(self) -> None:
        socket = socket_folder(self.folder)
        make_private(socket)
        conf = self._data / "optom.conf"
        conf.write_text(as_conf(settings(socket=socket, durable=self.durable)))
        server_account().own(conf)
        if self._log.exists() and self._log.stat().st_size > LOG_BYTES:
            self._log.unlink()

    def _refuse_other_version(self) -> None:
        have = (self._data / "PG_VERSION").read_text().strip()
        if have != str(self._version()):
            self._fail(
                f"holds data of version {have}, the programs are of version {self._version()}",
                "Dump it with the old version, or move the folder away to begin anew.",
            )

    def _forget_dead_server(self) -> None:
        """Remove the lock files of a dead server whose number went to a stranger: PostgreSQL would believe them."""
        for lock in (self._data / "postmaster.pid", socket_folder(self.folder) / f"{SOCKET_NAME}.lock"):
            if lock.exists():
                pid = lock.read_text().partition("\n")[0].strip()
                if not (pid.isdigit() and _is_postgres(int(pid))):
                    lock.unlink()

    def _make_database(self) -> None:
        with psycopg.connect(self.dsn(database="postgres"), autocommit=True) as connection:
            found = connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone()
            if found is None:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(DATABASE)))

    def _keep(self) -> None:
        """Start the keeper unless one watches already. It inherits its own lock, so there is never a gap."""
        lock = locks.opened(self.folder / "keeper.lock")
        try:
            if locks.may_take(lock):
                self._start_keeper(lock)
        finally:
            os.close(lock)

    def _start_keeper(self, lock: int) -> None:
        """Through a shell that leaves at once: the keeper is to be nobody's child, for it may outlive us."""
        durability = "durable" if self.durable else "throwaway"
        keeper = [sys.executable, "-m", f"{__package__}.keeper", str(self.home), durability, str(lock)]
        subprocess.run(
            ["/bin/sh", "-c", '"$@" </dev/null >/dev/null 2>&1 &', "sh", *keeper],
            pass_fds=[lock],
            start_new_session=True,
            cwd="/",
            env=os.environ | {"PYTHONPATH": str(PROJECT / "src")},
            check=True,
        )

    def _pg_ctl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return server_account().run([binaries() / "pg_ctl", "-D", self._data, *arguments], cwd=self.folder)

    def _fail(self, what: str, details: str) -> NoReturn:
        message = f"The embedded PostgreSQL in {self.folder} {what}.\n{details.strip()}"
        raise PostgresUnavailable(message)


def _utf8_ctype() -> str:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in UTF8_CTYPES:
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    message = f"this system knows none of the locales {', '.join(UTF8_CTYPES)}: Russian words could not be searched"
    raise PostgresUnavailable(message)


def _is_postgres(pid: int) -> bool:
    try:
        process = psutil.Process(pid)
        return process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
